import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  addDays,
  ageAt,
  civilDate,
  dateParts,
  formatCivilDate,
  formatCivilTime,
  isoWeekday,
  monthStart,
  parseCivilDate,
  parseCivilTime,
  quarterStart,
  weekStart,
  yearStart,
} from './index.ts';

const first = civilDate(1, 1, 1);
const last = civilDate(9999, 12, 31);
assert.ok(first !== undefined && last !== undefined);
const date = fc.nat({ max: last - first }).map((offset) => addDays(first, offset));

/** Days of one person's life, most of them near a birthday. */
const life = fc
  .record({
    birth: fc.nat({ max: 60_000 }).map((offset) => addDays(first, 700_000 + offset)),
    years: fc.nat({ max: 110 }),
    offset: fc.integer({ min: -40, max: 40 }),
  })
  .map(({ birth, years, offset }) => ({ birth, on: addDays(birth, Math.round(years * 365.2425) + offset) }));

test('days, parts and the text agree with the language’s own calendar', () => {
  fc.assert(
    fc.property(date, (day) => {
      const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
      assert.equal(formatCivilDate(day), iso);
      assert.deepEqual(parseCivilDate(iso), { ok: true, value: day });
      const { year, month, day: dayOfMonth } = dateParts(day);
      assert.equal(civilDate(year, month, dayOfMonth), day);
    }),
  );
});

test('a time that is written is read back', () => {
  fc.assert(
    fc.property(date, fc.option(fc.nat({ max: 86_399 })), (day, second) => {
      assert.deepEqual(parseCivilTime(formatCivilTime({ day, second })), { ok: true, value: { day, second } });
    }),
  );
});

test('a day that the language’s calendar moves is no day', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 0, max: 33 }),
      (y, m, d) => {
        const asked = new Date(0);
        asked.setUTCFullYear(y, m - 1, d);
        const exists = asked.getUTCFullYear() === y && asked.getUTCMonth() === m - 1 && asked.getUTCDate() === d;
        assert.equal(civilDate(y, m, d) !== undefined, exists);
      },
    ),
  );
});

test('each period holds its day and begins where it should', () => {
  fc.assert(
    fc.property(date, (day) => {
      const starts = [yearStart(day), quarterStart(day), monthStart(day)];
      assert.deepEqual(
        starts.toSorted((a, b) => a - b),
        starts,
      );
      assert.ok((starts[2] ?? Infinity) <= day);
      assert.equal(isoWeekday(weekStart(day)), 1);
      assert.ok(day - weekStart(day) < 7);
      assert.equal(isoWeekday(day), ((new Date(day * 86_400_000).getUTCDay() + 6) % 7) + 1);
    }),
  );
});

test('age never falls, and years are whole dozens of months', () => {
  fc.assert(
    fc.property(life, ({ birth, on }) => {
      const months = ageAt(birth, on, 'month');
      if (on < birth) return assert.equal(months, undefined);
      assert.ok(months !== undefined);
      assert.equal(ageAt(birth, on, 'year'), Math.floor(months / 12));
      assert.equal(ageAt(birth, on, 'day'), on - birth);
      const next = ageAt(birth, addDays(on, 1), 'month');
      assert.ok(next === months || next === months + 1);
    }),
  );
});

test('a year is completed on the birthday itself; of 29 February on 1 March', () => {
  fc.assert(
    fc.property(life, fc.nat({ max: 120 }), ({ birth }, years) => {
      const { year, month, day } = dateParts(birth);
      const birthday = civilDate(year + years, month, day) ?? civilDate(year + years, 3, 1);
      assert.ok(birthday !== undefined);
      assert.equal(ageAt(birth, birthday, 'year'), years);
      if (years > 0) assert.equal(ageAt(birth, addDays(birthday, -1), 'year'), years - 1);
    }),
  );
});
