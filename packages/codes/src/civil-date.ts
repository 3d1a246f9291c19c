import { accept, refuse } from './parsed.ts';
import type { Parsed } from './parsed.ts';

declare const civilDateBrand: unique symbol;

/** A day of the calendar in Asia/Shanghai, as whole days since 1970-01-01. */
export type CivilDate = number & { readonly [civilDateBrand]: true };

/** Year, month 1–12 and day 1–31 of a date. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A date, and the second of the day where a clock was given (docs/semantics.md 7: absent, never midnight). */
export interface CivilTime {
  readonly day: CivilDate;
  readonly second: number | null;
}

export type DateFault = 'empty' | 'not-a-date';

/** Marks whole days since 1970-01-01 as a date. @throws RangeError for anything but an integer. */
export function civilDay(value: number): CivilDate {
  if (!isCivilDate(value)) throw new RangeError(`not a whole number of days: ${value}`);
  return value;
}

function isCivilDate(value: number): value is CivilDate {
  return Number.isSafeInteger(value);
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The date of a year 1–9999, month and day, or undefined when the calendar has no such day. */
export function civilDate(year: number, month: number, day: number): CivilDate | undefined {
  const length = month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
  const exists = year >= 1 && year <= 9999 && day >= 1 && day <= length;
  return exists ? daysFromParts(year, month, day) : undefined;
}

/**
 * Days since 1970-01-01 of a day that exists, by counting 400-year eras from 1 March 0000, so that a leap day is
 * the last day of its year (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 */
function daysFromParts(year: number, month: number, day: number): CivilDate {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return civilDay(era * 146_097 + dayOfEra - 719_468);
}

/** Year, month and day of a date: the inverse of {@link civilDate}. */
export function dateParts(date: CivilDate): DateParts {
  const shifted = date + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const DATE_AND_CLOCK = /^(\d{4})(-?)(\d{2})\2(\d{2})(?:[ T]?(\d{2})(:?)(\d{2})\6(\d{2})(?:\.\d{1,9})?)?$/;

/**
 * Reads a date with or without a clock: `yyyy-MM-dd`, `yyyyMMdd`, `yyyy-MM-dd HH:mm:ss` (also with `T`, also with a
 * fraction, which is dropped) and `yyyyMMddHHmmss`. Days that do not exist, 24:00 and zone suffixes are refused.
 */
export function parseCivilTime(text: string): Parsed<CivilTime, DateFault> {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('empty');
  const [, year, , month, day, hour, , minute, second] = DATE_AND_CLOCK.exec(trimmed) ?? [];
  const date = civilDate(Number(year), Number(month), Number(day));
  if (date === undefined) return refuse('not-a-date');
  if (hour === undefined) return accept({ day: date, second: null });
  const inDay = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  if (!inDay) return refuse('not-a-date');
  return accept({ day: date, second: Number(hour) * 3600 + Number(minute) * 60 + Number(second) });
}

/** Reads the day of a date in any form of {@link parseCivilTime}; a clock beside it is dropped. */
export function parseCivilDate(text: string): Parsed<CivilDate, DateFault> {
  const parsed = parseCivilTime(text);
  return parsed.ok ? accept(parsed.value.day) : parsed;
}

/** Writes `yyyy-MM-dd`. */
export function formatCivilDate(date: CivilDate): string {
  const { year, month, day } = dateParts(date);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Writes `yyyy-MM-dd HH:mm:ss`, or the date alone when there was no clock. */
export function formatCivilTime({ day, second }: CivilTime): string {
  if (second === null) return formatCivilDate(day);
  const clock = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return `${formatCivilDate(day)} ${clock.map((part) => pad(part, 2)).join(':')}`;
}

function pad(value: number, width: number): string {
  return value.toString().padStart(width, '0');
}

/** The date `count` days later (earlier when negative). */
export function addDays(date: CivilDate, count: number): CivilDate {
  return civilDay(date + count);
}
