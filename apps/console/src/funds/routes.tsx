import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';
import { accountFilterOf, entryFilterOf, fundFilterOf } from './queries.ts';

const funds = createRoute({
  getParentRoute: () => root,
  path: '/funds',
  validateSearch: fundFilterOf,
  component: lazyRouteComponent(() => import('./funds-page.tsx'), 'FundsPage'),
});

const ledger = createRoute({
  getParentRoute: () => root,
  path: '/ledger',
  validateSearch: accountFilterOf,
  component: lazyRouteComponent(() => import('./ledger-page.tsx'), 'LedgerPage'),
});

const entries = createRoute({
  getParentRoute: () => root,
  path: '/ledger/entries',
  validateSearch: entryFilterOf,
  component: lazyRouteComponent(() => import('./entries-page.tsx'), 'EntriesPage'),
});

export const fundRoutes = [funds, ledger, entries] as const;
