import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, civilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import * as fc from 'fast-check';
import { UNKNOWN_YEAR, addWorkingDays, nationalCalendar, workingDaysBetween } from './index.ts';

/** Far enough from both ends of the table that 60 working days stay within it. */
const MARGIN = 100;
const first = civilDate(nationalCalendar.years.first, 1, 1);
const last = civilDate(nationalCalendar.years.last, 12, 31);
assert.ok(first !== undefined && last !== undefined);
const span = last - first - 2 * MARGIN;
const day = fc.nat({ max: span }).map((offset): CivilDate => addDays(first, MARGIN + offset));
const count = fc.integer({ min: -60, max: 60 });

test('a limit ends on a working day and holds as many working days as it says', () => {
  fc.assert(
    fc.property(day, count, (from, days) => {
      const end = addWorkingDays(nationalCalendar, from, days);
      assert.ok(end !== UNKNOWN_YEAR);
      if (days !== 0) assert.equal(nationalCalendar.isWorkingDay(end), true);
      if (days > 0) assert.equal(workingDaysBetween(nationalCalendar, from, end), days);
    }),
  );
});

test('limits add up', () => {
  fc.assert(
    fc.property(day, fc.nat({ max: 30 }), fc.nat({ max: 30 }), (from, a, b) => {
      const middle = addWorkingDays(nationalCalendar, from, a);
      assert.ok(middle !== UNKNOWN_YEAR);
      assert.equal(addWorkingDays(nationalCalendar, middle, b), addWorkingDays(nationalCalendar, from, a + b));
    }),
  );
});

test('counting forth and back differ by sign alone, and pieces add up', () => {
  fc.assert(
    fc.property(day, day, day, (a, b, c) => {
      const [ab, bc, ac, ba] = [
        workingDaysBetween(nationalCalendar, a, b),
        workingDaysBetween(nationalCalendar, b, c),
        workingDaysBetween(nationalCalendar, a, c),
        workingDaysBetween(nationalCalendar, b, a),
      ];
      assert.ok(ab !== UNKNOWN_YEAR && bc !== UNKNOWN_YEAR && ac !== UNKNOWN_YEAR && ba !== UNKNOWN_YEAR);
      assert.equal(ab + bc, ac);
      assert.equal(ab + ba, 0);
    }),
  );
});
