import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textOf } from '../leads/lead-filter.ts';
import { root } from '../root.ts';
import type { FindingFilter } from './queries.ts';

const list = createRoute({
  getParentRoute: () => root,
  path: '/findings',
  validateSearch: (search: Readonly<Record<string, unknown>>): FindingFilter => ({
    ...textOf('fixmedins_code', search['fixmedins_code']),
    ...textOf('rule_code', search['rule_code']),
    ...textOf('verdict', search['verdict']),
  }),
  component: lazyRouteComponent(() => import('./finding-list.tsx'), 'FindingList'),
});

export const findingRoutes = [list] as const;
