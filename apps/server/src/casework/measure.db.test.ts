/** Measures as the platform conducts them: approved by somebody else, answered by the institution, money only through the ledger. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { balanceOf, trialBalance } from '@shouhu/ledger';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';

type Taken = readonly [day: string, who: PersonName, action: string, facts?: object];

async function opened(on: Platform, parent_id: string | null = null): Promise<string> {
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'measure', lead_id: null, parent_id, fixmedins_code: 'H42900000001' };
  const answer = await on.ask('officer1', 'POST', '/api/matters', wanted);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return matter_id;
}

async function take(on: Platform, matter_id: string, seen: number, [day, who, action, facts = {}]: Taken) {
  on.on(day);
  const step = { request_id: randomUUID(), seen, action, facts };
  return on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, step);
}

async function walk(on: Platform, matter_id: string, steps: readonly Taken[], from = 0) {
  let body: Record<string, unknown> = {};
  for (const [at, step] of steps.entries()) {
    const answer = await take(on, matter_id, from + at, step);
    assert.equal(answer.status, 200, `${step[2]}: ${JSON.stringify(answer.body)}`);
    body = answer.body;
  }
  return body;
}

const REFUSE = { measure: 'refuse-and-penalty', grounds: '重复收费', refund_fen: 300_000, penalty_fen: 90_000 };
const DELIVERED: readonly Taken[] = [
  ['2026-03-02', 'officer1', 'propose', REFUSE],
  ['2026-03-03', 'clinic', 'waive', { signed: true }],
  ['2026-03-04', 'head', 'approve', { opinion: '同意' }],
  ['2026-03-05', 'cashier', 'deliver', { way: '直接送达' }],
];

describe('measures', () => {
  test('refused payment and damages are owed, paid in part, deducted for the rest, and close the matter', async (t) => {
    const on = await platform(t);
    const matter = await opened(on);
    const delivered = await walk(on, matter, DELIVERED);
    assert.deepEqual(delivered['debts'], { refund: 300_000, penalty: 90_000, fine: 0, surcharge: 0 });
    const early = await take(on, matter, 4, ['2026-03-06', 'officer1', 'close', { performed: true }]);
    assert.equal(early.body['code'], 'SH-C016');
    const more = await take(on, matter, 4, ['2026-03-06', 'cashier', 'pay', { paid_fen: 390_001 }]);
    assert.equal(more.body['code'], 'SH-C024');
    await walk(on, matter, [['2026-03-06', 'cashier', 'pay', { paid_fen: 350_000 }]], 4);
    const done = await walk(on, matter, [['2026-03-09', 'cashier', 'deduct', { period: '2026-03' }]], 5);
    assert.deepEqual(done['debts'], { refund: 0, penalty: 0, fine: 0, surcharge: 0 });
    const again = await take(on, matter, 6, ['2026-03-09', 'cashier', 'deduct', { period: '2026-03' }]);
    assert.equal(again.body['code'], 'SH-C026');
    assert.equal((await walk(on, matter, [['2026-03-10', 'officer1', 'close']], 6))['state'], 'closed');
    assert.deepEqual(
      [await balanceOf(on.db, 'received:special-account'), await balanceOf(on.db, 'deducted:settlements')],
      [350_000, 40_000],
    );
    assert.deepEqual(await trialBalance(on.db), { sum_fen: 0, accounts: [], entries: [] });
  });

  test('a measure that is revoked gives back what was paid for it', async (t) => {
    const on = await platform(t);
    const matter = await opened(on);
    const after = await walk(on, matter, [
      ...DELIVERED,
      ['2026-03-06', 'cashier', 'pay', { paid_fen: 310_000 }],
      ['2026-03-09', 'clinic', 'contest', { text: '已于检查前退费' }],
      ['2026-03-10', 'head', 'revoke', { reason: '经核实已退费' }],
      ['2026-03-10', 'officer1', 'close'],
    ]);
    assert.deepEqual(after['debts'], { refund: 0, penalty: 0, fine: 0, surcharge: 0 });
    assert.equal(after['state'], 'closed');
    assert.equal(await balanceOf(on.db, 'received:special-account'), 0);
    assert.deepEqual(await trialBalance(on.db), { sum_fen: 0, accounts: [], entries: [] });
  });

  test('the institution files its rectification, somebody else accepts it', async (t) => {
    const on = await platform(t);
    const inspection = await opened(on);
    const matter = await opened(on, inspection);
    const proposal = { measure: 'rectify', grounds: '病历缺失', days: 30 };
    const filed = await walk(on, matter, [
      ['2026-03-02', 'officer1', 'propose', proposal],
      ['2026-03-03', 'head', 'approve', { opinion: '同意' }],
      ['2026-03-04', 'officer1', 'deliver', { way: '直接送达' }],
      ['2026-03-20', 'clinic', 'fileReport', { rectified: '已补齐病历', digest: 'a'.repeat(64) }],
    ]);
    assert.deepEqual(filed['parent'], { matter_id: inspection, procedure: 'measure', state: 'drafted' });
    const own = await take(on, matter, 4, ['2026-03-23', 'officer1', 'acceptRectification', { opinion: '同意' }]);
    assert.equal(own.body['code'], 'SH-C004');
    const foreign = await take(on, matter, 4, ['2026-03-23', 'otherClinic', 'fileReport', { rectified: '代报' }]);
    assert.equal(foreign.body['code'], 'SH-H003');
    const state = await walk(on, matter, [['2026-03-23', 'officer2', 'acceptRectification', { opinion: '同意' }]], 4);
    assert.equal(state['state'], 'accepted');
  });
});
