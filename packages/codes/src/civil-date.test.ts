import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BIRTH_DATES,
  SERVICE_DATES,
  addDays,
  civilDate,
  civilDay,
  formatCivilDate,
  formatCivilTime,
  isWithin,
  isoWeekday,
  monthStart,
  parseCivilDate,
  parseCivilTime,
  quarterStart,
  weekStart,
  yearStart,
} from './index.ts';
import type { CivilDate } from './index.ts';

function day(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

test('days count from 1970-01-01', () => {
  assert.equal(civilDate(1970, 1, 1), 0);
  assert.equal(civilDate(1969, 12, 31), -1);
  assert.equal(civilDate(2000, 2, 29), 11_016);
  assert.equal(formatCivilDate(civilDay(20_454)), '2026-01-01');
  assert.throws(() => civilDay(0.5), RangeError);
});

test('every written form of a time is read', () => {
  const noon = { ok: true, value: { day: day('2025-03-09'), second: 43_205 } };
  for (const text of ['2025-03-09 12:00:05', '2025-03-09T12:00:05', '20250309120005', '2025-03-09 12:00:05.000']) {
    assert.deepEqual(parseCivilTime(text), noon, text);
  }
  for (const text of ['2025-03-09', '20250309', ' 2025-03-09 ']) {
    assert.deepEqual(parseCivilTime(text), { ok: true, value: { day: day('2025-03-09'), second: null } }, text);
  }
  assert.equal(formatCivilTime({ day: day('2025-03-09'), second: 43_205 }), '2025-03-09 12:00:05');
  assert.equal(formatCivilTime({ day: day('2025-03-09'), second: null }), '2025-03-09');
});

test('days and times that do not exist are refused', () => {
  const wrong = [
    '2025-02-29',
    '1900-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-04-31',
    '20250431',
    '2025-4-1',
    '2025/04/01',
    '2025-0401',
    '2025-04-01 24:00:00',
    '2025-04-01 12:60:00',
    '2025-04-01 12:00',
    '2025-04-01 12:00:60',
    '2025-04-01T12:00:00Z',
    '0000-01-01',
    '45000',
    'NULL',
    '二〇二五年',
  ];
  for (const text of wrong) assert.deepEqual(parseCivilTime(text), { ok: false, fault: 'not-a-date' }, text);
  assert.deepEqual(parseCivilDate(' '), { ok: false, fault: 'empty' });
});

test('service dates of 1900 and 2999 are out of range, births from 1900 are not', () => {
  assert.equal(isWithin(day('1900-01-01'), SERVICE_DATES), false);
  assert.equal(isWithin(day('2999-12-31'), SERVICE_DATES), false);
  assert.equal(isWithin(day('2099-12-31'), SERVICE_DATES), true);
  assert.equal(isWithin(day('1900-01-01'), BIRTH_DATES), true);
  assert.equal(isWithin(day('1899-12-31'), BIRTH_DATES), false);
});

test('weeks begin on Monday, months, quarters and years on their first', () => {
  const date = day('2026-03-01');
  assert.equal(isoWeekday(date), 7);
  assert.equal(formatCivilDate(weekStart(date)), '2026-02-23');
  assert.equal(formatCivilDate(monthStart(addDays(date, -1))), '2026-02-01');
  assert.equal(formatCivilDate(quarterStart(day('2026-12-31'))), '2026-10-01');
  assert.equal(formatCivilDate(yearStart(date)), '2026-01-01');
});
