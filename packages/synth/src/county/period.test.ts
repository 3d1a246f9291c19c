import assert from 'node:assert/strict';
import { test } from 'node:test';
import { civilDate, formatCivilDate, civilDay } from '@shouhu/codes';
import { lastMonthBefore, periodOf } from './period.ts';

test('a county of today ends with the last whole month, and never after 2026', () => {
  const lastOn = (year: number, month: number, day: number) => {
    const on = civilDate(year, month, day);
    assert.ok(on !== undefined);
    return lastMonthBefore(on);
  };
  assert.deepEqual(lastOn(2026, 11, 30), { year: 2026, month: 10 });
  assert.deepEqual(lastOn(2026, 1, 15), { year: 2025, month: 12 });
  assert.deepEqual(lastOn(2027, 1, 1), { year: 2026, month: 12 });
  assert.deepEqual(lastOn(2031, 6, 1), { year: 2026, month: 12 });
  const days = (months: number, until?: { year: number; month: number }): string[] => {
    const { firstDay, lastDay } = periodOf(months, until);
    return [firstDay, lastDay].map((day) => formatCivilDate(civilDay(day)));
  };
  assert.deepEqual(days(10, { year: 2026, month: 10 }), ['2026-01-01', '2026-10-31']);
  assert.deepEqual(days(12), ['2026-01-01', '2026-12-31']);
});
