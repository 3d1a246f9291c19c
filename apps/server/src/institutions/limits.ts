/** Limits of agreements (令第2号 40, 41, 44; the numbers as pages read give them, unverified; 令第3号 has the like for pharmacies). */
import { dueAt, nationalCalendar } from '@shouhu/clocks';
import type { Policy } from '@shouhu/clocks';
import { addDays, formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';

/** A change of what is registered is applied for within thirty working days (令第2号 40). */
const CHANGE: Policy = { limit: { count: 30, unit: 'working-day' }, extensions: [], rolls: true };
/** Renewal and leaving are asked for three months ahead (令第2号 41, 44). */
const AHEAD: Policy = { limit: { count: 3, unit: 'month' }, extensions: [], rolls: false };

const after = (day: CivilDate, policy: Policy): CivilDate | null =>
  dueAt(nationalCalendar, [{ is: 'start', on: day }], policy).due;

/** Last day on which a change of that day is registered in time; null beyond the known calendar. */
export const lastDayForChange = (changed: CivilDate): CivilDate | null => after(changed, CHANGE);

/** First day on which an institution that asks on that day may leave. */
export function firstDayOut(asked: CivilDate): CivilDate {
  const due = after(asked, AHEAD);
  if (due === null) throw new TypeError(`no day three months after ${formatCivilDate(asked)}`);
  return due;
}

/** Last day on which renewal is asked for. */
export function lastDayForRenewal(to: CivilDate): CivilDate {
  for (let day = addDays(to, -89); ; day = addDays(day, -1)) if (firstDayOut(day) <= to) return day;
}
