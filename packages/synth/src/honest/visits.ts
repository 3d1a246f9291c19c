/** Honest outpatient visits: clinic, emergency, herbs, pharmacy, antenatal. Each can be told where, when and for what. */
import type { DepartmentName } from '../catalogue/departments.ts';
import { pregnancy } from '../catalogue/diagnoses.ts';
import type { Census } from '../county/census.ts';
import type { Coded, Doctor, Institution, Visit } from '../model.ts';
import { Basket } from './basket.ts';
import type { Course, Stores } from './basket.ts';
import { clinicSecond, pharmacySecond } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { doctorOf } from './doctors.ts';
import { imaging } from './imaging.ts';
import { diseaseFor } from './people-fit.ts';
import type { Places } from './places.ts';

const UNIT = 10_000;

export interface Scene {
  readonly stores: Stores;
  readonly places: Places;
  readonly calendar: Calendar;
  readonly census: Census;
  readonly seed: number;
  /** Last day of the county: who leaves later is still in hospital. */
  readonly lastDay: number;
}

/** What is fixed of a visit; the rest is drawn. */
export interface Fixed {
  readonly institution?: Institution;
  readonly second?: number;
  readonly doctor?: Doctor;
  readonly disease?: Coded & { readonly dept: DepartmentName };
  readonly pays?: Visit['pays'];
  readonly mdtrt_cert_type?: string;
}

/** An outpatient visit: consultation, drugs on one prescription, a test at times. */
export function clinicVisit(
  course: Course,
  scene: Scene,
  day: number,
  kind: 'clinic' | 'emergency' | 'chronic',
  fixed: Fixed = {},
): Visit {
  const { random, person, ledger } = course;
  const disease = fixed.disease ?? diseaseFor(random, kind, person, day);
  const institution =
    fixed.institution ??
    (kind === 'emergency' ? scene.places.hospital(random, person) : scene.places.clinic(random, person));
  const second = fixed.second ?? (kind === 'emergency' ? random.int(80_000) : clinicSecond(random));
  const visit = ledger.visit({
    institution,
    med_type: kind === 'emergency' ? '13' : kind === 'chronic' ? '14' : '11',
    begin: day,
    begin_second: second,
    doctor: fixed.doctor ?? doctorOf(institution, disease.dept, random.int(64)),
    pays: fixed.pays,
    mdtrt_cert_type: fixed.mdtrt_cert_type,
  });
  visit.diagnoses.push({ code: disease.code, name: disease.name });
  const basket = new Basket(course, scene.stores, visit);
  if (!institution.internet) examine(course, scene, basket, kind);
  const rxno = ledger.prescription();
  const prd_days = (kind === 'chronic' ? random.between(14, 30) : random.between(3, 7)) * UNIT;
  for (let left = random.between(1, 3); left > 0; left -= 1) {
    basket.drug(day, second + 1200, random.between(1, 3), { rxno, prd_days, trace: institution.rank > 1 });
  }
  return basket.settle();
}

function examine({ random }: Course, scene: Scene, basket: Basket, kind: 'clinic' | 'emergency' | 'chronic'): void {
  const { begin, begin_second } = basket.visit;
  basket.add(scene.stores.own.consultation, 1, begin, begin_second);
  if (random.chance(kind === 'chronic' ? 1500 : 5500)) {
    if (basket.visit.institution.rank > 0 && random.chance(1500)) basket.sibling(begin, begin_second + 600);
    else basket.service(begin, begin_second + 600, 'tests');
  }
  if (random.chance(1500)) basket.service(begin, begin_second + 900, 'treatments');
  const { womens, mens } = scene.stores.own.special;
  const [main] = basket.visit.diagnoses;
  if (main?.code.startsWith('N76') === true && random.chance(6000)) basket.add(womens, 1, begin, begin_second + 700);
  if (main?.code.startsWith('N40') === true && random.chance(4000)) basket.add(mens, 1, begin, begin_second + 700);
  imaging(random, scene.stores.own, basket, begin_second + 1000, kind === 'emergency' ? 'emergency' : 'clinic');
}

/** A visit to a doctor of Chinese medicine with a decoction. */
export function herbalVisit(course: Course, scene: Scene, day: number): Visit {
  const { random, person, ledger } = course;
  const disease = diseaseFor(random, 'chinese', person, day);
  const institution = scene.places.clinic(random, person);
  const second = clinicSecond(random);
  const doctor = doctorOf(institution, 'chinese', random.int(64));
  const visit = ledger.visit({ institution, med_type: '16', begin: day, begin_second: second, doctor });
  visit.diagnoses.push({ code: disease.code, name: disease.name });
  const basket = new Basket(course, scene.stores, visit);
  basket.herbs(day, second + 600);
  return basket.settle();
}

/** An empty visit to a pharmacy, with the diagnosis that the buyer names. */
export function counter(course: Course, scene: Scene, day: number, fixed: Fixed = {}): Basket {
  const { random, person, ledger } = course;
  const institution = fixed.institution ?? scene.places.pharmacy(random, person);
  const second = fixed.second ?? pharmacySecond(random);
  const visit = ledger.visit({
    institution,
    med_type: '41',
    begin: day,
    begin_second: second,
    end_second: second,
    doctor: doctorOf(institution, 'pharmacy', 0),
    pays: fixed.pays,
    mdtrt_cert_type: fixed.mdtrt_cert_type,
  });
  const { code, name } = fixed.disease ?? diseaseFor(random, 'clinic', person, day);
  visit.diagnoses.push({ code, name });
  return new Basket(course, scene.stores, visit);
}

/** A purchase at a pharmacy, every box with its trace code. */
export function pharmacyVisit(course: Course, scene: Scene, day: number, fixed: Fixed = {}): Visit {
  const { random } = course;
  const basket = counter(course, scene, day, fixed);
  const { begin_second } = basket.visit;
  const { goods, tonics } = scene.stores.own.special;
  if (random.chance(250)) basket.add(random.pick(goods), 1, day, begin_second);
  if (random.chance(350)) basket.add(random.pick(tonics), random.between(1, 2), day, begin_second, { trace: true });
  for (let left = random.between(1, 3); left > 0; left -= 1) {
    basket.drug(day, begin_second, random.between(1, 2), { trace: true });
  }
  return basket.settle();
}

/** An antenatal visit under maternity insurance. */
export function antenatalVisit(course: Course, scene: Scene, day: number): Visit {
  const { random, person, ledger } = course;
  const institution = scene.places.large(random);
  const second = clinicSecond(random);
  const visit = ledger.visit({
    institution,
    med_type: '51',
    insutype: person.insutype === '310' ? '510' : person.insutype,
    matn_type: '7',
    begin: day,
    begin_second: second,
    doctor: doctorOf(institution, 'women', random.int(64)),
  });
  visit.diagnoses.push(pregnancy);
  const basket = new Basket(course, scene.stores, visit);
  basket.add(scene.stores.own.consultation, 1, day, second);
  for (let left = random.between(2, 5); left > 0; left -= 1) basket.service(day, second + 600, 'tests');
  return basket.settle();
}
