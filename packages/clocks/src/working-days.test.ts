import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatCivilDate, isoWeekday, parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { UNKNOWN_YEAR, addWorkingDays, arrangements, nationalCalendar, workingDaysBetween } from './index.ts';

function day(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

function shown(date: CivilDate | typeof UNKNOWN_YEAR): string {
  return date === UNKNOWN_YEAR ? date : formatCivilDate(date);
}

test('weekends rest, unless they are worked instead of a holiday', () => {
  assert.equal(nationalCalendar.isWorkingDay(day('2026-02-13')), true);
  assert.equal(nationalCalendar.isWorkingDay(day('2026-02-14')), true);
  assert.equal(nationalCalendar.isWorkingDay(day('2026-02-15')), false);
  assert.equal(nationalCalendar.isWorkingDay(day('2026-02-23')), false);
  assert.equal(nationalCalendar.isWorkingDay(day('2026-02-24')), true);
  assert.equal(nationalCalendar.isWorkingDay(day('2026-03-01')), false);
});

test('a later notice amends the first: the spring holiday of 2020 lasted to 2 February', () => {
  assert.equal(nationalCalendar.isWorkingDay(day('2020-01-31')), false);
  assert.equal(nationalCalendar.isWorkingDay(day('2020-02-01')), false);
  assert.equal(nationalCalendar.isWorkingDay(day('2020-02-03')), true);
});

test('a limit begins the day after and skips the holiday', () => {
  assert.equal(shown(addWorkingDays(nationalCalendar, day('2025-09-26'), 5)), '2025-10-10');
  assert.equal(shown(addWorkingDays(nationalCalendar, day('2025-01-24'), 1)), '2025-01-26');
  assert.equal(shown(addWorkingDays(nationalCalendar, day('2025-10-01'), 0)), '2025-10-01');
  assert.equal(workingDaysBetween(nationalCalendar, day('2025-09-30'), day('2025-10-11')), 3);
});

test('a year without an arrangement is said to be unknown, also when a limit runs into it', () => {
  assert.equal(nationalCalendar.isWorkingDay(day('2018-12-28')), UNKNOWN_YEAR);
  assert.equal(nationalCalendar.isWorkingDay(day('2027-01-04')), UNKNOWN_YEAR);
  assert.equal(addWorkingDays(nationalCalendar, day('2026-12-30'), 3), UNKNOWN_YEAR);
  assert.equal(workingDaysBetween(nationalCalendar, day('2026-12-30'), day('2027-01-05')), UNKNOWN_YEAR);
});

test('the table is whole: every year once, worked days are weekends, none is also off', () => {
  const years = arrangements.map(({ year }) => year);
  assert.deepEqual(
    years,
    Array.from(
      { length: nationalCalendar.years.last - nationalCalendar.years.first + 1 },
      (_, at) => nationalCalendar.years.first + at,
    ),
  );
  for (const { year, worked } of arrangements) {
    for (const text of worked) {
      const date = day(`${year}-${text}`);
      assert.ok(isoWeekday(date) > 5, `${year}-${text}`);
      assert.equal(nationalCalendar.isWorkingDay(date), true);
    }
  }
});

test('each year has the working days its notices leave', () => {
  // All days less weekends and 11 holidays (13 from 2025); the amended notice of 2020 took two more.
  const counts = arrangements.map(({ year }) =>
    workingDaysBetween(nationalCalendar, day(`${year - 1}-12-31`), day(`${year}-12-31`)),
  );
  assert.deepEqual(counts, [250, 249, 250, 249, 249, 251, 248, 248]);
});
