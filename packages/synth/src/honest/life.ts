/** What one honest person does in the county's period: stays first, then visits on days outside of them. */
import type { Person, Visit } from '../model.ts';
import type { Random } from '../random.ts';
import type { Course } from './basket.ts';
import { blemish } from './blemish.ts';
import { antenatalVisit, birthStay, clinicVisit, herbalVisit, pharmacyVisit, stay } from './visits.ts';
import type { Scene } from './visits.ts';

/** Period of the county and how much happens in it. */
export interface Rhythm {
  readonly firstDay: number;
  readonly lastDay: number;
  /** Ten-thousandths: 10,000 is an ordinary amount of care. */
  readonly pace: number;
}

/** Days that are taken: no visit falls on one, nor beside a stay. */
type Taken = { readonly from: number; readonly to: number }[];

/** Yearly means of an ordinary person in ten-thousandths. */
const YEARLY = { stay: 1050, clinic: 26_000, emergency: 1800, herbal: 3500, pharmacy: 19_000, birth: 110 } as const;

/** The visits of a person in the order they happened; `busy` days are left to what was planted there. */
export function livePeriod(course: Course, scene: Scene, rhythm: Rhythm, busy: Taken = []): Visit[] {
  const { random, person } = course;
  const taken: Taken = [...busy];
  const visits: Visit[] = [];
  const age = Math.floor((rhythm.firstDay - person.brdy) / 366);
  const lastDay = Math.min(rhythm.lastDay, person.die_date === null ? rhythm.lastDay : person.die_date - 1);
  const span = lastDay - rhythm.firstDay + 1;
  if (span < 8) return visits;
  const times = (yearly: number): number => random.times(Math.floor((yearly * rhythm.pace * span) / 3_650_000));
  const dies = person.die_date !== null;
  const free = (length: number): number | undefined =>
    freeDay(random, taken, rhythm.firstDay, dies ? lastDay - length : lastDay, length);
  const ageFactor = age >= 60 ? 3 : age >= 40 ? 2 : 1;

  if (person.gend === '2' && age >= 21 && age < 42 && random.chance(YEARLY.birth * 3)) {
    const begin = free(7);
    if (begin !== undefined) visits.push(birthStay(course, scene, begin));
    const before = free(1);
    if (before !== undefined) visits.push(antenatalVisit(course, scene, before));
  }
  for (let left = times((YEARLY.stay * ageFactor) / 2); left > 0; left -= 1) {
    const days = random.between(2, 6) + (random.chance(2500) ? random.between(3, 14) : 0);
    const begin = free(days + 1);
    if (begin !== undefined) visits.push(stay(course, scene, begin, days));
  }
  const single = (count: number, make: (day: number) => Visit): void => {
    for (let left = count; left > 0; left -= 1) {
      const day = free(1);
      if (day !== undefined) visits.push(make(day));
    }
  };
  single(times(YEARLY.clinic), (day) => clinicVisit(course, scene, day, 'clinic'));
  single(times(YEARLY.emergency), (day) => clinicVisit(course, scene, day, 'emergency'));
  single(times(YEARLY.herbal), (day) => herbalVisit(course, scene, day));
  if (age >= 14) single(times(YEARLY.pharmacy), (day) => pharmacyVisit(course, scene, day));
  if (age >= 45 && random.chance(2600)) single(times(80_000), (day) => clinicVisit(course, scene, day, 'chronic'));
  for (const visit of visits) blemish(course, visit);
  return visits.toSorted((a, b) => a.begin - b.begin || a.begin_second - b.begin_second);
}

/** The first day of a free stretch, with a day of distance to what is taken; the stretch is then taken. */
function freeDay(random: Random, taken: Taken, firstDay: number, lastDay: number, length: number): number | undefined {
  const distance = length > 1 ? 1 : 0;
  for (let tries = 0; tries < 8; tries += 1) {
    const from = random.between(firstDay, lastDay);
    const to = from + length - 1;
    if (taken.some((other) => from - distance <= other.to && to + distance >= other.from)) continue;
    taken.push({ from: from - distance, to: to + distance });
    return from;
  }
  return undefined;
}

/** Whether and when a person of the county dies: some of the old, late enough that a life can be told. */
export function deathOf(person: Person, random: Random, { firstDay, lastDay }: Rhythm): number | null {
  const old = firstDay - person.brdy > 70 * 365;
  return old && random.chance(250) ? random.between(firstDay + 30, lastDay) : null;
}
