/** Honest stays: daily care, a course of drugs, tests, an operation in the surgical wards; births. */
import { assistedBirth, naturalBirth, operationFor } from '../catalogue/diagnoses.ts';
import type { DepartmentName } from '../catalogue/departments.ts';
import type { Siblings } from '../catalogue/special.ts';
import type { Coded, Doctor, Institution, Item, Visit } from '../model.ts';
import type { Random } from '../random.ts';
import { Basket } from './basket.ts';
import type { Course } from './basket.ts';
import { imaging } from './imaging.ts';
import { diseaseFor } from './people-fit.ts';
import { doctorOf } from './doctors.ts';
import type { Scene } from './visits.ts';

const UNIT = 10_000;
const MORNING = 28_800;

/** What is fixed of a stay; the rest is drawn. */
export interface FixedStay {
  readonly institution?: Institution;
  readonly disease?: Coded & { readonly dept: DepartmentName };
  readonly doctor?: Doctor;
  readonly med_type?: string;
  readonly dscg_way?: string;
  readonly begin_second?: number;
  readonly end_second?: number;
  readonly operates?: boolean;
  /** Days of leave from the n-th day on, counted from 0: the bed is charged, nothing else. */
  readonly leave?: { readonly from: number; readonly days: number };
  /** Diagnoses beside the first. */
  readonly beside?: readonly Coded[];
}

/** An empty stay as told, with its basket. */
export function admission(course: Course, scene: Scene, begin: number, days: number, fixed: FixedStay = {}): Basket {
  const { random, person, ledger } = course;
  const disease = fixed.disease ?? diseaseFor(random, 'ward', person, begin);
  const institution = fixed.institution ?? scene.places.hospital(random, person);
  const emergency = random.chance(1200);
  const visit = ledger.visit({
    institution,
    med_type: fixed.med_type ?? (emergency ? '24' : '21'),
    begin,
    begin_second: fixed.begin_second ?? random.between(MORNING, 60_000),
    end: begin + days > scene.lastDay ? null : begin + days,
    end_second: fixed.end_second ?? random.between(36_000, 64_000),
    doctor: fixed.doctor ?? doctorOf(institution, disease.dept, random.int(64)),
    dscg_way: fixed.dscg_way ?? (random.chance(300) ? '4' : '1'),
  });
  visit.diagnoses.push({ code: disease.code, name: disease.name }, ...(fixed.beside ?? []));
  return new Basket(course, scene.stores, visit);
}

/** A stay of so many nights. */
export function stay(course: Course, scene: Scene, begin: number, days: number, fixed: FixedStay = {}): Visit {
  const { random } = course;
  const disease = fixed.disease ?? diseaseFor(random, 'ward', course.person, begin);
  const basket = admission(course, scene, begin, days, { ...fixed, disease });
  const surgical = disease.dept === 'surgery' || disease.dept === 'women' || disease.dept === 'eyes';
  const operates = fixed.operates ?? (surgical && days > 2 && random.chance(6000));
  careOfDays(course, scene, basket, days, { operates, ...(fixed.leave === undefined ? {} : { leave: fixed.leave }) });
  return leaves(basket, scene);
}

/** Settles a stay that has ended; of one that has not, the charges stay open. */
export function leaves(basket: Basket, { lastDay }: Scene): Visit {
  const { visit } = basket;
  if (visit.end !== null && visit.end <= lastDay) return basket.settle();
  visit.open.push(...basket.lines);
  return visit;
}

/** Bed, nursing and rounds of one day of the wards. */
export function dailyItems({ stores: { own, shelf } }: Scene, { rank }: Institution): readonly Item[] {
  return rank >= 2 && shelf.daily.length > 0 ? shelf.daily : [own.bed, own.nursing, own.rounds];
}

interface Care {
  readonly operates: boolean;
  readonly leave?: { readonly from: number; readonly days: number };
}

function careOfDays(course: Course, scene: Scene, basket: Basket, nights: number, { operates, leave }: Care): void {
  const { random } = course;
  const { own } = scene.stores;
  const { visit } = basket;
  const daily = dailyItems(scene, visit.institution);
  const days = Math.min(nights, scene.lastDay - visit.begin + 1);
  imaging(random, own, basket, visit.begin_second + 2400, 'ward');
  if (visit.diagnoses[0]?.code.startsWith('I63') === true && random.chance(5500)) strokeDrug(scene, basket, days);
  else if (visit.institution.rank > 0 && random.chance(300)) adjuvant(course, scene, basket, days);
  const regimen = Array.from({ length: random.between(1, 3) }, () => basket.stockedDrug()).filter(
    (item) => !operates || !item.code.startsWith('XJ01'),
  );
  for (let nth = 0; nth < days; nth += 1) {
    const away = leave !== undefined && nth >= leave.from && nth < leave.from + leave.days;
    const day = visit.begin + nth;
    const from = nth === 0 ? visit.begin_second : MORNING;
    for (const item of away ? daily.slice(0, 1) : daily) basket.add(item, 1, day, from);
    if (away) continue;
    treat(course, scene, basket, { day, from, first: nth === 0, regimen, operates });
    if (nth === 1 && operates) operate(course, scene, basket, day);
  }
}

