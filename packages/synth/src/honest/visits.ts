/** Honest visits of every kind: clinic, emergency, chronic disease, herbs, pharmacy, ward, birth. */
import { departments } from '../catalogue/departments.ts';
import type { DepartmentName } from '../catalogue/departments.ts';
import { naturalBirth, pregnancy } from '../catalogue/diagnoses.ts';
import type { Doctor, Institution, Visit } from '../model.ts';
import { Basket } from './basket.ts';
import type { Course, Stores } from './basket.ts';
import { diseaseFor } from './people-fit.ts';
import type { Places } from './places.ts';

const UNIT = 10_000;
const MORNING = 28_800;

export interface Scene {
  readonly stores: Stores;
  readonly places: Places;
  /** Last day of the county: who leaves later is still in hospital. */
  readonly lastDay: number;
}

/** A doctor of the department, else any of the institution. */
export function doctorOf(institution: Institution, dept: DepartmentName, draw: number): Doctor {
  const own = institution.doctors.filter((doctor) => doctor.dept === departments[dept]);
  const from = own.length > 0 ? own : institution.doctors;
  const doctor = from[draw % from.length];
  if (doctor === undefined) throw new RangeError(`no doctor at ${institution.fixmedins_code}`);
  return doctor;
}

/** An outpatient visit: consultation, drugs on one prescription, a test at times. */
export function clinicVisit(
  course: Course,
  scene: Scene,
  day: number,
  kind: 'clinic' | 'emergency' | 'chronic',
): Visit {
  const { random, person, ledger } = course;
  const disease = diseaseFor(random, kind, person, day);
  const institution =
    kind === 'emergency' ? scene.places.hospital(random, person.town) : scene.places.clinic(random, person.town);
  const second = kind === 'emergency' ? random.int(80_000) : random.between(MORNING, 59_000);
  const visit = ledger.visit({
    institution,
    med_type: kind === 'emergency' ? '13' : kind === 'chronic' ? '14' : '11',
    begin: day,
    begin_second: second,
    doctor: doctorOf(institution, disease.dept, random.int(64)),
  });
  visit.diagnoses.push({ code: disease.code, name: disease.name });
  const basket = new Basket(course, scene.stores, visit);
  if (!institution.internet) basket.add(scene.stores.own.consultation, 1, day, second);
  if (!institution.internet && random.chance(kind === 'chronic' ? 1500 : 5500))
    basket.service(day, second + 600, 'tests');
  if (!institution.internet && random.chance(1500)) basket.service(day, second + 900, 'treatments');
  const rxno = ledger.prescription();
  const prd_days = (kind === 'chronic' ? random.between(14, 30) : random.between(3, 7)) * UNIT;
  for (let left = random.between(1, 3); left > 0; left -= 1) {
    basket.drug(day, second + 1200, random.between(1, 3), { rxno, prd_days, trace: institution.rank > 1 });
  }
  return basket.settle();
}

/** A visit to a doctor of Chinese medicine with a decoction. */
export function herbalVisit(course: Course, scene: Scene, day: number): Visit {
  const { random, person, ledger } = course;
  const disease = diseaseFor(random, 'chinese', person, day);
  const institution = scene.places.clinic(random, person.town);
  const second = random.between(MORNING, 59_000);
  const doctor = doctorOf(institution, 'chinese', random.int(64));
  const visit = ledger.visit({ institution, med_type: '16', begin: day, begin_second: second, doctor });
  visit.diagnoses.push({ code: disease.code, name: disease.name });
  const basket = new Basket(course, scene.stores, visit);
  basket.herbs(day, second + 600);
  return basket.settle();
}

/** A purchase at a pharmacy, every box with its trace code. */
export function pharmacyVisit(course: Course, scene: Scene, day: number): Visit {
  const { random, person, ledger } = course;
  const institution = scene.places.pharmacy(random);
  const second = random.between(30_000, 75_000);
  const visit = ledger.visit({
    institution,
    med_type: '41',
    begin: day,
    begin_second: second,
    end_second: second,
    doctor: doctorOf(institution, 'pharmacy', 0),
  });
  const disease = diseaseFor(random, 'clinic', person, day);
  visit.diagnoses.push({ code: disease.code, name: disease.name });
  const basket = new Basket(course, scene.stores, visit);
  for (let left = random.between(1, 3); left > 0; left -= 1) {
    basket.drug(day, second, random.between(1, 2), { trace: true });
  }
  return basket.settle();
}

