import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';
import { RANGES } from './span.ts';
import type { Range } from './span.ts';

const overview = createRoute({
  getParentRoute: () => root,
  path: '/overview',
  validateSearch: (search: Readonly<Record<string, unknown>>): { readonly range?: Range } => {
    const range = RANGES.find((known) => known === search['range']);
    return range === undefined ? {} : { range };
  },
  component: lazyRouteComponent(() => import('./overview-page.tsx'), 'OverviewPage'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyRouteComponent(() => import('./report-page.tsx'), 'ReportPage'),
});

export const figureRoutes = [overview, reports] as const;
