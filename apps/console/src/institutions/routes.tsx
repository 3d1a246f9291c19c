import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textOf } from '../leads/lead-filter.ts';
import { root } from '../root.ts';
import type { InstitutionFilter } from './queries.ts';

const list = createRoute({
  getParentRoute: () => root,
  path: '/institutions',
  validateSearch: (search: Readonly<Record<string, unknown>>): InstitutionFilter => ({
    ...textOf('search', search['search']),
    ...textOf('kind', search['kind']),
    ...textOf('may', search['may']),
  }),
  component: lazyRouteComponent(() => import('./institution-list.tsx'), 'InstitutionList'),
});

interface PageSearch {
  /** Kind of entries that the time line shows. */
  readonly kind?: string;
}

const page = createRoute({
  getParentRoute: () => root,
  path: '/institutions/$fixmedins_code',
  validateSearch: (search: Readonly<Record<string, unknown>>): PageSearch => textOf('kind', search['kind']),
  component: lazyRouteComponent(() => import('./institution-page.tsx'), 'InstitutionPage'),
});

export const institutionRoutes = [list, page] as const;
