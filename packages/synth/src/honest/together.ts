/** One member's part in what the household does together. */
import { hospitalOf, jointDoings, turnOf } from './family.ts';
import type { Life } from './living.ts';
import { stay } from './stays.ts';
import { clinicVisit, pharmacyVisit } from './visits.ts';

const PNEUMONIA = { code: 'J18.900', name: '肺炎', dept: 'internal' } as const;
const FLU = { code: 'J06.900', name: '急性上呼吸道感染', dept: 'general' } as const;

/** Joint doings of the household, as far as the day is free. */
export function together({ course, scene, days, visits, firstDay, lastDay, age, amount }: Life): void {
  const { person } = course;
  const { home, index } = person;
  const doings = jointDoings(scene.seed, home, firstDay, scene.lastDay);
  if (doings.length === 0 || amount < 5000) return;
  const household = scene.census.householdOf(index);
  const order = household.findIndex((member) => member.index === index && member.home === home);
  // Who was made to live elsewhere has no part in it.
  if (order < 0) return;
  for (const joint of doings) {
    if (joint.day > lastDay) continue;
    const second = turnOf(joint, order);
    if (joint.kind === 'couple') {
      const institution = hospitalOf(joint, scene.places.big);
      if (order > 1 || age < 18 || institution === undefined || !days.takeStay(joint.day, joint.nights + 1)) continue;
      visits.push(
        stay(course, scene, joint.day, joint.nights, { institution, disease: PNEUMONIA, begin_second: second }),
      );
    } else if (age >= 3 && course.random.chance(8000) && days.take(joint.day)) {
      const first = household[0] ?? person;
      visits.push(
        joint.kind === 'purchase'
          ? pharmacyVisit(course, scene, joint.day, { second, institution: scene.places.pharmacyOf(first) })
          : clinicVisit(course, scene, joint.day, 'clinic', {
              second,
              disease: FLU,
              institution: scene.places.villageOf(first),
            }),
      );
    }
  }
}
