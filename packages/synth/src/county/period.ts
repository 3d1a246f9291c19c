/** The stretch of days a county covers: whole months up to the end of 2026, when all national batches are in force. */
import assert from 'node:assert/strict';
import { addDays, civilDate } from '@shouhu/codes';

export interface Period {
  readonly firstDay: number;
  readonly lastDay: number;
}

const END = { year: 2026, month: 12 } as const;
/** Ordinary use gives about this many fee lines a person and year. */
const LINES_A_YEAR = 24;
/** Share of them that busier people do not have more of: lasting diseases, dialysis, births, courses. */
const STEADY = 0.31;

/** The period of the last `months` months up to December 2026. */
export function periodOf(months: number): Period {
  const start = END.year * 12 + END.month - months;
  const first = civilDate(Math.floor(start / 12), (start % 12) + 1, 1);
  const after = civilDate(END.year + 1, 1, 1);
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
