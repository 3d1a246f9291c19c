import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';
import { settlementFilterOf } from './queries.ts';
import type { SettlementFilter } from './queries.ts';

const list = createRoute({
  getParentRoute: () => root,
  path: '/settlements',
  validateSearch: (search: Partial<SettlementFilter>): SettlementFilter => settlementFilterOf({ ...search }),
  component: lazyRouteComponent(() => import('./settlement-list.tsx'), 'SettlementList'),
});

const page = createRoute({
  getParentRoute: () => root,
  path: '/settlements/$setl_id',
  component: lazyRouteComponent(() => import('./settlement-page.tsx'), 'SettlementPage'),
});

export const settlementRoutes = [list, page] as const;
