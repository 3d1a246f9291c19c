/** Deferral and instalments, whatever is planned and paid: sums, no surcharge before its day, the cap, the clock. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nationalCalendar } from '@shouhu/clocks';
import { addDays, fen, formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import * as fc from 'fast-check';
import type { Deed } from '../procedure.ts';
import { standing } from '../standing.ts';
import { surchargeOf } from './amounts.ts';
import { caseOf, day, tryStep } from './case.fixture.ts';
import { penalty } from './penalty.ts';
import type { PenaltyAction } from './penalty.ts';
import { keptIn } from './plan.ts';
import { fineOwedIn, surchargeIn } from './surcharge.ts';

type Deeds = readonly Deed<PenaltyAction>[];

/** Fine and refund are 5,000 yuan each; the last day of the decision is 18 March 2026. */
const DELIVERED = caseOf(
  'receive 2026-01-05, file 2026-01-20, collect 2026-01-21, report 2026-02-02, review 2026-02-04, notify 2026-02-05, waive 2026-02-05, decide 2026-03-02, deliver 2026-03-03',
);
const FINE = 500_000;
const LAST = day('2026-03-18');

function taken(deeds: Deeds, action: PenaltyAction, on: string | CivilDate, facts = {}): Deeds {
  const outcome = tryStep(deeds, action, typeof on === 'string' ? on : formatCivilDate(on), {
    late_reason: '资金周转',
    ...facts,
  });
  assert.ok(outcome.ok, `${action}: ${outcome.ok ? '' : JSON.stringify(outcome.refusal)}`);
  return [...deeds, outcome.deed];
}

function refusedBy(deeds: Deeds, action: PenaltyAction, on: string, facts = {}): string {
  const outcome = tryStep(deeds, action, on, facts);
  return outcome.ok ? 'ok' : outcome.refusal.code;
}

const clockOf = (deeds: Deeds, name: keyof typeof penalty.clocks) =>
  standing(penalty, deeds, nationalCalendar).clocks[name];

/** The refund is paid, the fine is asked to be deferred. */
const ASKED = taken(taken(DELIVERED, 'pay', '2026-03-04', { paid_fen: 500_000 }), 'askDeferral', '2026-03-04');
const MONTHLY = ['2026-04-30 200000', '2026-05-29 200000', '2026-06-30 100000'];
const PLANNED = taken(ASKED, 'allowInstalments', '2026-03-05', { instalments: MONTHLY });

describe('granting', () => {
  test('only what was applied for is granted or refused, and each application once', () => {
    for (const action of ['defer', 'allowInstalments', 'refuseDeferral'] as const) {
      assert.equal(
        refusedBy(DELIVERED, action, '2026-03-05', { until: day('2026-08-31'), instalments: [] }),
        'SH-C007',
      );
    }
    const refused = taken(ASKED, 'refuseDeferral', '2026-03-05');
    assert.equal(refusedBy(refused, 'allowInstalments', '2026-03-05', { instalments: MONTHLY }), 'SH-C007');
    const again = taken(refused, 'askDeferral', '2026-03-06');
    assert.equal(refusedBy(again, 'allowInstalments', '2026-03-09', { instalments: MONTHLY }), 'ok');
  });

  test('a head who is an officer of the case grants nothing; without a fine nothing is deferred', () => {
    const officer = tryStep(ASKED, 'allowInstalments', '2026-03-05', { instalments: MONTHLY }, 'officer1');
    assert.equal(officer.ok ? 'ok' : officer.refusal.code, 'SH-C003');
    const paid = taken(DELIVERED, 'pay', '2026-03-04', { paid_fen: 1_000_000, settled: true });
    assert.equal(refusedBy(paid, 'askDeferral', '2026-03-05'), 'SH-C019');
  });

  test('a plan is refused that does not sum to what is owed, or whose days do not follow', () => {
    const refusal = (instalments: unknown) => refusedBy(ASKED, 'allowInstalments', '2026-03-05', { instalments });
    assert.equal(refusal(['2026-04-30 200000', '2026-05-29 299999']), 'SH-C017');
    assert.equal(refusal(['2026-04-30 200000', '2026-05-29 300001']), 'SH-C017');
    assert.equal(refusal(['2026-05-29 200000', '2026-04-30 300000']), 'SH-C018');
    assert.equal(refusal(['2026-03-05 200000', '2026-04-30 300000']), 'SH-C018');
    assert.equal(refusal(['2036-03-05 500000']), 'SH-C018');
    for (const odd of [[], ['2026-04-30'], ['2026-04-31 500000'], ['2026-04-30 -500000'], ['2026-04-30 5e5'], '半年'])
      assert.equal(refusal(odd), 'SH-C008', String(odd));
    const deferred = (until: unknown) => refusedBy(ASKED, 'defer', '2026-03-05', { until });
    assert.equal(deferred(day('2026-03-05')), 'SH-C018');
    assert.equal(deferred(Number.MAX_SAFE_INTEGER), 'SH-C018');
    assert.equal(deferred('2026-08-31'), 'SH-C008');
    assert.equal(deferred(day('2026-08-31')), 'ok');
  });
});

