import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { yearOf } from '../assessment/routes.tsx';
import { textOf } from '../leads/lead-filter.ts';
import { root } from '../root.ts';

interface Search {
  readonly view?: 'list';
  readonly year?: number;
  readonly subject?: string;
  readonly fixmedins_code?: string;
}

const SUBJECTS = ['institution', 'doctor', 'insured'];

const page = createRoute({
  getParentRoute: () => root,
  path: '/credit',
  validateSearch: (search: Readonly<Record<string, unknown>>): Search => {
    const subject = SUBJECTS.find((known) => known === search['subject']);
    return {
      ...(search['view'] === 'list' ? { view: 'list' } : {}),
      ...(search['year'] === undefined ? {} : { year: yearOf(search) }),
      ...(subject === undefined ? {} : { subject }),
      ...textOf('fixmedins_code', search['fixmedins_code']),
    };
  },
  component: lazyRouteComponent(() => import('./page.tsx'), 'CreditPage'),
});

const person = createRoute({
  getParentRoute: () => root,
  path: '/credit/persons/$person_id',
  validateSearch: (search: Readonly<Record<string, unknown>>) => ({ year: yearOf(search) }),
  component: lazyRouteComponent(() => import('./person.tsx'), 'PersonPage'),
});

export const creditRoutes = [page, person] as const;
