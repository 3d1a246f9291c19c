import { addDays, civilDate, dateParts } from './civil-date.ts';
import type { CivilDate } from './civil-date.ts';

/** First and last day that a table may name, both included. */
export interface DateRange {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/** Days of service, settlement and stock: insurance data begin in the nineties, and 2999 means "never". */
export const SERVICE_DATES: DateRange = { from: firstOf(1990, 1), to: addDays(firstOf(2100, 1), -1) };

/** Days of birth: from 1900, as the oldest insured were born after it. */
export const BIRTH_DATES: DateRange = { from: firstOf(1900, 1), to: SERVICE_DATES.to };

export function isWithin(date: CivilDate, { from, to }: DateRange): boolean {
  return date >= from && date <= to;
}

/** 1 Monday … 7 Sunday. */
export function isoWeekday(date: CivilDate): number {
  return ((((date + 3) % 7) + 7) % 7) + 1;
}

/** Monday of the ISO week of a date. */
export function weekStart(date: CivilDate): CivilDate {
  return addDays(date, 1 - isoWeekday(date));
}

/** First day of the month of a date. */
export function monthStart(date: CivilDate): CivilDate {
  return addDays(date, 1 - dateParts(date).day);
}

/** First day of the quarter of a date. */
export function quarterStart(date: CivilDate): CivilDate {
  const { year, month } = dateParts(date);
  return firstOf(year, month - ((month - 1) % 3));
}

/** First day of the calendar year of a date. */
export function yearStart(date: CivilDate): CivilDate {
  return firstOf(dateParts(date).year, 1);
}

function firstOf(year: number, month: number): CivilDate {
  const first = civilDate(year, month, 1);
  if (first === undefined) throw new RangeError(`no month ${month} of ${year}`);
  return first;
}