describe('clocks of a plan', () => {
  test('the day of the decision gives way to that of the next instalment, each in turn, until all is paid', () => {
    assert.equal(clockOf(ASKED, 'payment').due, LAST);
    const dueOf = (deeds: Deeds) => {
      const { state, due } = clockOf(deeds, 'instalment');
      return [state, due === null ? null : formatCivilDate(due)];
    };
    assert.deepEqual(dueOf(PLANNED), ['running', '2026-04-30']);
    assert.equal(clockOf(PLANNED, 'payment').state, 'waiting');
    const part = taken(PLANNED, 'payInstalment', '2026-04-20', { paid_fen: 199_999 });
    assert.deepEqual(dueOf(part), ['running', '2026-04-30']);
    const first = taken(part, 'payInstalment', '2026-04-30', { paid_fen: 1 });
    assert.deepEqual(dueOf(first), ['running', '2026-05-29']);
    const all = taken(first, 'payInstalment', '2026-05-20', { paid_fen: 300_000, settled: true });
    assert.equal(clockOf(all, 'instalment').state, 'stopped');
    assert.equal(surchargeIn(all, day('2030-01-01')), 0);
  });

  test('an instalment that falls on a day off may be paid on the next working day', () => {
    // 2 May 2026 is a holiday; the first working day after it is the 6th.
    const plan = taken(ASKED, 'allowInstalments', '2026-03-05', { instalments: ['2026-05-02 500000'] });
    assert.equal(keptIn(plan)[0]?.due, day('2026-05-06'));
    assert.equal(surchargeIn(plan, day('2026-05-06')), 0);
    assert.equal(surchargeIn(plan, day('2026-05-07')), 15_000);
  });

  test('a missed instalment is late, and its payment says why', () => {
    const outcome = tryStep(PLANNED, 'payInstalment', '2026-05-01', { paid_fen: 200_000 });
    assert.equal(outcome.ok ? 'ok' : outcome.refusal.code, 'SH-C010');
    const told = tryStep(PLANNED, 'payInstalment', '2026-05-01', { paid_fen: 200_000, late_reason: '账户冻结' });
    assert.deepEqual(told.ok && told.late, ['instalment']);
  });

  test('the fund has back what is its own on its own day; until then payments go there', () => {
    const asked = taken(DELIVERED, 'askDeferral', '2026-03-04');
    const planned = taken(asked, 'allowInstalments', '2026-03-05', { instalments: MONTHLY });
    assert.equal(clockOf(planned, 'payment').due, LAST);
    assert.equal(refusedBy(planned, 'payInstalment', '2026-03-10', { paid_fen: 1 }), 'SH-C020');
    const paid = taken(planned, 'pay', '2026-03-10', { paid_fen: 600_000 });
    assert.deepEqual(
      keptIn(paid).map(({ paid_fen }) => paid_fen),
      [100_000, 0, 0],
    );
    assert.equal(refusedBy(paid, 'pay', '2026-03-11', { paid_fen: 1 }), 'SH-C020');
    assert.equal(refusedBy(PLANNED.slice(0, -1), 'payInstalment', '2026-03-11', { paid_fen: 1 }), 'SH-C007');
  });

  test('no court is asked before the plan has ended', () => {
    const court = { court: '县人民法院' };
    const plan = taken(ASKED, 'allowInstalments', '2026-03-05', {
      instalments: ['2026-04-30 100000', '2026-12-31 400000'],
    });
    assert.equal(refusedBy(plan, 'enforce', '2026-12-31', court), 'SH-C011');
    assert.equal(refusedBy(plan, 'enforce', '2027-01-01', court), 'ok');
  });
});

/** A plan of the whole fine: gaps between its days, and how it is cut. */
const plans = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 60 }), cut: fc.integer({ min: 1, max: 99_999 }) }), {
  minLength: 1,
  maxLength: 8,
});

function planOf(rows: readonly { gap: number; cut: number }[], owed: number, from: CivilDate): readonly string[] {
  let [on, left] = [from, owed];
  return rows.flatMap(({ gap, cut }, at) => {
    on = addDays(on, gap);
    const amount = at === rows.length - 1 ? left : Math.min(left, Math.ceil((owed * cut) / 100_000));
    left -= amount;
    return amount > 0 ? [`${formatCivilDate(on)} ${amount}`] : [];
  });
}

