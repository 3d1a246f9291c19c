import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';
import { accountFilterOf, clearingFilterOf } from './queries.ts';

const months = createRoute({
  getParentRoute: () => root,
  path: '/clearing',
  component: lazyRouteComponent(() => import('./months-page.tsx'), 'MonthsPage'),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/clearing/accounts',
  validateSearch: accountFilterOf,
  component: lazyRouteComponent(() => import('./accounts-page.tsx'), 'BankAccountsPage'),
});

const month = createRoute({
  getParentRoute: () => root,
  path: '/clearing/$month',
  validateSearch: clearingFilterOf,
  component: lazyRouteComponent(() => import('./month-page.tsx'), 'MonthPage'),
});

const one = createRoute({
  getParentRoute: () => root,
  path: '/clearing/$month/$fixmedins_code',
  component: lazyRouteComponent(() => import('./clearing-page.tsx'), 'ClearingPage'),
});

export const clearingRoutes = [months, accounts, month, one] as const;
