/** The days that `shouhu his` plays, and the clock of a platform that lives through them. */
import { addDays, civilDate, civilDay, formatCivilDate } from '@shouhu/codes';
import type { Period } from '@shouhu/his';
import { lastMonthBefore } from '@shouhu/synth';
import type { Month } from '@shouhu/synth';

const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;

const today = () => civilDay(Math.floor((Date.now() + CHINA_MS) / DAY_MS));

/** Up to yesterday. */
export const daysUpToNow = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => formatCivilDate(addDays(today(), at - count)));

export interface PlayedDays {
  readonly days: readonly string[];
  /** The month that they end. */
  readonly month: Month;
  /** Months that they touch, the first one whole as the others. */
  readonly periods: readonly Period[];
}

/** The last days of the last month that has passed: a month can be closed after them. */
export function daysToMonthEnd(count: number): PlayedDays {
  const month = lastMonthBefore(today());
  const after = firstOf(month.year, month.month + 1);
  const days = Array.from({ length: count }, (_, at) => formatCivilDate(addDays(after, at - count)));
  const months = [...new Set(days.map((day) => day.slice(0, 7)))];
  const periods = months.map((name) => {
    const [year = 0, nth = 0] = name.split('-').map(Number);
    return { begin: `${name}-01`, end: formatCivilDate(addDays(firstOf(year, nth + 1), -1)) };
  });
  return { days, month, periods };
}

/** The thirteenth month is January of the next year. */
function firstOf(year: number, month: number) {
  const first = month > 12 ? civilDate(year + 1, 1, 1) : civilDate(year, month, 1);
  if (first === undefined) throw new Error(`no month ${year}-${month}`);
  return first;
}

/** Goes as the machine's does, from where it is set. */
export class PlayedClock {
  #ahead = 0;

  now = (): Date => new Date(Date.now() + this.#ahead);

  /** @param day civil day, and so many after it @param time of day in China */
  set(day: string, time: string, later = 0): void {
    this.#ahead = new Date(`${day}T${time}+08:00`).getTime() + later * DAY_MS - Date.now();
  }
}
