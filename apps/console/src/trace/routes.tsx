import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { SearchSchemaInput } from '@tanstack/react-router';
import { textOf } from '../leads/lead-filter.ts';
import type { Period } from '../parts/day-filter.tsx';
import { root } from '../root.ts';
import { attemptFilterOf, placesFilterOf } from './queries.ts';

const attempts = createRoute({
  getParentRoute: () => root,
  path: '/trace',
  validateSearch: attemptFilterOf,
  component: lazyRouteComponent(() => import('./attempts-page.tsx'), 'AttemptsPage'),
});

const code = createRoute({
  getParentRoute: () => root,
  path: '/trace/code',
  validateSearch: (search: Readonly<Record<string, unknown>>): { code?: string } => ({
    // Digits alone are read from a typed address as a number, which has not all of them.
    ...(typeof search['code'] === 'string' ? textOf('code', search['code']) : {}),
  }),
  component: lazyRouteComponent(() => import('./code-page.tsx'), 'CodePage'),
});

const places = createRoute({
  getParentRoute: () => root,
  path: '/trace/institutions',
  validateSearch: (search: Partial<Period> & SearchSchemaInput): Period => placesFilterOf({ ...search }),
  component: lazyRouteComponent(() => import('./places-page.tsx'), 'BoxPlacesPage'),
});

const terms = createRoute({
  getParentRoute: () => root,
  path: '/trace/settings',
  component: lazyRouteComponent(() => import('./terms-page.tsx'), 'TermsPage'),
});

const faults = createRoute({
  getParentRoute: () => root,
  path: '/trace/stock',
  component: lazyRouteComponent(() => import('./faults-page.tsx'), 'FaultsPage'),
});

export const traceRoutes = [attempts, code, places, terms, faults] as const;
