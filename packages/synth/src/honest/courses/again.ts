/** Honest second stays and why: transfer to a larger hospital, an emergency soon after, an operation in stages. */
import { fixationRemoval } from '../../catalogue/diagnoses.ts';
import type { DepartmentName } from '../../catalogue/departments.ts';
import type { Coded, Institution, Visit } from '../../model.ts';
import type { Course } from '../basket.ts';
import { stay } from '../stays.ts';
import type { Scene } from '../visits.ts';

type Ward = Coded & { readonly dept: DepartmentName };

/** What comes back soon by itself. */
const RELAPSES: readonly Ward[] = [
  { code: 'I50.900', name: '心力衰竭', dept: 'internal' },
  { code: 'J44.100', name: '慢性阻塞性肺病急性加重', dept: 'internal' },
  { code: 'K92.200', name: '胃肠出血', dept: 'internal' },
];

/** Two stays on end: the first hospital sends the patient on, and says so; the second may send them back. */
export function transfer(
  course: Course,
  scene: Scene,
  begin: number,
  {
    from,
    to,
    disease,
    sendsBack = false,
  }: { readonly from: Institution; readonly to: Institution; readonly disease: Ward; readonly sendsBack?: boolean },
): Visit[] {
  const nights = course.random.between(2, 4);
  const first = stay(course, scene, begin, nights, {
    institution: from,
    disease,
    dscg_way: '2',
    operates: false,
    begin_second: 30_000,
    end_second: 38_000,
  });
  const second = stay(course, scene, begin + nights, course.random.between(4, 9), {
    institution: to,
    disease,
    begin_second: course.random.between(42_000, 60_000),
    ...(sendsBack ? { dscg_way: '3', end_second: 50_000 } : {}),
  });
  return [first, second];
}

/** A stay that begins as an emergency, for what the patient has just been treated for. */
export function relapse(course: Course, scene: Scene, begin: number, institution: Institution): Visit {
  return stay(course, scene, begin, course.random.between(4, 8), {
    institution,
    disease: course.random.pick(RELAPSES),
    med_type: '24',
    begin_second: course.random.int(80_000),
  });
}

/** The second operation of two, planned at the first. */
export function secondStage(course: Course, scene: Scene, begin: number, institution: Institution): Visit {
  return stay(course, scene, begin, course.random.between(3, 5), {
    institution,
    disease: { ...fixationRemoval, dept: 'surgery' },
    med_type: '21',
    operates: true,
  });
}
