import { addDays } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { UNKNOWN_YEAR } from './calendar.ts';
import type { Calendar, UnknownYear } from './calendar.ts';

/**
 * The day on which a limit of `count` working days ends that begins to run the day after `date`: day one is the first
 * working day after it. A count of 0 gives `date` itself; a negative count goes back.
 */
export function addWorkingDays(calendar: Calendar, date: CivilDate, count: number): CivilDate | UnknownYear {
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0;) {
    day = addDays(day, step);
    const working = calendar.isWorkingDay(day);
    if (working === UNKNOWN_YEAR) return UNKNOWN_YEAR;
    if (working) left -= 1;
  }
  return day;
}

/** Working days after `from` up to and including `to`; with `to` the earlier, as many the other way, negative. */
export function workingDaysBetween(calendar: Calendar, from: CivilDate, to: CivilDate): number | UnknownYear {
  if (to >= from) return workingDaysIn(calendar, addDays(from, 1), to);
  const back = workingDaysIn(calendar, addDays(to, 1), from);
  return back === UNKNOWN_YEAR ? UNKNOWN_YEAR : 0 - back;
}

function workingDaysIn(calendar: Calendar, first: CivilDate, last: CivilDate): number | UnknownYear {
  let count = 0;
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const working = calendar.isWorkingDay(day);
    if (working === UNKNOWN_YEAR) return UNKNOWN_YEAR;
    if (working) count += 1;
  }
  return count;
}
