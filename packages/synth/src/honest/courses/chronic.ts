/** A lasting disease: the same few drugs every month at the same place, the next pack at times from the pharmacy. */
import { transplant } from '../../catalogue/diagnoses.ts';
import type { FocusDrug } from '../../catalogue/special.ts';
import type { Coded, Institution, Item, Person, Visit } from '../../model.ts';
import type { Random } from '../../random.ts';
import { Basket } from '../basket.ts';
import type { Course, Stores } from '../basket.ts';
import { clinicSecond } from '../calendar.ts';
import { stocked } from '../formulary.ts';
import { diseaseFor } from '../people-fit.ts';
import { doctorOf } from '../doctors.ts';
import { counter } from '../visits.ts';
import type { Fixed, Scene } from '../visits.ts';

const UNIT = 10_000;

/** What a patient takes for it; boxes are those of 28 days. */
export interface Regimen {
  readonly diagnosis: Coded;
  readonly place: Institution;
  readonly drugs: readonly { readonly item: Item; readonly boxes: number }[];
  /** Days that one visit supplies: 28, or 84 of a long prescription. */
  readonly supply: number;
}

/** Draws a patient's regimen: the disease's own drugs first, then what the place stocks. */
export function regimenFor(random: Random, person: Person, scene: Scene, day: number, place?: Institution): Regimen {
  const grafted = random.chance(120);
  const { code, name } = grafted ? transplant : diseaseFor(random, 'chronic', person, day);
  const at = place ?? (grafted ? scene.places.large(random) : scene.places.steady(person));
  return {
    diagnosis: { code, name },
    place: at,
    drugs: drugsFor(random, scene.stores, code, at),
    supply: random.chance(1000) ? 84 : 28,
  };
}

/** Two to four drugs that suit a diagnosis, none twice. */
export function drugsFor(random: Random, { own }: Stores, code: string, place: Institution): Regimen['drugs'] {
  const wanted = random.between(2, 4);
  const known = oneOfEach(random, own.special.focus, code);
  const drugs: { item: Item; boxes: number }[] = [];
  for (const { item, boxes } of known) if (drugs.length < wanted && random.chance(6500)) drugs.push({ item, boxes });
  while (drugs.length < wanted) {
    const item = stocked(random, random.chance(7500) ? own.western : own.patent, place);
    if (drugs.every((other) => other.item !== item)) drugs.push({ item, boxes: random.between(1, 3) });
  }
  return drugs;
}

/** Characters of a drug's code that name its substance. */
const SUBSTANCE = 6;

/** The drugs for a diagnosis, each of one maker. */
export function oneOfEach(random: Random, focus: readonly FocusDrug[], code: string): FocusDrug[] {
  const fitting = focus.filter(({ treats }) => treats.some((prefix) => code.startsWith(prefix)));
  return [...Map.groupBy(fitting, ({ item }) => item.code.slice(0, SUBSTANCE)).values()].map((makers) =>
    random.pick(makers),
  );
}

/** The monthly visit. */
export function chronicVisit(course: Course, scene: Scene, day: number, regimen: Regimen, fixed: Fixed = {}): Visit {
  const { random, ledger, person } = course;
  const { place, diagnosis, drugs, supply } = regimen;
  const institution = fixed.institution ?? place;
  const second = fixed.second ?? clinicSecond(random);
  const visit = ledger.visit({
    institution,
    med_type: '14',
    begin: day,
    begin_second: second,
    doctor: fixed.doctor ?? doctorOf(institution, 'internal', person.index),
  });
  visit.diagnoses.push(diagnosis);
  const basket = new Basket(course, scene.stores, visit);
  basket.add(scene.stores.own.consultation, 1, day, second);
  if (random.chance(1500)) basket.service(day, second + 600, 'tests');
  const extra = { rxno: ledger.prescription(), prd_days: supply * UNIT, trace: institution.rank > 1 };
  for (const { item, boxes } of drugs) basket.add(item, Math.max(1, (boxes * supply) / 28), day, second + 900, extra);
  return basket.settle();
}

/** The next drugs, bought: as long as a visit would supply. */
export function refill(
  course: Course,
  scene: Scene,
  day: number,
  { diagnosis, drugs, supply }: Regimen,
  fixed: Fixed = {},
): Visit {
  const basket = counter(course, scene, day, { ...fixed, disease: { ...diagnosis, dept: 'internal' } });
  const { begin_second } = basket.visit;
  const extra = { trace: true, prd_days: supply * UNIT };
  for (const { item, boxes } of drugs) basket.add(item, Math.max(1, (boxes * supply) / 28), day, begin_second, extra);
  return basket.settle();
}
