/** Visits with little in them: stays of a few cheap things, small clinic bills, small purchases. */
import type { DepartmentName } from '../catalogue/departments.ts';
import { Basket } from '../honest/basket.ts';
import { doctorOf } from '../honest/doctors.ts';
import { stocked } from '../honest/formulary.ts';
import { admission, dailyItems, leaves } from '../honest/stays.ts';
import { counter } from '../honest/visits.ts';
import type { Fixed } from '../honest/visits.ts';
import type { Coded, Doctor, Institution, Item, Visit } from '../model.ts';
import type { Random } from '../random.ts';
import type { Actor, Stage } from './stage.ts';

const UNIT = 10_000;

/** The few things that a group's bills are made of. */
export interface Recipe {
  readonly drugs: readonly Item[];
  readonly tests: readonly Item[];
  readonly treatments: readonly Item[];
}

/** Draws a recipe from what an institution stocks. */
export function recipeOf(
  random: Random,
  { scene }: Stage,
  institution: Institution,
  counts: { readonly drugs: number; readonly tests: number; readonly treatments: number },
): Recipe {
  const { own } = scene.stores;
  const some = (items: readonly Item[], count: number): Item[] => {
    const drawn = new Set<Item>();
    for (let tries = 0; drawn.size < count && tries < count * 8; tries += 1)
      drawn.add(stocked(random, items, institution));
    return [...drawn];
  };
  return {
    drugs: some(random.chance(7000) ? own.western : own.patent, counts.drugs),
    tests: some(own.tests, counts.tests),
    treatments: some(own.treatments, counts.treatments),
  };
}

export interface LightStay {
  readonly institution: Institution;
  readonly dept: DepartmentName;
  readonly diagnosis: Coded;
  readonly recipe: Recipe;
  readonly doctor?: Doctor;
  readonly begin_second?: number;
  readonly end_second?: number;
  /** Ten-thousandths of days on which a thing of the recipe is charged. */
  readonly thickness?: number;
}

/** A stay that is billed day by day with little beside bed and nursing. */
export function lightStay(who: Actor, { scene }: Stage, begin: number, nights: number, of: LightStay): Visit {
  const { random, ledger, person } = who;
  const { institution, dept, diagnosis, recipe, thickness = 8500 } = of;
  const basket = admission(who, scene, begin, nights, {
    institution,
    disease: { ...diagnosis, dept },
    doctor: of.doctor ?? doctorOf(institution, dept, person.index),
    med_type: '21',
    dscg_way: '1',
    begin_second: of.begin_second ?? random.between(29_000, 58_000),
    ...(of.end_second === undefined ? {} : { end_second: of.end_second }),
  });
  const days = Math.min(nights, scene.lastDay - begin + 1);
  for (let nth = 0; nth < days; nth += 1) {
    const day = begin + nth;
    const at = nth === 0 ? basket.visit.begin_second : 28_800;
    for (const item of dailyItems(scene, institution)) basket.add(item, 1, day, at);
    const extra = { rxno: ledger.prescription(), prd_days: UNIT };
    if (nth === 0) for (const item of recipe.tests) if (random.chance(9000)) basket.add(item, 1, day, at + 900);
    for (const item of recipe.drugs) {
      if (random.chance(thickness)) basket.add(item, random.chance(8500) ? 1 : 2, day, at + 1800, extra);
    }
    for (const item of recipe.treatments) if (random.chance(thickness - 2500)) basket.add(item, 1, day, at + 3600);
  }
  return leaves(basket, scene);
}

/** A clinic visit with one or two things of a recipe. */
export function smallVisit(
  who: Actor,
  { scene }: Stage,
  day: number,
  second: number,
  of: {
    readonly institution: Institution;
    readonly diagnosis: Coded;
    readonly recipe: Recipe;
    readonly doctor?: Doctor;
  },
): Visit {
  const { ledger, random, person } = who;
  const { institution, diagnosis, recipe } = of;
  const doctor = of.doctor ?? doctorOf(institution, 'general', person.index);
  const visit = ledger.visit({ institution, med_type: '11', begin: day, begin_second: second, doctor });
  visit.diagnoses.push(diagnosis);
  const basket = new Basket(who, scene.stores, visit);
  basket.add(scene.stores.own.consultation, 1, day, second);
  const extra = { rxno: ledger.prescription(), prd_days: random.between(3, 5) * UNIT, trace: institution.rank > 1 };
  for (const item of recipe.drugs)
    if (random.chance(8500)) basket.add(item, random.between(1, 2), day, second + 300, extra);
  for (const item of recipe.treatments) if (random.chance(5000)) basket.add(item, 1, day, second + 400);
  return basket.settle();
}

/** A purchase of given things, each with its boxes. */
export function purchase(
  who: Actor,
  { scene }: Stage,
  day: number,
  second: number,
  of: {
    readonly institution: Institution;
    readonly items: readonly (readonly [Item, number])[];
    readonly diagnosis?: Coded;
    readonly pays?: Fixed['pays'];
    readonly cert?: string;
    readonly prd_days?: number;
  },
): Visit {
  const basket = counter(who, scene, day, {
    institution: of.institution,
    second,
    ...(of.diagnosis === undefined ? {} : { disease: { ...of.diagnosis, dept: 'general' } }),
    ...(of.pays === undefined ? {} : { pays: of.pays }),
    ...(of.cert === undefined ? {} : { mdtrt_cert_type: of.cert }),
  });
  const extra = of.prd_days === undefined ? {} : { prd_days: of.prd_days * UNIT };
  for (const [item, boxes] of of.items) {
    basket.add(item, boxes, day, second, { ...extra, trace: item.kind === 'western' || item.kind === 'patent' });
  }
  return basket.settle();
}
