/** An eye operation as a package of one disease: bills that differ in next to nothing. */
import { cataract, operationFor } from '../../catalogue/diagnoses.ts';
import type { Institution, Visit } from '../../model.ts';
import type { Course } from '../basket.ts';
import { admission, dailyItems, leaves } from '../stays.ts';
import { doctorOf } from '../doctors.ts';
import type { Scene } from '../visits.ts';

/** One eye, two nights. */
export function cataractStay(course: Course, scene: Scene, begin: number, institution: Institution): Visit {
  const { random, person } = course;
  const { own } = scene.stores;
  const { operation, lens, kit } = own.special.cataract;
  const basket = admission(course, scene, begin, 2, {
    institution,
    disease: { ...cataract, dept: 'eyes' },
    doctor: doctorOf(institution, 'eyes', person.index),
    med_type: '26',
    begin_second: random.between(29_000, 36_000),
    dscg_way: '1',
  });
  const days = Math.min(2, scene.lastDay - begin + 1);
  for (let nth = 0; nth < days; nth += 1) {
    for (const item of dailyItems(scene, institution)) basket.add(item, 1, begin + nth, 36_600);
  }
  for (const test of own.tests.slice(3, 6)) basket.add(test, 1, begin, 37_200);
  if (days === 2) {
    basket.add(operation, 1, begin + 1, 36_000);
    basket.add(lens, 1, begin + 1, 36_000);
    basket.add(kit, 1, begin + 1, 36_000);
    basket.visit.operations.push({ ...operationFor(cataract), day: begin + 1 });
  }
  return leaves(basket, scene);
}
