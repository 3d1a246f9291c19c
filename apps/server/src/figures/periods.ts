/** Periods of statutory reports: a month, a quarter, a year, by any day within. */
import { civilDay, formatCivilDate, parseCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';

export type Period = 'month' | 'quarter' | 'year';

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** `quarter` and `2026-05-09` are 1 April to 30 June. @throws ShouhuError SH-H005 for what is no day */
export function periodAt(period: Period, day: string): { readonly from: string; readonly to: string } {
  if (!parseCivilDate(day).ok) throw shouhuError('SH-H005', { field: 'day', reason: day });
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const first = month - ((month - 1) % MONTHS[period]);
  const from = dayText(year, first);
  const next = parseCivilDate(dayText(year, first + MONTHS[period]));
  if (!next.ok) throw shouhuError('SH-H005', { field: 'day', reason: day });
  return { from, to: formatCivilDate(civilDay(next.value - 1)) };
}

/** The first day of a month; the thirteenth is the first of the next year. */
function dayText(year: number, month: number): string {
  const [over, rest] = month > 12 ? [1, month - 12] : [0, month];
  return `${String(year + over).padStart(4, '0')}-${String(rest).padStart(2, '0')}-01`;
}
