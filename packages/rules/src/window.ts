/** Windows of docs/semantics.md 7 over two rows of a person, and the keys of those that are keys. */
import type { Line } from '@shouhu/claims';
import { civilDay, monthStart, quarterStart, weekStart, yearStart } from '@shouhu/codes';
import { all } from './kleene.ts';
import type { Across, Window } from './model.ts';
import type { Kleene } from './predicate.ts';
import { sameVisit } from './scene.ts';

const DAY_SECONDS = 86_400;
export const HOUR_SECONDS = 3_600;

/** Windows that close with a calendar unit or a visit, as against those that roll. */
export type KeyWindow = Exclude<Window, `hours:${number}` | `days:${number}`>;
/** A rolling window: N days or N hours. */
export interface Rolling {
  readonly unit: 'day' | 'hour';
  readonly length: number;
}

export function isKeyWindow(window: Window): window is KeyWindow {
  return !window.includes(':');
}

export function rollingOf(window: Exclude<Window, KeyWindow>): Rolling {
  const [name, length] = window.split(':');
  return { unit: name === 'days' ? 'day' : 'hour', length: Number(length) };
}

/** Whether two rows of one person stand in one window; unknown where a clock, a prescription or a care type is absent. */
export function meets(window: Window, across: Across, a: Line, b: Line): Kleene {
  if (a.psn_no !== b.psn_no) return false;
  if (across === 'institution' && a.fixmedins_code !== b.fixmedins_code) return false;
  if (isKeyWindow(window)) return sharesKey(window, a, b);
  const rolling = rollingOf(window);
  if (rolling.unit === 'day') return Math.abs(a.day - b.day) < rolling.length;
  const { nearest, farthest } = distance(a, b);
  const length = rolling.length * HOUR_SECONDS;
  if (farthest < length) return true;
  return nearest >= length ? false : null;
}

function sharesKey(window: KeyWindow, a: Line, b: Line): Kleene {
  switch (window) {
    case 'line':
      return a === b;
    case 'prescription':
      if (!sameVisit(a, b)) return false;
      return a.rxno === null || b.rxno === null ? null : a.rxno === b.rxno;
    case 'operation':
      return sameVisit(a, b) && a.day === b.day;
    case 'visit':
      return sameVisit(a, b);
    case 'stay':
      return all([sameVisit(a, b), isInpatient(a), isInpatient(b)]);
    case 'hour':
      if (a.day !== b.day) return false;
      return a.second === null || b.second === null ? null : clockHour(a.second) === clockHour(b.second);
    case 'day':
    case 'week':
    case 'month':
    case 'quarter':
    case 'year':
      return startOf(window, a.day) === startOf(window, b.day);
  }
}

export function isInpatient(row: { readonly care_type: string | null }): Kleene {
  return row.care_type === null ? null : row.care_type === 'inpatient';
}

export function clockHour(second: number): number {
  return Math.floor(second / HOUR_SECONDS);
}

/** First day of the calendar unit that holds a day. */
export function startOf(unit: 'day' | 'week' | 'month' | 'quarter' | 'year', day: number): number {
  const date = civilDay(day);
  switch (unit) {
    case 'day':
      return date;
    case 'week':
      return weekStart(date);
    case 'month':
      return monthStart(date);
    case 'quarter':
      return quarterStart(date);
    case 'year':
      return yearStart(date);
  }
}

/** Smallest and largest possible distance in seconds; a row without a clock may stand anywhere in its day. */
export function distance(a: Line, b: Line): { nearest: number; farthest: number } {
  const first = earliest(a);
  const second = earliest(b);
  return {
    nearest: Math.max(0, first - latest(b), second - latest(a)),
    farthest: Math.max(latest(b) - first, latest(a) - second),
  };
}

export function earliest(line: Line): number {
  return line.day * DAY_SECONDS + (line.second ?? 0);
}

export function latest(line: Line): number {
  return line.day * DAY_SECONDS + (line.second ?? DAY_SECONDS - 1);
}
