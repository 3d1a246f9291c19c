import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';
import { accountFilterOf } from './queries.ts';

const list = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  validateSearch: accountFilterOf,
  component: lazyRouteComponent(() => import('./account-list.tsx'), 'AccountList'),
});

const one = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$id',
  component: lazyRouteComponent(() => import('./account-page.tsx'), 'AccountOfPerson'),
});

export const accountsRoutes = [list, one] as const;
