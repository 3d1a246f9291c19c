/** What comes unplanned or every month: stays and what follows them, lasting diseases, single visits. */
import type { Visit } from '../model.ts';
import { workday } from './calendar.ts';
import type { DayTable } from './calendar.ts';
import { relapse, secondStage, transfer } from './courses/again.ts';
import { chronicVisit, refill, regimenFor } from './courses/chronic.ts';
import { happens, times } from './living.ts';
import type { Life } from './living.ts';
import { birthStay, stay } from './stays.ts';
import { antenatalVisit, clinicVisit, herbalVisit, pharmacyVisit } from './visits.ts';

/** Yearly means of an ordinary person in ten-thousandths. */
const YEARLY = { stay: 1350, clinic: 16_500, emergency: 1300, herbal: 1900, pharmacy: 12_000, birth: 110 } as const;

/** Ten-thousandths of people with a lasting disease, from fifty on and before. */
const CHRONIC = { old: 2300, middle: 700 } as const;
const PNEUMONIA = { code: 'J18.900', name: '肺炎', dept: 'internal' } as const;

/** Births and admissions of a life. */
export function stays(life: Life): void {
  const { course, scene, days, visits, lastDay, age } = life;
  const { random, person } = course;
  const mayOutlast = person.die_date === null;
  const { admission } = scene.calendar;
  if (person.gend === '2' && age >= 21 && age < 42 && happens(life, YEARLY.birth * 3)) {
    const begin = days.stay(random, scene.calendar.anyDay, 7, mayOutlast);
    if (begin !== undefined) visits.push(birthStay(course, scene, begin));
    const before = days.any(random, scene.calendar.clinic);
    if (before !== undefined) visits.push(antenatalVisit(course, scene, before));
  }
  const ageFactor = age >= 60 ? 3 : age >= 40 ? 2 : 1;
  for (let left = times(life, (YEARLY.stay * ageFactor) / 2); left > 0; left -= 1) {
    const nights = random.between(3, 6) + (random.chance(2500) ? random.between(3, 14) : 0);
    const begin = days.stay(random, admission, nights + 1, mayOutlast);
    if (begin === undefined) continue;
    const leave =
      nights >= 8 && random.chance(1200) ? { leave: { from: random.between(2, 5), days: random.between(1, 2) } } : {};
    const first = stay(course, scene, begin, nights, leave);
    visits.push(first);
    if (first.end !== null && random.chance(350)) again(life, first, first.end, lastDay);
  }
}

/** A second stay with a reason of its own. */
function again({ course, scene, days, visits, age }: Life, first: Visit, end: number, lastDay: number): void {
  const { random } = course;
  const draw = random.int(100);
  if (draw < 40 && age >= 50) {
    const begin = end + random.between(3, 12);
    if (begin + 9 <= lastDay && days.takeStay(begin, 9)) visits.push(relapse(course, scene, begin, first.institution));
  } else if (draw < 55 && first.operations.length > 0) {
    const begin = end + random.between(14, 40);
    if (begin + 6 <= lastDay && days.takeStay(begin, 6))
      visits.push(secondStage(course, scene, begin, first.institution));
  } else {
    const begin = days.stay(random, scene.calendar.admission, 14, false);
    if (begin === undefined) return;
    const from = scene.places.townOf(course.person);
    const to = scene.places.large(random);
    visits.push(...transfer(course, scene, begin, { from, to, disease: PNEUMONIA }));
  }
}

/** A lasting disease, followed month by month. */
export function chronic(life: Life): void {
  const { course, scene, days, visits, firstDay, lastDay, age } = life;
  const { random, person } = course;
  if (age < 35 || !happens(life, age >= 50 ? CHRONIC.old : CHRONIC.middle)) return;
  const regimen = regimenFor(random, person, scene, firstDay);
  let day = firstDay + random.int(regimen.supply);
  for (; day <= lastDay; day += regimen.supply + random.between(-1, 3)) {
    const due = workday(random, day);
    const free = [due, due + 1].find((candidate) => days.take(candidate));
    if (free === undefined) continue;
    const bought = random.chance(1500) && regimen.supply === 28;
    visits.push(bought ? refill(course, scene, free, regimen) : chronicVisit(course, scene, free, regimen));
  }
}

/** Visits for whatever ails at the moment. */
export function singles(life: Life): void {
  const { course, scene, days, visits, age } = life;
  const { random, person } = course;
  const { calendar, places } = scene;
  const single = (count: number, table: DayTable, make: (day: number) => Visit): void => {
    for (let left = count; left > 0; left -= 1) {
      const day = days.any(random, table);
      if (day !== undefined) visits.push(make(day));
    }
  };
  for (let left = times(life, YEARLY.clinic); left > 0; left -= 1) {
    const institution = places.clinic(random, person);
    const market = institution.rank === 0 && random.chance(3500);
    const table = market ? calendar.market[person.home.village % calendar.market.length] : calendar.clinic;
    const fixed = market ? { institution, second: random.between(28_800, 36_000) } : { institution };
    single(1, table ?? calendar.clinic, (day) => clinicVisit(course, scene, day, 'clinic', fixed));
  }
  single(times(life, YEARLY.emergency), calendar.anyDay, (day) => clinicVisit(course, scene, day, 'emergency'));
  single(times(life, YEARLY.herbal), calendar.clinic, (day) => herbalVisit(course, scene, day));
  if (age >= 14) single(times(life, YEARLY.pharmacy), calendar.pharmacy, (day) => pharmacyVisit(course, scene, day));
}
