/** Measures: the last lawful day of each limit and the first that is not, who may do what, and what each measure takes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nationalCalendar } from '@shouhu/clocks';
import { addDays, formatCivilDate } from '@shouhu/codes';
import { day } from '../penalty/case.fixture.ts';
import type { Facts } from '../procedure.ts';
import { standing } from '../standing.ts';
import { codeOf, measureOf, tryMeasure } from './measure.fixture.ts';
import { measure } from './measure.ts';
import type { MeasureAction } from './measure.ts';
import { sanctionOf } from './sanction.ts';

const RECTIFY = { measure: 'rectify', days: 30 };
const SUSPEND = { measure: 'suspend', days: 90 };
const INTERRUPT = { measure: 'interrupt', days: 180 };
const REFUSE = { measure: 'refuse', refund_fen: 100_000 };
const HEARD = 'waive 2026-03-03, approve 2026-03-04';
const DELIVERED = `${HEARD}, deliver 2026-03-05`;

const nextDay = (text: string): string => formatCivilDate(addDays(day(text), 1));

/** `late`: still possible with its reason on record; a code: refused from the next day on. */
const limits: readonly (readonly [string, Facts, string, MeasureAction, lastDay: string, then: string])[] = [
  ['陈述申辩 5 个工作日', SUSPEND, 'waive 2026-03-02', 'state', '2026-03-09', 'SH-C009'],
  ['送达 7 个工作日', RECTIFY, 'approve 2026-03-02', 'deliver', '2026-03-11', 'late'],
  ['异议 15 个工作日', SUSPEND, DELIVERED, 'contest', '2026-03-26', 'SH-C009'],
  ['异议处理 15 个工作日', SUSPEND, `${DELIVERED}, contest 2026-03-09`, 'uphold', '2026-03-30', 'late'],
  ['整改 30 日', RECTIFY, DELIVERED, 'fileReport', '2026-04-07', 'late'],
  ['整改延长 30 日', RECTIFY, `${DELIVERED}, extend 2026-04-03`, 'fileReport', '2026-05-06', 'late'],
  ['延长须在整改期内', RECTIFY, DELIVERED, 'extend', '2026-04-07', 'SH-C009'],
  ['验收 10 个工作日', RECTIFY, `${DELIVERED}, fileReport 2026-03-09`, 'acceptRectification', '2026-03-23', 'late'],
  ['缴款 15 个工作日', REFUSE, DELIVERED, 'pay', '2026-03-26', 'late'],
];

describe('the last lawful day and the first unlawful one', () => {
  for (const [what, proposal, history, action, lastDay, then] of limits) {
    test(what, () => {
      const all = measureOf(proposal, history);
      // A waiver ends the time for a statement: here it must still run.
      const deeds = action === 'state' ? all.slice(0, 1) : all;
      assert.equal(codeOf(tryMeasure(deeds, action, lastDay)), 'ok');
      const next = nextDay(lastDay);
      assert.equal(codeOf(tryMeasure(deeds, action, next)), then === 'late' ? 'SH-C010' : then);
      if (then === 'late') assert.equal(codeOf(tryMeasure(deeds, action, next, { late_reason: '停电' })), 'ok');
    });
  }

  test('nothing is approved while the institution may still speak; a talk needs no such wait', () => {
    const [proposed] = measureOf(SUSPEND, 'waive 2026-03-02');
    assert.ok(proposed !== undefined);
    assert.equal(codeOf(tryMeasure([proposed], 'approve', '2026-03-09')), 'SH-C011');
    assert.equal(codeOf(tryMeasure([proposed], 'approve', '2026-03-10')), 'ok');
    assert.equal(measureOf({ measure: 'talk' }, 'approve 2026-03-02').length, 2);
  });

  test('a suspension ends with its term, on a day off too, and is lifted before only when things were put right', () => {
    const deeds = measureOf(SUSPEND, DELIVERED);
    // Ninety days after 5 March: 3 June, a Wednesday; 180: 1 September.
    assert.equal(codeOf(tryMeasure(deeds, 'expire', '2026-06-03')), 'SH-C011');
    assert.equal(codeOf(tryMeasure(deeds, 'expire', '2026-06-04')), 'ok');
    const longest = measureOf(INTERRUPT, DELIVERED);
    assert.equal(codeOf(tryMeasure(longest, 'expire', '2026-09-01')), 'SH-C011');
    assert.equal(codeOf(tryMeasure(longest, 'expire', '2026-09-02')), 'ok');
    const sunday = measureOf({ ...SUSPEND, days: 31 }, DELIVERED);
    assert.equal(codeOf(tryMeasure(sunday, 'expire', '2026-04-06')), 'ok');
    assert.equal(codeOf(tryMeasure(deeds, 'restore', '2026-03-20')), 'SH-C002');
    const better = measureOf(SUSPEND, `${DELIVERED}, fileReport 2026-03-20, acceptRectification 2026-03-23`);
    assert.equal(codeOf(tryMeasure(better, 'restore', '2026-03-24')), 'ok');
  });
});

