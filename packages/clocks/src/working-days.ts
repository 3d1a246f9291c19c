import { addDays, civilDate, dateParts, isoWeekday } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { arrangements } from './data/arrangements.ts';

/** The answer for a day whose year has no published arrangement: never guessed from weekends. */
export const UNKNOWN_YEAR = 'unknown-year';
export type UnknownYear = typeof UNKNOWN_YEAR;

/** First and last year whose holidays are known. */
export const knownYears = {
  first: Math.min(...arrangements.map(({ year }) => year)),
  last: Math.max(...arrangements.map(({ year }) => year)),
} as const;

const years = new Set(arrangements.map(({ year }) => year));
const off = new Set(arrangements.flatMap(({ year, off: spans }) => spans.flatMap((span) => daysOf(year, span))));
const worked = new Set(arrangements.flatMap(({ year, worked: spans }) => spans.flatMap((span) => daysOf(year, span))));

/** Whether a day is a legal working day (法定工作日), by the State Council's arrangement of its year. */
export function isWorkingDay(date: CivilDate): boolean | UnknownYear {
  if (!years.has(dateParts(date).year)) return UNKNOWN_YEAR;
  return worked.has(date) || (isoWeekday(date) <= 5 && !off.has(date));
}

/**
 * The day on which a limit of `count` working days ends that begins to run the day after `date`: day one is the first
 * working day after it. A count of 0 gives `date` itself; a negative count goes back.
 */
export function addWorkingDays(date: CivilDate, count: number): CivilDate | UnknownYear {
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, step);
    const working = isWorkingDay(day);
    if (working === UNKNOWN_YEAR) return UNKNOWN_YEAR;
    if (working) left -= 1;
  }
  return day;
}

/** Working days after `from` up to and including `to`; with `to` the earlier, as many the other way, negative. */
export function workingDaysBetween(from: CivilDate, to: CivilDate): number | UnknownYear {
  if (to >= from) return workingDaysIn(addDays(from, 1), to);
  const back = workingDaysIn(addDays(to, 1), from);
  return back === UNKNOWN_YEAR ? UNKNOWN_YEAR : 0 - back;
}

function workingDaysIn(first: CivilDate, last: CivilDate): number | UnknownYear {
  let count = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const working = isWorkingDay(day);
    if (working === UNKNOWN_YEAR) return UNKNOWN_YEAR;
    if (working) count += 1;
  }
  return count;
}

/** The days of `MM-dd` or `MM-dd/MM-dd` in a year. */
function daysOf(year: number, span: string): CivilDate[] {
  const [first, last] = span.split('/').map((text) => dayOf(year, text));
  if (first === undefined) throw new RangeError(`no day: ${year} ${span}`);
  return Array.from({ length: (last ?? first) - first + 1 }, (_, at) => addDays(first, at));
}

function dayOf(year: number, text: string): CivilDate {
  const [month, day] = text.split('-').map(Number);
  const date = civilDate(year, month ?? 0, day ?? 0);
  if (date === undefined) throw new RangeError(`no day: ${year}-${text}`);
  return date;
}
