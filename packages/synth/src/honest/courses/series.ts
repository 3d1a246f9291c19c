/** Courses of outpatient treatment: acupuncture and rehabilitation, dressing of a wound, vaccination after a bite. */
import { backPain, dogBite, strokeSequel, wound } from '../../catalogue/diagnoses.ts';
import type { DepartmentName } from '../../catalogue/departments.ts';
import type { Coded, Doctor, Institution, Item, Visit } from '../../model.ts';
import { Basket } from '../basket.ts';
import type { Course } from '../basket.ts';
import { clinicSecond } from '../calendar.ts';
import { doctorOf } from '../doctors.ts';
import type { Scene } from '../visits.ts';

/** What one course is: where, by whom, for what, with which services. */
export interface Series {
  readonly institution: Institution;
  readonly doctor: Doctor;
  readonly diagnosis: Coded;
  readonly items: readonly Item[];
  readonly med_type: string;
}

/** Days of the vaccine after a bite, from the first. */
export const VACCINE_DAYS = [0, 3, 7, 14, 28] as const;

/** One visit of a course, at a second of the day where it is told. */
export function seriesVisit(course: Course, scene: Scene, day: number, series: Series, from?: number): Visit {
  const second = from ?? clinicSecond(course.random);
  const { institution, med_type, doctor, diagnosis, items } = series;
  const visit = course.ledger.visit({ institution, med_type, begin: day, begin_second: second, doctor });
  visit.diagnoses.push(diagnosis);
  const basket = new Basket(course, scene.stores, visit);
  for (const [at, item] of items.entries()) basket.add(item, 1, day, second + 300 + at * 600);
  return basket.settle();
}

/** Acupuncture or rehabilitation: ten to fourteen visits, on most days. */
export function rehabSeries({ random }: Course, scene: Scene, institution: Institution): Series {
  const { courses } = scene.stores.own.special;
  const dept: DepartmentName = random.chance(6000) ? 'chinese' : 'rehab';
  const first = random.int(courses.length);
  const items = [first, first + 1, first + 3].slice(0, random.between(1, 3)).map((at) => pickAt(courses, at));
  const diagnosis = random.chance(7000) ? backPain : strokeSequel;
  return { institution, doctor: doctorOf(institution, dept, random.int(64)), diagnosis, items, med_type: '11' };
}

export function dressingSeries({ random }: Course, scene: Scene, institution: Institution): Series {
  const { dressing } = scene.stores.own.special;
  const doctor = doctorOf(institution, 'surgery', random.int(64));
  return { institution, doctor, diagnosis: wound, items: [dressing], med_type: '11' };
}

export function vaccineSeries({ random }: Course, scene: Scene, institution: Institution): Series {
  const { vaccine } = scene.stores.own.special;
  const doctor = doctorOf(institution, 'emergency', random.int(64));
  const items = [vaccine, scene.stores.own.consultation];
  return { institution, doctor, diagnosis: dogBite, items, med_type: '11' };
}

function pickAt<T>(list: readonly T[], at: number): T {
  const found = list[at % list.length];
  if (found === undefined) throw new RangeError('an empty list');
  return found;
}
