/** A dialysis patient: three sessions a week at one place, each with the same things. */
import { dialysisCare, uraemia } from '../../catalogue/diagnoses.ts';
import type { Institution, Visit } from '../../model.ts';
import { Basket } from '../basket.ts';
import type { Course } from '../basket.ts';
import { weekdayOf } from '../calendar.ts';
import { doctorOf } from '../doctors.ts';
import type { Scene } from '../visits.ts';

/** Whether a day is one of the patient's: Monday, Wednesday, Friday, or the days after. */
export function isSessionDay(day: number, shift: number): boolean {
  const weekday = weekdayOf(day) - (shift % 2);
  return weekday === 1 || weekday === 3 || weekday === 5;
}

/** One session; every other time with the drug against anaemia. */
export function dialysisSession(course: Course, scene: Scene, day: number, institution: Institution): Visit {
  const { random, person, ledger } = course;
  const { session, kit, heparin, epo } = scene.stores.own.special.dialysis;
  const second = [27_000, 43_200, 57_600][person.index % 3] ?? 27_000;
  const visit = ledger.visit({
    institution,
    med_type: '14',
    begin: day,
    begin_second: second + random.int(1200),
    end_second: second + 15_000 + random.int(1200),
    doctor: doctorOf(institution, 'internal', person.index),
  });
  visit.diagnoses.push(uraemia, dialysisCare);
  const basket = new Basket(course, scene.stores, visit);
  basket.add(session, 1, day, visit.begin_second + 600);
  basket.add(kit, 1, day, visit.begin_second + 600);
  basket.add(heparin, 1, day, visit.begin_second + 700, { rxno: ledger.prescription() });
  if (day % 2 === 0) basket.add(epo, 1, day, visit.begin_second + 12_000);
  return basket.settle();
}