describe('what a measure takes', () => {
  const proposed = (facts: Facts) => codeOf(tryMeasure([], 'propose', '2026-03-02', facts));
  const cases: readonly (readonly [Facts, string])[] = [
    [{ measure: 'scold' }, 'SH-C008'],
    [{ measure: 'constructor' }, 'SH-C008'],
    [{ measure: 'talk' }, 'ok'],
    [{ measure: 'talk', refund_fen: 1 }, 'SH-C041'],
    [{ measure: 'criticism', days: 5 }, 'SH-C041'],
    [{ measure: 'rectify' }, 'SH-C008'],
    [{ measure: 'rectify', days: 1.5 }, 'SH-C008'],
    [{ measure: 'rectify', days: 90, refund_fen: 5_000 }, 'ok'],
    [{ measure: 'rectify', days: 91 }, 'SH-C040'],
    [{ measure: 'suspend', days: 180 }, 'ok'],
    [{ measure: 'suspend', days: 181 }, 'SH-C040'],
    [{ measure: 'interrupt', days: 0 }, 'SH-C008'],
    [{ measure: 'refuse' }, 'SH-C008'],
    [{ measure: 'refuse', refund_fen: -1 }, 'SH-C008'],
    [{ measure: 'refuse', refund_fen: 1, penalty_fen: 1 }, 'SH-C041'],
    [{ measure: 'refuse-and-penalty', refund_fen: 1 }, 'SH-C008'],
    [{ measure: 'refuse-and-penalty', refund_fen: 1, penalty_fen: 1 }, 'ok'],
    [{ measure: 'terminate', days: 10 }, 'SH-C041'],
    [{ measure: 'terminate' }, 'ok'],
  ];
  for (const [facts, code] of cases) test(JSON.stringify(facts), () => assert.equal(proposed(facts), code));
});

test('nobody approves, accepts or lifts what they proposed, reported or accepted', () => {
  const own = tryMeasure([], 'propose', '2026-03-02', RECTIFY, 'everybody');
  assert.ok(own.ok);
  assert.equal(codeOf(tryMeasure([own.deed], 'approve', '2026-03-02', {}, 'everybody')), 'SH-C004');
  const reported = measureOf(RECTIFY, `${DELIVERED}, fileReport 2026-03-09`);
  assert.equal(codeOf(tryMeasure(reported, 'acceptRectification', '2026-03-09', {}, 'officer1')), 'SH-C004');
  assert.equal(codeOf(tryMeasure(reported, 'acceptRectification', '2026-03-09', {}, 'clinic')), 'SH-C003');
  const refused = measureOf(REFUSE, DELIVERED);
  assert.equal(codeOf(tryMeasure(refused, 'deduct', '2026-03-09', {}, 'cashier')), 'ok');
  assert.equal(codeOf(tryMeasure(refused, 'deduct', '2026-03-09', {}, 'officer1')), 'SH-C003');
});

test('steps of another measure are refused', () => {
  const talk = measureOf({ measure: 'talk' }, 'approve 2026-03-02, deliver 2026-03-02');
  for (const action of ['fileReport', 'extend', 'expire', 'pay', 'deduct'] as const)
    assert.equal(codeOf(tryMeasure(talk, action, '2026-03-03')), 'SH-C042', action);
  assert.equal(codeOf(tryMeasure(measureOf(RECTIFY, DELIVERED), 'perform', '2026-03-09')), 'SH-C042');
});

test('a matter is closed when the measure was carried out and nothing is owed', () => {
  const talk = measureOf({ measure: 'talk' }, 'approve 2026-03-02, deliver 2026-03-02');
  assert.equal(codeOf(tryMeasure(talk, 'close', '2026-03-03')), 'SH-C016');
  const held = tryMeasure(talk, 'perform', '2026-03-03');
  assert.ok(held.ok);
  assert.equal(codeOf(tryMeasure([...talk, held.deed], 'close', '2026-03-03')), 'ok');
  const refused = measureOf(REFUSE, DELIVERED);
  assert.equal(codeOf(tryMeasure(refused, 'close', '2026-03-09', { performed: false })), 'SH-C016');
  assert.equal(codeOf(tryMeasure(refused, 'close', '2026-03-09')), 'ok');
  const revoked = measureOf(SUSPEND, `${DELIVERED}, contest 2026-03-09, revoke 2026-03-10, close 2026-03-10`);
  assert.equal(standing(measure, revoked, nationalCalendar).state, 'closed');
});

test('a rectification that was not accepted begins anew', () => {
  const deeds = measureOf(RECTIFY, `${DELIVERED}, fileReport 2026-04-03, rejectRectification 2026-04-07`);
  const { state, clocks } = standing(measure, deeds, nationalCalendar);
  assert.deepEqual([state, clocks.rectification.due], ['effect', day('2026-05-07')]);
});

test('a measure works from its delivery to its end', () => {
  assert.equal(sanctionOf(measureOf(SUSPEND, HEARD)), null);
  const suspended = { measure: 'suspend', since: day('2026-03-05'), until: day('2026-06-03') };
  assert.deepEqual(sanctionOf(measureOf(SUSPEND, DELIVERED)), { ...suspended, ended: null });
  const restored = `${DELIVERED}, fileReport 2026-03-20, acceptRectification 2026-03-23, restore 2026-03-24`;
  assert.equal(sanctionOf(measureOf(SUSPEND, restored))?.ended, day('2026-03-24'));
  const terminated = measureOf({ measure: 'terminate' }, `${DELIVERED}, perform 2026-03-09, close 2026-03-10`);
  assert.deepEqual(sanctionOf(terminated), {
    measure: 'terminate',
    since: day('2026-03-05'),
    until: null,
    ended: null,
  });
});
