/** What one honest person does in the county's period: stays and courses first, then visits on days outside of them. */
import type { Period } from '../county/period.ts';
import type { Person, Visit } from '../model.ts';
import type { Random } from '../random.ts';
import type { Course } from './basket.ts';
import { blemish } from './blemish.ts';
import { Days } from './days.ts';
import type { Life, Rhythm } from './living.ts';
import { planned } from './planned.ts';
import { chronic, singles, stays } from './routine.ts';
import { stay } from './stays.ts';
import { together } from './together.ts';
import type { Scene } from './visits.ts';

/** The visits of a person in the order they happened; `busy` days are left to what was planted there. */
export function livePeriod(
  course: Course,
  scene: Scene,
  rhythm: Rhythm,
  busy: readonly { readonly from: number; readonly to: number }[] = [],
): Visit[] {
  const { person } = course;
  const { firstDay } = rhythm;
  const dies = person.die_date;
  const lastDay = dies === null ? rhythm.lastDay : Math.min(rhythm.lastDay, dies - 1);
  const span = lastDay - firstDay + 1;
  if (span < 8) return [];
  const life: Life = {
    course,
    scene,
    days: new Days(firstDay, lastDay, busy),
    visits: [],
    firstDay,
    lastDay,
    age: Math.floor((firstDay - person.brdy) / 366),
    amount: (rhythm.pace * span) / 365,
  };
  lastStay(life);
  together(life);
  if (course.treated !== true) planned(life);
  stays(life);
  if (course.treated !== true) chronic(life);
  singles(life);
  for (const visit of life.visits) blemish(course, visit);
  return life.visits.toSorted((a, b) => a.begin - b.begin || a.begin_second - b.begin_second);
}

/** Some of the dying are in hospital; their stay ends by their death. */
function lastStay({ course, scene, days, visits, lastDay }: Life): void {
  const { die_date } = course.person;
  if (die_date === null || !course.random.chance(4000)) return;
  const nights = course.random.between(1, 9);
  if (!days.takeStay(die_date - nights, nights)) return;
  const second = course.random.int(86_000);
  visits.push(
    stay(course, scene, lastDay + 1 - nights, nights, { dscg_way: '5', operates: false, end_second: second }),
  );
}

/** Whether and when a person of the county dies: some of the old, late enough that a life can be told. */
export function deathOf(person: Person, random: Random, { firstDay, lastDay }: Period): number | null {
  const old = firstDay - person.brdy > 70 * 365;
  return old && random.chance(250) ? random.between(firstDay + 30, lastDay) : null;
}
