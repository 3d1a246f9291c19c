import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { civilDate } from '@shouhu/codes';
import { addExperts } from '../experts/experts.fixture.ts';
import { makePapers } from '../documents/papers.fixture.ts';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { enterSheets, opened, take } from './assessment.fixture.ts';

const HERE = 'H42900000001';

async function review(on: Platform, lead_id: string, facts: object, accepts: boolean): Promise<string> {
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'review', lead_id, fixmedins_code: HERE };
  assert.equal((await on.ask('first', 'POST', '/api/matters', wanted)).status, 200);
  await take(on, 'first', matter_id, 0, 'issue', facts);
  if (accepts) await take(on, 'clinic', matter_id, 1, 'accept');
  return matter_id;
}

const refusal = async (
  on: Platform,
  who: PersonName,
  matter_id: string,
  seen: number,
  action: string,
  facts: object = {},
) => {
  const step = { request_id: randomUUID(), seen, action, facts };
  return (await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, step)).body['code'];
};

describe('yearly assessment', () => {
  test('a year from the opening to the renewal: every deduction has its deed, scores are the platform’s own', async (t) => {
    const on = await platform(t);
    const cause = await review(on, 'L1', { amount_fen: 5_000 }, true);
    const matter = await opened(on, 2026);
    assert.deepEqual((await on.ask('cashier', 'POST', '/api/assessments', { year: 2026 })).body, { opened: 0 });
    const experts = await addExperts(on, ['甲', '乙', '丙']);
    assert.equal(await refusal(on, 'cashier', matter, 0, 'present'), 'SH-C073');
    await enterSheets(on, matter, experts, 9_000);
    const [recused = ''] = await addExperts(on, ['本院'], { fixmedins_code: HERE });
    await enterSheets(on, matter, [recused], 0);
    const sheet = await on.ask('cashier', 'GET', `/api/assessments/${matter}`);
    const { now } = sheet.body;
    assert.ok(typeof now === 'object' && now !== null && 'deductions' in now && Array.isArray(now.deductions));
    assert.deepEqual(
      now.deductions.map(({ cause_matter, cause_seq, marks }) => [cause_matter, cause_seq, marks]),
      [[cause, 2, 200]],
    );
    // 98.00 of the daily checks, 90.00 at the year's end without the recused.
    assert.ok('score' in now && 'year_end' in now);
    assert.deepEqual([now.year_end, now.score], [9_000, 9_480]);
    on.on('2026-12-01');
    await take(on, 'cashier', matter, 0, 'present', { score: 1, grade: 'D' });
    const deed = await on.db
      .selectFrom('deed')
      .select('facts')
      .where('matter_id', '=', matter)
      .executeTakeFirstOrThrow();
    assert.deepEqual([deed.facts['score'], deed.facts['grade']], [9_480, 'A']);
    await take(on, 'clinic', matter, 1, 'agree');
    await take(on, 'head', matter, 2, 'confirm');
    const published = async () =>
      (
        await on.app.inject({ url: '/api/assessments/published?year=2026', headers: { 'x-test-person': 'observer' } })
      ).json();
    assert.deepEqual(await published(), []);
    await take(on, 'cashier', matter, 3, 'publish');
    const [row] = await published();
    assert.deepEqual([row.grade, row.score, 'matter_id' in row], ['A', 9_480, false]);
    assert.equal(await refusal(on, 'head', matter, 4, 'end', { reasons: '—' }), 'SH-C070');
    await take(on, 'head', matter, 4, 'renew');
    const nextYear = await on.app.inject({ url: '/api/assessments?year=2026', headers: { 'x-test-person': 'head' } });
    assert.equal(nextYear.json()[0].previous, 'C');
  });

  test('a deduction is struck with its reason and counts no more; a finding that was dropped never counts', async (t) => {
    const on = await platform(t);
    const cause = await review(on, 'L1', { amount_fen: 5_000 }, true);
    const matter = await opened(on, 2026);
    await enterSheets(on, matter, await addExperts(on, ['甲', '乙', '丙']), 9_000);
    const daily = async () => {
      const { now } = (await on.ask('cashier', 'GET', `/api/assessments/${matter}`)).body;
      return typeof now === 'object' && now !== null && 'daily' in now ? now.daily : null;
    };
    assert.equal(await daily(), 9_800);
    const strike = { strike_id: randomUUID(), cause_matter: cause, cause_seq: 2, reason: '上级复查不成立' };
    const strikes = `/api/assessments/${matter}/strikes`;
    assert.equal((await on.ask('cashier', 'POST', strikes, { ...strike, cause_seq: 1 })).status, 404);
    assert.equal((await on.ask('cashier', 'POST', strikes, strike)).status, 200);
    assert.equal((await on.ask('cashier', 'POST', strikes, strike)).status, 200);
    assert.equal((await on.ask('cashier', 'POST', strikes, { ...strike, reason: '另一理由' })).body['code'], 'SH-H006');
    assert.equal(await daily(), 10_000);
    await take(on, 'cashier', matter, 0, 'present');
    const late = { ...strike, strike_id: randomUUID(), cause_matter: matter, cause_seq: 1 };
    assert.equal((await on.ask('cashier', 'POST', strikes, late)).body['code'], 'SH-C075');
  });

  test('grade D ends the agreement and bars for three years', async (t) => {
    const on = await platform(t);
    const matter = await opened(on, 2026);
    const experts = await addExperts(on, ['甲', '乙', '丙']);
    await enterSheets(on, matter, experts, 10_500, 400);
    await enterSheets(on, matter, experts, 0);
    on.on('2026-12-01');
    await take(on, 'cashier', matter, 0, 'present');
    await take(on, 'clinic', matter, 1, 'state', { text: '请复核' });
    const grade = async () => (await on.ask('head', 'GET', `/api/assessments/${matter}`)).body['grade'];
    // A hundred and nought: exactly sixty, the last of C. A penalty makes it D when it is scored anew.
    assert.equal(await grade(), 'C');
    await decidedPenalty(on);
    assert.equal(await grade(), 'C');
    await take(on, 'head', matter, 2, 'rescore', { reason: '补记处罚' });
    await take(on, 'cashier', matter, 3, 'present');
    assert.equal(await grade(), 'D');
    await take(on, 'clinic', matter, 4, 'agree');
    await take(on, 'head', matter, 5, 'confirm');
    await take(on, 'cashier', matter, 6, 'publish');
    assert.equal(await refusal(on, 'head', matter, 7, 'renew'), 'SH-C070');
    await take(on, 'head', matter, 7, 'end', { reasons: '考核等级为 D' });
    const { facts } = await on.db
      .selectFrom('deed')
      .select('facts')
      .where('matter_id', '=', matter)
      .where('action', '=', 'end')
      .executeTakeFirstOrThrow();
    assert.equal(facts['barred_until'], civilDate(2029, 12, 1));
    const sign = async (valid_from: string) => {
      const agreement = { agreement_id: randomUUID(), number: `XY-${valid_from}`, valid_from, valid_to: '2030-12-31' };
      return on.ask('cashier', 'POST', `/api/institutions/${HERE}/agreements`, agreement);
    };
    assert.equal((await sign('2029-12-01')).body['code'], 'SH-H071');
    assert.equal((await sign('2029-12-02')).status, 200);
  });

  test('who entered a sheet does not confirm, whatever the duties', async (t) => {
    const on = await platform(t);
    const matter = await opened(on, 2026);
    const [expert_id = '', ...more] = await addExperts(on, ['甲', '乙', '丙']);
    await enterSheets(on, matter, [expert_id, ...more], 9_000);
    const entered = { entered_by: 'head', entered_at: on.now() };
    await on.db
      .insertInto('assessment_sheet')
      .values({
        sheet_id: randomUUID(),
        matter_id: matter,
        expert_id,
        marks: '{}',
        score: 0,
        recused: null,
        ...entered,
      })
      .execute();
    await take(on, 'cashier', matter, 0, 'present');
    await take(on, 'clinic', matter, 1, 'agree');
    assert.equal(await refusal(on, 'head', matter, 2, 'confirm'), 'SH-C004');
  });

  test('an institution reads its own, what was proposed and no names; others nothing', async (t) => {
    const on = await platform(t);
    const matter = await opened(on, 2026);
    const experts = await addExperts(on, ['专家一', '专家二', '专家三']);
    await enterSheets(on, matter, experts, 9_000);
    const before = await on.ask('clinic', 'GET', `/api/assessments/${matter}`);
    assert.deepEqual([before.body['now'], before.body['proposed']], [null, null]);
    await take(on, 'cashier', matter, 0, 'present');
    const after = await on.ask('clinic', 'GET', `/api/assessments/${matter}`);
    assert.ok(after.body['proposed'] !== null);
    assert.doesNotMatch(JSON.stringify(after.body), /专家/);
    assert.equal((await on.ask('otherClinic', 'GET', `/api/assessments/${matter}`)).status, 404);
    // A bare matter of this procedure, without its year, cannot be opened.
    const bare = { matter_id: randomUUID(), procedure: 'assessment', lead_id: null, fixmedins_code: HERE };
    assert.equal((await on.ask('head', 'POST', '/api/matters', bare)).status, 404);
  });
});

