import { dateParts } from './civil-date.ts';
import type { CivilDate } from './civil-date.ts';

/** The units that knowledge states ages in. */
export type AgeUnit = 'day' | 'month' | 'year';

/**
 * Completed days, months or years of life on a day (docs/semantics.md 8). A month is completed on the same day of the
 * month, and on the first of the next where that month is shorter: who was born on 29 February turns a year older
 * on 1 March. In the database's terms: `12·Δyear + Δmonth − (day < birth day ? 1 : 0)`, years being months ÷ 12.
 * @returns undefined for a day before birth
 */
export function ageAt(birth: CivilDate, on: CivilDate, unit: AgeUnit): number | undefined {
  if (on < birth) return undefined;
  if (unit === 'day') return on - birth;
  const born = dateParts(birth);
  const now = dateParts(on);
  const months = (now.year - born.year) * 12 + now.month - born.month - (now.day < born.day ? 1 : 0);
  return unit === 'month' ? months : Math.floor(months / 12);
}
