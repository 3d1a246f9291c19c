/** Treatment that runs by a plan: dialysis, chemotherapy, cataracts, and courses of outpatient visits. */
import { tumours } from '../catalogue/diagnoses.ts';
import { cataractStay } from './courses/cataract.ts';
import { CYCLE_DAYS, chemoStay } from './courses/chemo.ts';
import { dialysisSession, isSessionDay } from './courses/dialysis.ts';
import { VACCINE_DAYS, dressingSeries, rehabSeries, seriesVisit, vaccineSeries } from './courses/series.ts';
import { happens } from './living.ts';
import type { Life } from './living.ts';

/** Ten-thousandths of people, of the age that gets it, in a year. */
const SHARES = { dialysis: 16, chemo: 36, cataract: 110, rehab: 130, dressing: 90, vaccine: 60 } as const;

/** All planned treatment of a life, as far as its days are free. */
export function planned(life: Life): void {
  if (life.age >= 35 && happens(life, SHARES.dialysis)) dialysis(life);
  if (life.age >= 45 && happens(life, SHARES.chemo)) chemotherapy(life);
  if (life.age >= 62 && happens(life, SHARES.cataract)) cataracts(life);
  if (life.age >= 40 && happens(life, SHARES.rehab)) rehab(life);
  if (happens(life, SHARES.dressing)) dressings(life);
  if (life.age >= 2 && happens(life, SHARES.vaccine)) vaccine(life);
}

function dialysis({ course, scene, days, visits, firstDay, lastDay }: Life): void {
  const { index } = course.person;
  const [institution = scene.places.townOf(course.person)] = scene.places.big.slice(index % scene.places.big.length);
  for (let day = firstDay; day <= lastDay; day += 1) {
    if (isSessionDay(day, index) && days.take(day)) visits.push(dialysisSession(course, scene, day, institution));
  }
}

function chemotherapy({ course, scene, days, visits, firstDay, lastDay }: Life): void {
  const { random } = course;
  const how = { tumour: random.pick(tumours), institution: scene.places.large(random) };
  let begin = firstDay + random.int(Math.max(1, lastDay - firstDay - 30));
  for (let cycle = random.between(4, 7); cycle > 0; cycle -= 1, begin += CYCLE_DAYS + random.int(3)) {
    const nights = random.between(2, 3);
    if (begin + nights > lastDay || !days.takeStay(begin, nights + 1)) continue;
    visits.push(chemoStay(course, scene, begin, nights, how));
  }
}

function cataracts({ course, scene, days, visits, lastDay }: Life): void {
  const { random } = course;
  const institution = scene.places.large(random);
  const begin = days.stay(random, scene.calendar.admission, 3, false);
  if (begin === undefined) return;
  visits.push(cataractStay(course, scene, begin, institution));
  const second = begin + random.between(9, 16);
  if (random.chance(5500) && second + 2 <= lastDay && days.takeStay(second, 3))
    visits.push(cataractStay(course, scene, second, institution));
}

/** A day from which a course of some weeks may run. */
function start({ course: { random }, firstDay, lastDay }: Life): number {
  return firstDay + random.int(Math.max(1, lastDay - firstDay - 20));
}

function rehab(life: Life): void {
  const { course, scene, days, visits, lastDay } = life;
  const { random } = course;
  const place = random.chance(5000) ? scene.places.townOf(course.person) : scene.places.large(random);
  const series = rehabSeries(course, scene, place);
  let left = random.between(10, 14);
  for (let day = start(life); left > 0 && day <= lastDay; day += 1) {
    if (day % 7 === 0 || !days.take(day)) continue;
    visits.push(seriesVisit(course, scene, day, series));
    left -= 1;
  }
}

function dressings(life: Life): void {
  const { course, scene, days, visits, lastDay } = life;
  const { random } = course;
  const series = dressingSeries(course, scene, scene.places.townOf(course.person));
  let day = start(life);
  for (let left = random.between(4, 8); left > 0 && day <= lastDay; left -= 1, day += random.between(1, 3)) {
    if (days.take(day)) visits.push(seriesVisit(course, scene, day, series));
  }
}

function vaccine(life: Life): void {
  const { course, scene, days, visits, lastDay } = life;
  const series = vaccineSeries(course, scene, scene.places.townOf(course.person));
  const first = start(life);
  for (const after of VACCINE_DAYS) {
    if (first + after <= lastDay && days.take(first + after))
      visits.push(seriesVisit(course, scene, first + after, series));
  }
}
