/** The stretch of days a county covers: whole months, unless told up to the end of 2026, when all national batches are in force. */
import assert from 'node:assert/strict';
import { addDays, civilDate, dateParts } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';

export interface Period {
  readonly firstDay: number;
  readonly lastDay: number;
}

/** A month of the calendar. */
export interface Month {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

const END: Month = { year: 2026, month: 12 };
/** Ordinary use gives about this many fee lines a person and year. */
const LINES_A_YEAR = 24;
/** Share of them that busier people do not have more of: lasting diseases, dialysis, births, courses. */
const STEADY = 0.31;

/** The last whole month that has passed on a day, and no later one than counties have by themselves. */
export function lastMonthBefore(day: CivilDate): Month {
  const { year, month } = dateParts(day);
  const passed = Math.min(year * 12 + month - 2, END.year * 12 + END.month - 1);
  return { year: Math.floor(passed / 12), month: (passed % 12) + 1 };
}

/** The period of the last `months` months up to one. */
export function periodOf(months: number, until: Month = END): Period {
  const end = until.year * 12 + until.month;
  const start = end - months;
  const first = civilDate(Math.floor(start / 12), (start % 12) + 1, 1);
  const after = civilDate(Math.floor(end / 12), (end % 12) + 1, 1);
  assert(first !== undefined && after !== undefined && first < after, `no period of ${months} months`);
  return { firstDay: first, lastDay: addDays(after, -1) };
}

/**
 * How much care gives the wanted number of fee lines beside those that are planted, in ten-thousandths of the ordinary
 * amount.
 */
export function paceFor(
  lines: number | undefined,
  planted: number,
  insured: number,
  { firstDay, lastDay }: Period,
): number {
  if (lines === undefined) return 10_000;
  const ordinary = (insured * LINES_A_YEAR * (lastDay - firstDay + 1)) / 365;
  const times = Math.max(0, lines - planted) / ordinary;
  return Math.max(1, Math.round((times <= 1 ? times : (times - STEADY) / (1 - STEADY)) * 10_000));
}

/** How many people of ordinary use the county's institutions serve. */
export function servedBy({ insured, lines, months }: { insured: number; lines?: number; months: number }): number {
  return Math.max(insured, Math.floor(((lines ?? 0) / LINES_A_YEAR) * (12 / months)));
}
