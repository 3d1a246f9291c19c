/** Civil days in China, and how near a day is. */
import { nationalCalendar, workingDaysBetween } from '@shouhu/clocks';
import { civilDay, formatCivilDate, parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';

/** Today in China (UTC+8, without summer time), wherever the browser is. */
export function today(): CivilDate {
  return civilDay(Math.floor((Date.now() + 8 * 3_600_000) / 86_400_000));
}

/** `2026-03-02` as a day number; undefined for another text. */
export function dayOf(text: string): CivilDate | undefined {
  const parsed = parseCivilDate(text);
  return parsed.ok ? parsed.value : undefined;
}

export function textOfDay(day: number): string {
  return formatCivilDate(civilDay(day));
}

/** How near a limit is: `over` has passed, `now` within three days, `soon` within ten. */
export type Nearness = 'over' | 'now' | 'soon' | 'later';

export function nearnessOf(left: number): Nearness {
  if (left < 0) return 'over';
  return left <= 3 ? 'now' : left <= 10 ? 'soon' : 'later';
}

/** Days from today to a day, negative when it has passed; undefined for a text that is no day. */
export function daysLeft(due: string): number | undefined {
  const day = dayOf(due);
  return day === undefined ? undefined : day - today();
}

/** Working days from today to a day; undefined when the calendar of its year is not known. */
export function workingDaysLeft(due: string): number | undefined {
  const day = dayOf(due);
  const count = day === undefined ? undefined : workingDaysBetween(nationalCalendar, today(), day);
  return typeof count === 'number' ? count : undefined;
}
