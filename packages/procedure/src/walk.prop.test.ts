/** Random walks through the penalty procedure: what the law forbids never happens, whoever tries. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nationalCalendar } from '@shouhu/clocks';
import { addDays, formatCivilDate } from '@shouhu/codes';
import * as fc from 'fast-check';
import { day, PEOPLE, tryStep } from './penalty/case.fixture.ts';
import { penalty } from './penalty/penalty.ts';
import type { PenaltyAction } from './penalty/penalty.ts';
import { actionsOf } from './procedure.ts';
import type { Deed } from './procedure.ts';
import { doersOf, standing } from './standing.ts';

const ends = new Set(['dropped', 'terminated', 'transferred', 'closed', 'withdrawn']);
/** Where nobody conducts the case. */
const without = new Set(['clue', 'dropped', 'withdrawn']);
const names = actionsOf(penalty);
/** The way to the end, tried more often, so that walks come far. */
const onward = new Set<string>(
  'receive file collect report review notify requestHearing hear decide deliver publish pay close'.split(' '),
);
const offered = names.flatMap((name) => (onward.has(name) ? Array.from({ length: 8 }, () => name) : [name]));

/** One try: which of the steps possible in this state, how many days later, by whom, with what else. */
const tries = fc.array(
  fc.record({
    pick: fc.nat({ max: 1_000 }),
    anyStep: fc.boolean(),
    days: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 40 })),
    by: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom(...Object.keys(PEOPLE)) },
    ),
    late: fc.boolean(),
  }),
  { minLength: 10, maxLength: 60 },
);

test('no walk breaks the separation of duties, the clocks or the order of steps', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(tries, (attempts) => {
      let deeds: readonly Deed<PenaltyAction>[] = [];
      let on = day('2026-01-05');
      for (const { pick, anyStep, days, by, late } of attempts) {
        on = addDays(on, days);
        if (on > day('2026-10-01')) break;
        const before = standing(penalty, deeds, nationalCalendar);
        const open =
          anyStep && pick % 7 === 0 ? names : offered.filter((name) => penalty.steps[name].from.includes(before.state));
        const action = open[pick % Math.max(1, open.length)];
        if (action === undefined) break;
        const facts = {
          recused: 'officer2',
          performed: late,
          ...(late ? { late_reason: '说明' } : {}),
          ...(action === 'recuse' ? { officers: ['officer3'] } : {}),
        };
        const outcome = tryStep(deeds, action, formatCivilDate(on), facts, by);
        if (!outcome.ok) continue;
        assert.ok(!ends.has(before.state), `${action} after ${before.state}`);
        const together = [outcome.deed.by, ...outcome.deed.with];
        if (action === 'review' || action === 'hear' || action === 'decide' || action === 'close') {
          assert.ok(!together.some((person) => before.officers.includes(person)), action);
        }
        if (action === 'decide') {
          assert.ok(!together.some((person) => doersOf(deeds, ['review']).includes(person)));
          const { hearing, decision } = before.clocks;
          assert.ok(hearing.state === 'stopped' || (hearing.due !== null && on > hearing.due));
          assert.equal(outcome.late.length > 0, decision.due !== null && on > decision.due);
        }
        if (action === 'requestHearing') assert.ok(on <= (before.clocks.hearing.due ?? 0));
        deeds = [...deeds, outcome.deed];
        const now = standing(penalty, deeds, nationalCalendar);
        reached.add(now.state);
        if (!without.has(now.state)) assert.ok(new Set(now.officers).size >= 2);
      }
    }),
    { numRuns: 3_000, seed: 4 },
  );
  assert.deepEqual([...reached].toSorted(), Object.keys(penalty.states).toSorted());
});
