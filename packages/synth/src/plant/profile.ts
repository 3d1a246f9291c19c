/** Finds a person, a place and a visit that honestly satisfy every point of some items, but for what is wished. */
import { ageAt, civilDay } from '@shouhu/codes';
import { diseases } from '../catalogue/diagnoses.ts';
import { birthday, fittingInsurance } from '../county/people.ts';
import { diagnosisOf } from '../knowledge/demands.ts';
import type { Demand, Term } from '../knowledge/demands.ts';
import { isOfAge } from '../knowledge/setting.ts';
import { documents } from '../knowledge/standing.ts';
import type { Places } from '../honest/places.ts';
import type { Coded, Institution, Person } from '../model.ts';
import type { Random } from '../random.ts';

/** What a case fixes against the demands, and breaks by it. */
export interface Wish {
  readonly gend?: '1' | '2' | '9';
  readonly brdy?: number;
  /** Completed years on the case's day, which is a birthday; in place of `brdy`. */
  readonly turned?: number;
  readonly institution?: Institution;
  readonly med_type?: string;
  /** Insurance of the visit. */
  readonly insutype?: string;
  readonly diagnoses?: readonly Coded[];
  readonly inpatient?: boolean;
  /** Death of the person, in days after the case's own. */
  readonly diesAfter?: number;
}

export interface Profile {
  readonly gend: '1' | '2' | '9';
  readonly brdy: number;
  readonly institution: Institution;
  readonly med_type: string;
  readonly insutype: string;
  readonly matn_type: string;
  readonly diagnoses: readonly Coded[];
  /** Per point of 药品限二线使用 the terms whose drugs must have come first. */
  readonly before: readonly (readonly Term[])[];
  readonly die_date: number | null;
}

/** Ages tried in turn, in years; the first two are of newborns and infants. */
const AGES = [40, 8, 28, 5, 12, 62, 3, 16] as const;

/** @returns undefined when no person and place can satisfy all the demands that are not wished away */
export function profileFor(
  demands: readonly Demand[],
  day: number,
  places: Places,
  random: Random,
  wish: Wish = {},
): Profile | undefined {
  const sexes = new Set(demands.flatMap((demand) => demand.gend));
  const maternity = demands.some((demand) => demand.insurance.includes('maternity'));
  const injury = demands.some((demand) => demand.insurance.includes('injury'));
  const [only] = sexes;
  if (wish.gend === undefined && sexes.size > 1) return undefined;
  const gend = wish.gend ?? (maternity ? '2' : (only ?? (random.chance(5000) ? '1' : '2')));
  const turned = wish.turned === undefined ? undefined : birthday(day, wish.turned);
  const brdy = wish.brdy ?? turned ?? birthFor(demands, day, maternity);
  const institution = wish.institution ?? placeFor(demands, places, random);
  if (brdy === undefined || institution === undefined) return undefined;
  const inpatient = wish.inpatient ?? demands.some((demand) => demand.care.length > 0 || demand.groups.length > 0);
  const asMother = maternity && wish.insutype === undefined && wish.med_type === undefined;
  const med_type = wish.med_type ?? (asMother ? (inpatient ? '52' : '51') : careFor(institution, inpatient));
  const age = ageAt(civilDay(brdy), civilDay(day), 'year') ?? 0;
  const insutype = wish.insutype ?? (injury ? '410' : asMother ? '510' : fittingInsurance(age).insutype);
  const indications = demands.flatMap((demand) => demand.indications).filter((terms) => terms.length > 0);
  return {
    gend,
    brdy,
    institution,
    med_type,
    insutype,
    matn_type: asMother ? '1' : '',
    diagnoses: wish.diagnoses ?? diagnosesFor(indications, random),
    before: demands.flatMap((demand) => demand.firstLine).filter((terms) => terms.length > 0),
    die_date: wish.diesAfter === undefined ? null : day + wish.diesAfter,
  };
}

function careFor(institution: Institution, inpatient: boolean): string {
  if (institution.fixmedins_type === '2') return '41';
  return inpatient ? '21' : '11';
}

function birthFor(demands: readonly Demand[], day: number, maternity: boolean): number | undefined {
  const fits = (brdy: number): boolean =>
    demands.every((demand) => demand.ages.every((range) => isOfAge(range, brdy, day)));
  const years = maternity ? [28] : AGES;
  return [...years.map((age) => birthday(day, age) - 100), day - 20, day - 200].find(fits);
}

function placeFor(demands: readonly Demand[], places: Places, random: Random): Institution | undefined {
  const least = Math.max(2, ...demands.map((demand) => demand.least));
  const fitting = places.all.filter(
    (place) => place.rank >= least && place.fixmedins_type === '1' && !place.internet && place.bed_cnt > 0,
  );
  return fitting.length === 0 ? undefined : random.pick(fitting);
}

function diagnosesFor(indications: readonly (readonly Term[])[], random: Random): Coded[] {
  const needed = indications.map((terms) => diagnosisOf(random.pick(terms), random.int(8)));
  return needed.length > 0 ? needed : [{ code: 'J06.900', name: '急性上呼吸道感染' }];
}

/** A common diagnosis outside of all the given prefixes. */
export function diagnosisOutside(prefixes: readonly string[], random: Random): Coded | undefined {
  const outside = diseases.filter(({ code, name, gend }) => gend === null && !documents([{ code, name }], prefixes));
  if (outside.length === 0) return undefined;
  const { code, name } = random.pick(outside);
  return { code, name };
}

/** The person of a slot with what a profile asks of them. */
export function fitPerson(person: Person, profile: Profile, day: number): Person {
  const age = ageAt(civilDay(profile.brdy), civilDay(day), 'year') ?? 0;
  const own = ['310', '390'].includes(profile.insutype) ? profile.insutype : undefined;
  return {
    ...person,
    gend: profile.gend,
    brdy: profile.brdy,
    ...fittingInsurance(age, own),
    employer: age >= 20 && own !== '390' ? (person.employer ?? person.home.number % 500) : null,
    die_date: profile.die_date,
  };
}