interface DayOfCare {
  readonly day: number;
  readonly from: number;
  readonly first: boolean;
  readonly regimen: readonly Item[];
  readonly operates: boolean;
}

function treat({ random, ledger }: Course, { stores: { own } }: Scene, basket: Basket, of: DayOfCare): void {
  const { day, from } = of;
  const rxno = ledger.prescription();
  const extra = { rxno, prd_days: UNIT };
  for (let left = of.first ? random.between(4, 7) : random.int(2); left > 0; left -= 1) {
    if (random.chance(1800)) basket.sibling(day, from + left * 300);
    else basket.service(day, from + left * 300, 'tests');
  }
  for (const item of of.regimen) basket.add(item, random.between(1, 2), day, from + 1800, extra);
  if (!of.operates && random.chance(6000)) basket.drug(day, from + 1800, random.between(1, 3), extra);
  if (random.chance(3500)) basket.service(day, from + 3600, 'treatments');
  if (random.chance(4000)) basket.add(basket.stockedConsumable(), random.between(1, 4), day, from + 3600);
  if (random.chance(400)) basket.add(random.pick(own.special.courses), 1, day, from + 4200);
  if (random.chance(250)) rareService(random, own.special.unlike, basket, day, from + 4800);
  if (random.chance(of.first ? 5000 : 2500)) basket.add(cannulaOf(own.special.staples), 1, day, from + 2100);
}

/** A cheap service or one of the dear ones, each under its own name. */
function rareService(random: Random, pairs: readonly Siblings[], basket: Basket, day: number, second: number): void {
  const { cheap, dear } = random.pick(pairs);
  basket.add(random.chance(7000) ? cheap : dear, 1, day, Math.min(86_000, second));
}

/** The consumable that every infusion needs. */
export function cannulaOf(staples: readonly Item[]): Item {
  const cannula = staples[3];
  if (cannula === undefined) throw new RangeError('no cannula among the staples');
  return cannula;
}

function strokeDrug({ stores: { own } }: Scene, basket: Basket, days: number): void {
  for (let nth = 0; nth < days; nth += 1) basket.add(own.special.stroke, 2, basket.visit.begin + nth, 61_200);
}

function adjuvant({ random }: Course, { stores: { own } }: Scene, basket: Basket, days: number): void {
  const item = random.pick(own.special.adjuvants);
  const from = random.int(2);
  for (let nth = from; nth < days; nth += 1) basket.add(item, 1, basket.visit.begin + nth, 61_200);
}

function operate(course: Course, { stores: { own } }: Scene, basket: Basket, day: number): void {
  const { random } = course;
  const [main] = basket.visit.diagnoses;
  basket.operation(day, 36_000);
  basket.visit.operations.push({ ...operationFor(main ?? { code: '', name: '' }), day });
  for (let left = random.between(2, 5); left > 0; left -= 1)
    basket.add(basket.stockedConsumable(), random.between(1, 3), day, 36_000);
  for (const item of own.special.staples) if (random.chance(5000)) basket.add(item, 1, day, 37_800);
}

/** A birth under maternity insurance. */
export function birthStay(course: Course, scene: Scene, begin: number): Visit {
  const { random, person, ledger } = course;
  const institution = scene.places.large(random);
  const days = random.between(2, 5);
  const visit = ledger.visit({
    institution,
    med_type: '52',
    insutype: person.insutype === '310' ? '510' : person.insutype,
    matn_type: '1',
    begin,
    begin_second: random.int(60_000),
    end: begin + days > scene.lastDay ? null : begin + days,
    end_second: 50_000,
    doctor: doctorOf(institution, 'women', random.int(64)),
    dscg_way: '1',
  });
  visit.diagnoses.push(naturalBirth);
  visit.operations.push({ ...assistedBirth, day: begin });
  const basket = new Basket(course, scene.stores, visit);
  basket.add(scene.stores.own.delivery, 1, begin, visit.begin_second);
  careOfDays(course, scene, basket, days, { operates: false });
  return leaves(basket, scene);
}
