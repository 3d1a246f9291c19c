/** A fine in instalments, with the ledger, the lists and the figures of limits. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { balanceOf, trialBalance } from '@shouhu/ledger';
import { walked } from '../documents/case.fixture.ts';
import { makePapers } from '../documents/papers.fixture.ts';
import type { Taken } from '../documents/case.fixture.ts';
import { limitsKept } from '../figures/deeds.ts';
import { pressingFigures } from '../figures/standing.ts';
import { platform } from '../http/app.fixture.ts';
import type { PersonName } from '../http/app.fixture.ts';
import { warnOfClocks } from '../outbox/warn-of-clocks.ts';

const together = ['officer2'] as const;
const money = { fine_fen: 1_000_000, refund_fen: 500_000 };
const filed = {
  officers: ['officer1', 'officer2'],
  party: 'H42900000001',
  cause: '虚假住院',
  act_ended: 20_500,
  act_found: 20_514,
};

const UNTIL_DELIVERY: readonly Taken[] = [
  ['2026-03-02', 'officer1', 'receive', { source: '举报' }],
  ['2026-03-03', 'head', 'file', filed],
  ['2026-03-04', 'officer1', 'collect', { kind: 'record', digest: 'b'.repeat(64) }, together],
  ['2026-03-05', 'officer1', 'report', { proposal: '罚款', ...money }, together],
  ['2026-03-06', 'legal', 'review', { opinion: '同意' }],
  ['2026-03-09', 'officer1', 'notify', { reasons: '虚假住院', ...money }, together],
  ['2026-03-09', 'officer1', 'waive', { signed: true }, together],
  ['2026-03-10', 'head', 'decide', { decision: 'penalty', ...money }],
  ['2026-03-11', 'officer1', 'deliver', { way: '直接送达' }],
  ['2026-03-11', 'officer1', 'publish'],
];

test('instalments: granted of what is owed, each by its clock, surcharge only from the day that was missed', async (t) => {
  const on = await platform(t);
  const matter = await walked(on, 'penalty', UNTIL_DELIVERY);
  let seen = UNTIL_DELIVERY.length;
  const take = async (who: PersonName, day: string, action: string, facts: object = {}) => {
    on.on(day);
    const body = { request_id: randomUUID(), seen, action, facts };
    const { status, body: answer } = await on.ask(who, 'POST', `/api/matters/${matter}/steps`, body);
    if (status === 200) seen += 1;
    return answer['code'] ?? status;
  };
  const view = async () => (await on.ask('head', 'GET', `/api/matters/${matter}`)).body;
  const owing = async () => {
    const debts: unknown = (await view())['debts'];
    return debts;
  };
  const span = { prefixes: ['429'], from: '2026-03-01', to: '2026-12-31' };

  assert.equal(await take('cashier', '2026-03-20', 'pay', { paid_fen: 500_000 }), 200);
  // Ten days late, as nobody asked in time: three per cent a day, shown before anything is paid.
  on.on('2026-04-05');
  assert.deepEqual(await owing(), { refund: 0, penalty: 0, fine: 1_000_000, surcharge: 300_000 });
  assert.equal(await take('officer1', '2026-04-05', 'askDeferral', { reason: '资金周转困难' }), 200);
  const plan = (last: number) => ['2026-05-29 400000', '2026-06-30 400000', `2026-07-31 ${last}`];
  const grant = async (last: number) =>
    take('head', '2026-04-05', 'allowInstalments', { instalments: plan(last), reason: '经济困难属实' });
  assert.equal(await grant(200_000), 'SH-C017');
  assert.equal(await grant(500_000), 200);
  assert.equal(await balanceOf(on.db, `owed:${matter}:surcharge`), 300_000);

  // What was granted does not grow; the list and the clock name the first of its days.
  on.on('2026-05-29');
  assert.deepEqual(await owing(), { refund: 0, penalty: 0, fine: 1_000_000, surcharge: 300_000 });
  const listed = async () => {
    const row = await on.db.selectFrom('matter').select(['due_day', 'due_clock']).executeTakeFirstOrThrow();
    const clock = await on.db
      .selectFrom('matter_clock')
      .select('due_day')
      .where('clock', '=', 'instalment')
      .executeTakeFirst();
    return [row.due_clock, clock?.due_day];
  };
  assert.equal((await listed())[1], '2026-05-29');
  assert.equal(await take('cashier', '2026-05-29', 'payInstalment', { paid_fen: 400_000 }), 200);
  assert.equal((await listed())[1], '2026-06-30');

  // The second is missed: overdue in the figures of limits, told beforehand, grown on its 4,000 yuan alone.
  on.on('2026-06-29');
  await warnOfClocks(on.db, on.now());
  const told = await on.ask('officer1', 'GET', '/api/notices');
  assert.match(JSON.stringify(told.body), /“延期或者分期缴款”于 2026-06-30 届满/);
  on.on('2026-07-05');
  const { by_clock } = await pressingFigures(on.db, span, '2026-07-05');
  assert.deepEqual(
    by_clock.filter(({ clock }) => clock === 'instalment'),
    [{ procedure: 'penalty', clock: 'instalment', overdue: 1, near: 0 }],
  );
  const overdue = await on.ask('head', 'GET', '/api/matters?clock=instalment&duty_until=2026-07-04');
  assert.ok(JSON.stringify(overdue.body).includes(matter));
  assert.deepEqual(await owing(), { refund: 0, penalty: 0, fine: 600_000, surcharge: 360_000 });
  const late = { late_reason: '账户被冻结' };
  assert.equal(await take('cashier', '2026-07-05', 'payInstalment', { paid_fen: 400_000 }), 'SH-C010');
  assert.equal(await take('cashier', '2026-07-05', 'payInstalment', { paid_fen: 960_001, ...late }), 'SH-C024');
  assert.equal(await take('cashier', '2026-07-05', 'payInstalment', { paid_fen: 400_000, ...late }), 200);
  const { plan: kept } = await view();
  assert.deepEqual(kept, [
    { on: '2026-05-29', due: '2026-05-29', fen: 400_000, paid_fen: 400_000 },
    { on: '2026-06-30', due: '2026-06-30', fen: 400_000, paid_fen: 400_000 },
    { on: '2026-07-31', due: '2026-07-31', fen: 500_000, paid_fen: 0 },
  ]);
  assert.equal(await take('head', '2026-07-06', 'close'), 'SH-C016');
  assert.equal(await take('cashier', '2026-07-31', 'payInstalment', { paid_fen: 560_000 }), 200);
  assert.deepEqual(await owing(), { refund: 0, penalty: 0, fine: 0, surcharge: 0 });
  assert.equal((await listed())[1], undefined);
  await makePapers(on, matter, 'penalty', 'close');
  assert.equal(await take('head', '2026-07-31', 'close'), 200);

  const limits = await limitsKept(on.db, span, [
    { procedure: 'penalty', action: 'payInstalment', month: '2026-07', deeds: 3 },
  ]);
  const { kept: inTime, late: missed } = limits.find(({ clock }) => clock === 'instalment') ?? {};
  assert.deepEqual([inTime, missed], [2, 1]);
  assert.deepEqual(await trialBalance(on.db), { sum_fen: 0, accounts: [], entries: [] });
  assert.deepEqual(
    [await balanceOf(on.db, 'received:special-account'), await balanceOf(on.db, 'received:treasury')],
    [500_000, 1_360_000],
  );
});