async function decidedPenalty(on: Platform): Promise<string> {
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'penalty', lead_id: null, fixmedins_code: HERE };
  assert.equal((await on.ask('officer1', 'POST', '/api/matters', wanted)).status, 200);
  const others = ['officer2'];
  const money = { fine_fen: 1_000, refund_fen: 500 };
  const filed = {
    officers: ['officer1', 'officer2'],
    party: HERE,
    cause: '虚假住院',
    act_ended: 20_500,
    act_found: 20_514,
  };
  const steps: readonly (readonly [PersonName, string, object, string[]?])[] = [
    ['officer1', 'receive', { source: '举报' }],
    ['head', 'file', filed],
    ['officer1', 'collect', { kind: 'record', digest: 'b'.repeat(64) }, others],
    ['officer1', 'report', { proposal: '罚款', ...money }, others],
    ['legal', 'review', { opinion: '同意' }],
    ['officer1', 'notify', { reasons: '虚假住院', ...money }, others],
    ['officer1', 'waive', { signed: true }, others],
    ['head', 'decide', { decision: 'penalty', ...money }],
  ];
  for (const [at, [who, action, facts, together = []]] of steps.entries()) {
    await makePapers(on, matter_id, 'penalty', action);
    await take(on, who, matter_id, at, action, facts, together);
  }
  return matter_id;
}
