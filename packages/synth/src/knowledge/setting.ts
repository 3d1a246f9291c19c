/** Whether an item may honestly be billed to a person at a place: the demands of every point that names it. */
import { ageAt, careOf, civilDay } from '@shouhu/codes';
import type { Institution, Person } from '../model.ts';
import type { AgeRange, Demand } from './demands.ts';

/** Who is treated where, on which day, under which insurance. */
export interface Setting {
  readonly person: Person;
  readonly institution: Institution;
  readonly med_type: string;
  readonly insutype: string;
  readonly matn_type: string;
  readonly day: number;
}

/** Completed years from which nobody is a child, and below which everybody is one (docs/semantics.md 8). */
export const CHILD = { surely: 14, never: 18 } as const;
/** First ages outside of the groups that the notices name without a number (docs/semantics.md 8, docs/rulebook.md). */
export const NEWBORN_DAYS = 28;
const INFANT_MONTHS = 12;
const TODDLER_MONTHS = 36;
export const WORKING_YEARS = 63;

/** Whether every demand on person, institution and insurance holds; diagnoses and history are the caller's. */
export function suits(demand: Demand, setting: Setting): boolean {
  const { person, institution } = setting;
  if (demand.least > institution.rank || (institution.internet && !demand.internet)) return false;
  if (demand.gend.some((gend) => gend !== person.gend)) return false;
  if (demand.unpayable === 'always') return false;
  for (const only of demand.insurance) if (only === 'injury' || !isMaternity(setting)) return false;
  if (demand.care.length > 0) {
    const care = careOf(setting.med_type);
    for (const only of demand.care) {
      const inpatient = care?.care_type === 'inpatient';
      if (!inpatient && !(care?.emergency === true && only.includes('emergency'))) return false;
    }
  }
  return demand.ages.every((range) => isOfAge(range, person.brdy, setting.day));
}

/** Whether a visit is paid as maternity care. */
export function isMaternity({ insutype, matn_type, med_type }: Setting): boolean {
  return insutype === '510' || matn_type !== '' || /^5[123]/.test(med_type);
}

/** Whether an age is surely inside a range: inside a named group by its narrowest reading. */
export function isOfAge({ from, to }: AgeRange, brdy: number, day: number): boolean {
  const age = (unit: 'day' | 'month' | 'year'): number => ageAt(civilDay(brdy), civilDay(day), unit) ?? -1;
  if (from !== null && age(from.unit) < from.value) return false;
  if (to === null) return true;
  if (typeof to !== 'string') return age(to.unit) <= to.value;
  switch (to) {
    case 'child':
      return age('year') < CHILD.surely;
    case 'newborn':
      return age('day') <= NEWBORN_DAYS;
    case 'infant':
      return age('month') < INFANT_MONTHS;
    case 'toddler':
      return age('month') < TODDLER_MONTHS;
    case 'working':
      return age('year') < WORKING_YEARS;
  }
}