/** A stay: daily care, drugs and tests every day, an operation in the surgical wards. */
export function stay(course: Course, scene: Scene, begin: number, days: number): Visit {
  const { random, person, ledger } = course;
  const disease = diseaseFor(random, 'ward', person, begin);
  const institution = scene.places.hospital(random, person.town);
  const emergency = random.chance(1200);
  const inside = begin + days > scene.lastDay;
  const visit = ledger.visit({
    institution,
    med_type: emergency ? '24' : '21',
    begin,
    begin_second: random.between(MORNING, 60_000),
    end: inside ? null : begin + days,
    end_second: random.between(36_000, 64_000),
    doctor: doctorOf(institution, disease.dept, random.int(64)),
    dscg_way: random.chance(300) ? '4' : '1',
  });
  visit.diagnoses.push({ code: disease.code, name: disease.name });
  const basket = new Basket(course, scene.stores, visit);
  const surgical = disease.dept === 'surgery' || disease.dept === 'women' || disease.dept === 'eyes';
  careOfDays(
    course,
    scene,
    basket,
    surgical && days > 2 && random.chance(6000) ? 1 : null,
    Math.min(days, scene.lastDay - begin + 1),
  );
  if (!inside) return basket.settle();
  visit.open.push(...basket.lines);
  return visit;
}

function careOfDays(
  { random, ledger }: Course,
  scene: Scene,
  basket: Basket,
  operationOn: number | null,
  days: number,
): void {
  const { own, shelf } = scene.stores;
  const { visit } = basket;
  const daily =
    visit.institution.rank >= 2 && shelf.daily.length > 0 ? shelf.daily : [own.bed, own.nursing, own.rounds];
  for (let nth = 0; nth < days; nth += 1) {
    const day = visit.begin + nth;
    const from = nth === 0 ? visit.begin_second : MORNING;
    for (const item of daily) basket.add(item, 1, day, from);
    const rxno = ledger.prescription();
    const tests = nth === 0 ? random.between(4, 8) : random.int(3);
    for (let left = tests; left > 0; left -= 1) basket.service(day, from + left * 300, 'tests');
    for (let left = random.between(2, 5); left > 0; left -= 1)
      basket.drug(day, from + 1800, random.between(1, 3), { rxno, prd_days: UNIT });
    if (random.chance(5000)) basket.service(day, from + 3600, 'treatments');
    if (random.chance(6000)) basket.add(random.pick(own.consumables), random.between(1, 4), day, from + 3600);
    if (nth !== operationOn) continue;
    basket.operation(day, 36_000);
    visit.operations.push({ code: '86.3x02', name: '皮肤病损切除术', day });
    for (let left = random.between(2, 6); left > 0; left -= 1)
      basket.add(random.pick(own.consumables), random.between(1, 3), day, 36_000);
  }
}

/** A birth under maternity insurance. */
export function birthStay(course: Course, scene: Scene, begin: number): Visit {
  const { random, person, ledger } = course;
  const institution = scene.places.birth(random);
  const days = random.between(2, 5);
  const inside = begin + days > scene.lastDay;
  const visit = ledger.visit({
    institution,
    med_type: '52',
    insutype: person.insutype === '310' ? '510' : person.insutype,
    matn_type: '1',
    begin,
    begin_second: random.int(60_000),
    end: inside ? null : begin + days,
    end_second: 50_000,
    doctor: doctorOf(institution, 'women', random.int(64)),
    dscg_way: '1',
  });
  visit.diagnoses.push(naturalBirth);
  const basket = new Basket(course, scene.stores, visit);
  basket.add(scene.stores.own.delivery, 1, begin, visit.begin_second);
  careOfDays(course, scene, basket, null, Math.min(days, scene.lastDay - begin + 1));
  if (!inside) return basket.settle();
  visit.open.push(...basket.lines);
  return visit;
}

/** An antenatal visit under maternity insurance. */
export function antenatalVisit(course: Course, scene: Scene, day: number): Visit {
  const { random, person, ledger } = course;
  const institution = scene.places.birth(random);
  const second = random.between(MORNING, 59_000);
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