const payments = fc.array(fc.record({ days: fc.nat({ max: 50 }), part: fc.integer({ min: 1, max: 100 }) }), {
  maxLength: 8,
});

test('whatever is planned and paid: no surcharge before an instalment is late, never above the fine, never less', () => {
  let late = 0;
  fc.assert(
    fc.property(plans, payments, (rows, paying) => {
      const granted = day('2026-03-05');
      let deeds = taken(ASKED, 'allowInstalments', granted, { instalments: planOf(rows, FINE, granted) });
      const planned = keptIn(deeds);
      assert.equal(
        planned.reduce((sum, { fen: amount }) => sum + amount, 0),
        FINE,
      );
      let on = granted;
      for (const { days, part } of paying) {
        const owed = fineOwedIn(deeds, addDays(on, days));
        if (owed === 0) break;
        on = addDays(on, days);
        const before = keptIn(deeds);
        const missed = before.some(({ due, fen: whole, paid_fen }) => on > due && paid_fen < whole);
        const amount = Math.max(1, Math.floor((owed * part) / 100));
        const grown = surchargeIn(deeds, on);
        deeds = taken(deeds, 'payInstalment', on, { paid_fen: amount });
        // A payment changes nothing of what has grown by its day, and takes its amount from what is owed.
        assert.equal(surchargeIn(deeds, on), grown);
        assert.equal(fineOwedIn(deeds, on), owed - amount);
        assert.ok(grown <= FINE);
        if (missed) late += 1;
        if (!before.some(({ due, paid_fen, fen: whole }) => paid_fen < whole && on > due) && grown > 0) {
          // Grown earlier, when something was late.
          assert.ok(on > (planned[0]?.due ?? on));
        }
      }
      const open = keptIn(deeds).find(({ paid_fen, fen: whole }) => paid_fen < whole);
      const { due } = clockOf(deeds, 'instalment');
      if (open !== undefined) assert.equal(due, open.due);
      // Until the day of the first instalment that is open nothing grows; on the next day what is open of it does.
      if (open !== undefined && open.due >= on) {
        assert.equal(surchargeIn(deeds, open.due), surchargeIn(deeds, on));
        // Two days may have the same last one, where they are days off.
        const first = keptIn(deeds).filter(({ due: same }) => same === open.due);
        const next = addDays(open.due, 1);
        const more = first.reduce((sum, row) => sum + surchargeOf(fen(row.fen - row.paid_fen), open.due, next), 0);
        assert.equal(surchargeIn(deeds, next), Math.min(FINE, surchargeIn(deeds, on) + more));
      }
      for (let far = on; far < on + 2_000; far = addDays(far, 97)) {
        assert.ok(surchargeIn(deeds, far) <= surchargeIn(deeds, addDays(far, 97)));
        assert.ok(surchargeIn(deeds, far) <= FINE);
      }
    }),
    { numRuns: 300, seed: 66 },
  );
  assert.ok(late > 100, 'walks miss instalments');
});

test('a plan whose instalments are kept costs nothing, however it is cut', () => {
  fc.assert(
    fc.property(plans, (rows) => {
      const granted = day('2026-03-05');
      let deeds = taken(ASKED, 'allowInstalments', granted, { instalments: planOf(rows, FINE, granted) });
      for (const { due, fen: amount } of keptIn(deeds))
        deeds = taken(deeds, 'payInstalment', due, { paid_fen: amount });
      assert.equal(fineOwedIn(deeds, day('2035-01-01')), 0);
    }),
    { numRuns: 200, seed: 66 },
  );
});

test('without a plan a fine grows as the law says; what grew before a plan is part of it and grows no further', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 200 }), (days, more) => {
      const refunded = taken(DELIVERED, 'pay', '2026-03-04', { paid_fen: 500_000 });
      const on = addDays(LAST, days);
      assert.equal(surchargeIn(refunded, on), surchargeOf(fen(FINE), LAST, on));
      const owed = fineOwedIn(refunded, on);
      const until = addDays(on, more);
      const asked = taken(refunded, 'askDeferral', on);
      const plan = taken(asked, 'allowInstalments', on, { instalments: [`${formatCivilDate(until)} ${owed}`] });
      const last = keptIn(plan)[0]?.due ?? until;
      assert.equal(fineOwedIn(plan, last), owed);
      const dayAfter = Math.min(FINE, owed - FINE + surchargeOf(fen(FINE), last, addDays(last, 1)));
      assert.equal(surchargeIn(plan, addDays(last, 1)), dayAfter);
      const deferred = taken(asked, 'defer', on, { until });
      assert.equal(fineOwedIn(deferred, last), owed);
    }),
    { numRuns: 200, seed: 72 },
  );
});
