/** A county that has worked for a quarter: a case paid to its end, one that is late, a review that was upheld and one that was dropped. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { leadOf, PEOPLE, runOf } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { makePapers } from '../documents/papers.fixture.ts';
import { recordRun } from '../leads/record-run.ts';

type Taken = readonly [day: string, who: PersonName, action: string, facts?: object, others?: readonly string[]];

async function opened(
  on: Platform,
  who: PersonName,
  procedure: string,
  lead_id: string,
  fixmedins_code = 'H42900000001',
): Promise<string> {
  const matter_id = randomUUID();
  const answer = await on.ask(who, 'POST', '/api/matters', { matter_id, procedure, lead_id, fixmedins_code });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return matter_id;
}

async function walked(on: Platform, matter_id: string, steps: readonly Taken[]): Promise<void> {
  for (const [seen, [day, who, action, facts = {}, others = []]] of steps.entries()) {
    on.on(day);
    await makePapers(on, matter_id, 'penalty', action);
    const body = { request_id: randomUUID(), seen, action, facts, with: others };
    const answer = await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body);
    assert.equal(answer.status, 200, `${action}: ${JSON.stringify(answer.body)}`);
  }
}

const together = ['officer2'];
const filed = {
  officers: ['officer1', 'officer2'],
  party: '测试县人民医院',
  cause: '虚假住院',
  act_ended: 20_500,
  act_found: 20_514,
};
const money = { fine_fen: 1_000_000, refund_fen: 500_000 };

/** Ends on 7 May 2026. */
export async function workedCounty(on: Platform): Promise<{ paid: string; late: string }> {
  const place = ['H42900000002'];
  await recordRun(
    on,
    { caller: PEOPLE.admin, at: on.now() },
    runOf([
      leadOf('L1'),
      leadOf('L2', { fixmedins_codes: place, expected_fen: 500_000 }),
      leadOf('L3', { title: '重复收费', expected_fen: 300_000, fixmedins_codes: ['H42900000001', ...place] }),
      leadOf('L4', { title: '分解住院', expected_fen: 200_000 }),
    ]),
  );
  const paid = await opened(on, 'officer1', 'penalty', 'L1');
  await walked(on, paid, [
    ['2026-03-02', 'officer1', 'receive', { source: '举报' }],
    ['2026-03-03', 'head', 'file', filed],
    ['2026-03-04', 'officer1', 'inspect', { place: '住院部', record: '床位空置' }, together],
    ['2026-03-04', 'officer1', 'collect', { kind: 'record', digest: 'b'.repeat(64) }, together],
    ['2026-03-05', 'officer1', 'report', { proposal: '罚款', ...money }, together],
    ['2026-03-06', 'legal', 'review', { opinion: '同意' }],
    ['2026-03-09', 'officer1', 'notify', { reasons: '虚假住院', ...money }, together],
    ['2026-03-09', 'officer1', 'waive', { signed: true }, together],
    ['2026-03-10', 'head', 'decide', { decision: 'penalty', ...money }],
    ['2026-03-11', 'officer1', 'deliver', { way: '直接送达' }],
    ['2026-03-11', 'officer1', 'publish'],
    ['2026-03-26', 'cashier', 'pay', { paid_fen: 900_000 }],
    ['2026-04-05', 'cashier', 'pay', { paid_fen: 780_000, late_reason: '资金周转' }],
  ]);
  const review = await opened(on, 'first', 'review', 'L2', 'H42900000002');
  await walked(on, review, [
    ['2026-04-06', 'first', 'issue', { amount_fen: 400_000 }],
    ['2026-04-07', 'otherClinic', 'appeal', { text: '入院有指征' }],
    ['2026-04-08', 'second', 'uphold', { amount_fen: 350_000, reason: '部分成立' }],
    ['2026-04-16', 'cashier', 'deduct', { period: '2026-04' }],
  ]);
  const dropped = await opened(on, 'first', 'review', 'L3');
  await walked(on, dropped, [
    ['2026-04-20', 'first', 'issue', { amount_fen: 100_000 }],
    ['2026-04-21', 'clinic', 'appeal', { text: '属于两次手术' }],
    ['2026-04-22', 'second', 'dropAtSecond', { reason: '申诉成立' }],
  ]);
  const late = await opened(on, 'officer1', 'penalty', 'L4');
  await walked(on, late, [
    ['2026-04-22', 'officer1', 'receive', { source: '智能监管' }],
    ['2026-04-23', 'head', 'file', filed],
    ['2026-04-24', 'officer1', 'collect', { kind: 'record', digest: 'c'.repeat(64) }, together],
    ['2026-04-24', 'officer1', 'preserve', { items: '登记簿', approved_by: '负责人' }, together],
    ['2026-04-24', 'officer1', 'report', { proposal: '罚款', ...money }, together],
  ]);
  on.on('2026-05-07');
  return { paid, late };
}
