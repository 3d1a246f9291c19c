/** A stay of two or three days for one cycle of chemotherapy. */
import { chemotherapy } from '../../catalogue/diagnoses.ts';
import type { Coded, Institution, Visit } from '../../model.ts';
import type { Course } from '../basket.ts';
import { admission, dailyItems, leaves } from '../stays.ts';
import { doctorOf } from '../doctors.ts';
import type { Scene } from '../visits.ts';

/** Days from one cycle to the next. */
export const CYCLE_DAYS = 21;

export function chemoStay(
  course: Course,
  scene: Scene,
  begin: number,
  nights: number,
  { tumour, institution }: { readonly tumour: Coded; readonly institution: Institution },
): Visit {
  const { random, ledger, person } = course;
  const { own } = scene.stores;
  const basket = admission(course, scene, begin, nights, {
    institution,
    disease: { ...chemotherapy, dept: 'oncology' },
    beside: [{ code: tumour.code, name: tumour.name }],
    doctor: doctorOf(institution, 'oncology', person.index),
    med_type: '21',
    begin_second: random.between(29_000, 36_000),
    dscg_way: '1',
  });
  const drugs = own.special.chemo;
  const [first = own.bed, second = own.bed] = [
    drugs[person.index % drugs.length],
    drugs[(person.index + 1) % drugs.length],
  ];
  const days = Math.min(nights, scene.lastDay - begin + 1);
  for (let nth = 0; nth < days; nth += 1) {
    const day = begin + nth;
    const at = nth === 0 ? basket.visit.begin_second : 28_800;
    for (const item of dailyItems(scene, institution)) basket.add(item, 1, day, at);
    const rxno = ledger.prescription();
    if (nth === 0) {
      for (let left = random.between(3, 5); left > 0; left -= 1) basket.service(day, at + 600, 'tests');
      basket.add(first, random.between(2, 3), day, at + 7200, { rxno });
    } else basket.add(second, random.between(1, 2), day, at + 3600, { rxno });
    basket.add(own.special.antiemetic, 1, day, at + 3000, { rxno });
    if (random.chance(6000)) basket.add(basket.stockedConsumable(), random.between(1, 3), day, at + 7200);
  }
  return leaves(basket, scene);
}
