import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, civilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import * as fc from 'fast-check';
import { dueAt, nationalCalendar } from './index.ts';
import type { ClockEvent, Policy, Span } from './index.ts';

const first = civilDate(2019, 1, 1);
assert.ok(first !== undefined);
/** Six years from which no limit below leaves the years that are known. */
const start = fc.nat({ max: 2_000 }).map((offset): CivilDate => addDays(first, offset));
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({ count: fc.nat({ max: 40 }), unit: fc.constant('working-day' as const) }),
  fc.record({ count: fc.nat({ max: 120 }), unit: fc.constant('day' as const) }),
  fc.record({ count: fc.nat({ max: 6 }), unit: fc.constant('month' as const) }),
);
const policy: fc.Arbitrary<Policy> = fc.record({
  limit: span,
  extensions: fc.array(span, { maxLength: 2 }),
  rolls: fc.boolean(),
});
/** Gaps between pause and resumption in turn. */
const gaps = fc.array(fc.nat({ max: 25 }), { maxLength: 6 });

const started = (on: CivilDate): ClockEvent => ({ is: 'start', on });

function pauses(from: CivilDate, days: readonly number[]): ClockEvent[] {
  let on = from;
  return days.map((gap, at): ClockEvent => {
    on = addDays(on, gap);
    return { is: at % 2 === 0 ? 'pause' : 'resume', on };
  });
}

const dueOf = (events: readonly ClockEvent[], by: Policy): CivilDate | null => dueAt(nationalCalendar, events, by).due;

/** The obvious way: day by day, a day counting when the clock runs on it. */
function byCounting(events: readonly ClockEvent[], { count, unit }: Span): CivilDate | null {
  let day = events[0]?.on;
  assert.ok(day !== undefined);
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    const earlier = events.filter(({ on }) => on < (day ?? 0)).at(-1);
    if (earlier?.is === 'pause') {
      if (!events.some(({ is, on }) => is === 'resume' && on >= (day ?? 0))) return null;
      continue;
    }
    if (unit === 'day' || nationalCalendar.isWorkingDay(day) === true) left -= 1;
  }
  return day;
}

test('a limit in days ends where counting them one by one ends', () => {
  fc.assert(
    fc.property(start, span, gaps, (on, limit, days) => {
      fc.pre(limit.unit !== 'month');
      const events = [started(on), ...pauses(on, days)];
      assert.equal(dueOf(events, { limit, extensions: [], rolls: false }), byCounting(events, limit));
    }),
    { numRuns: 2_000 },
  );
});

test('an extension never brings the end forward, and what comes after the end does not move it', () => {
  fc.assert(
    fc.property(start, policy, gaps, fc.nat({ max: 30 }), (on, by, days, later) => {
      const events = [started(on), ...pauses(on, days.length % 2 === 0 ? days : days.slice(1))];
      const end = dueOf(events, by);
      assert.ok(end !== null);
      const lastDay = events.at(-1)?.on ?? on;
      const extended = by.extensions.map((_, at) =>
        dueOf([...events, ...Array.from({ length: at + 1 }, (): ClockEvent => ({ is: 'extend', on: lastDay }))], by),
      );
      for (const [at, day] of extended.entries())
        assert.ok((day ?? 0) >= (extended[at - 1] ?? (by.rolls ? lastRolled(end) : end)));
      const after = addDays(end > lastDay ? end : lastDay, later);
      assert.equal(dueOf([...events, { is: 'pause', on: after }], by), end);
      assert.equal(dueOf([...events, { is: 'stop', on: lastDay }], by), end);
    }),
  );
});

/** A limit that rolled over days off may be overtaken by an extension of fewer days than those. */
function lastRolled(end: CivilDate): CivilDate {
  let day = addDays(end, -1);
  while (nationalCalendar.isWorkingDay(day) === false) day = addDays(day, -1);
  return addDays(day, 1);
}

test('a limit that rolls ends on a working day, with none between', () => {
  fc.assert(
    fc.property(start, span, (on, limit) => {
      const nominal = dueOf([started(on)], { limit, extensions: [], rolls: false });
      const rolled = dueOf([started(on)], { limit, extensions: [], rolls: true });
      assert.ok(nominal !== null && rolled !== null && rolled >= nominal);
      if (limit.unit === 'working-day') return assert.equal(rolled, nominal);
      assert.equal(nationalCalendar.isWorkingDay(rolled), true);
      for (let day = nominal; day < rolled; day = addDays(day, 1))
        assert.equal(nationalCalendar.isWorkingDay(day), false);
    }),
  );
});

test('a later start never ends earlier', () => {
  fc.assert(
    fc.property(start, policy, fc.nat({ max: 40 }), (on, by, later) => {
      const [one, two] = [dueOf([started(on)], by), dueOf([started(addDays(on, later))], by)];
      assert.ok(one !== null && two !== null && one <= two);
    }),
  );
});
