import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textOfDay, today } from '../format/day.ts';
import { textOf } from '../leads/lead-filter.ts';
import { root } from '../root.ts';
import { GRADES } from './marks.tsx';
import type { YearFilter } from './queries.ts';

/** The year of an address, else this one. */
export function yearOf(search: Readonly<Record<string, unknown>>): number {
  const year = Number(search['year']);
  return Number.isInteger(year) && year >= 2000 && year < 3000 ? year : Number(textOfDay(today()).slice(0, 4));
}

const list = createRoute({
  getParentRoute: () => root,
  path: '/assessments',
  validateSearch: (search: Readonly<Record<string, unknown>>): YearFilter => {
    const grade = GRADES.find((known) => known === search['grade']);
    return {
      year: yearOf(search),
      ...(grade === undefined ? {} : { grade }),
      ...textOf('fixmedins_code', search['fixmedins_code']),
    };
  },
  component: lazyRouteComponent(() => import('./list.tsx'), 'AssessmentList'),
});

const one = createRoute({
  getParentRoute: () => root,
  path: '/assessments/$matter_id',
  component: lazyRouteComponent(() => import('./page.tsx'), 'AssessmentPage'),
});

export const assessmentRoutes = [list, one] as const;
