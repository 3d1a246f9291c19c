import { addDays, civilDate, dateParts, isoWeekday } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { arrangements } from './data/arrangements.ts';
import type { Arrangement } from './data/arrangements.ts';

/** The answer for a day whose year has no published arrangement: never guessed from weekends. */
export const UNKNOWN_YEAR = 'unknown-year';
export type UnknownYear = typeof UNKNOWN_YEAR;

/** Which days are legal working days (法定工作日). */
export interface Calendar {
  /** First and last year whose holidays are known. */
  readonly years: { readonly first: number; readonly last: number };
  readonly isWorkingDay: (date: CivilDate) => boolean | UnknownYear;
}

/** A calendar of arrangements of holidays, one a year: a bureau adds the year that was published after this release. */
export function calendarOf(rows: readonly Arrangement[]): Calendar {
  const known = new Set(rows.map(({ year }) => year));
  const off = new Set(rows.flatMap(({ year, off: spans }) => spans.flatMap((span) => daysOf(year, span))));
  const worked = new Set(rows.flatMap(({ year, worked: spans }) => spans.flatMap((span) => daysOf(year, span))));
  return {
    years: { first: Math.min(...known), last: Math.max(...known) },
    isWorkingDay: (date) =>
      known.has(dateParts(date).year) ? worked.has(date) || (isoWeekday(date) <= 5 && !off.has(date)) : UNKNOWN_YEAR,
  };
}

/** By the State Council's arrangements known to this release. */
export const nationalCalendar = calendarOf(arrangements);

/** Days of `MM-dd` or `MM-dd/MM-dd` within a year. */
function daysOf(year: number, span: string): CivilDate[] {
  const [first, last = first] = span.split('/').map((text) => {
    const [month = 0, day = 0] = text.split('-').map(Number);
    const date = civilDate(year, month, day);
    if (date === undefined) throw new RangeError(`no such day: ${year}-${text}`);
    return date;
  });
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => addDays(first, at));
}
