import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';
import { activationFilterOf, terminalFilterOf } from './queries.ts';

const vouchers = createRoute({
  getParentRoute: () => root,
  path: '/vouchers',
  validateSearch: activationFilterOf,
  component: lazyRouteComponent(() => import('./vouchers-page.tsx'), 'VouchersPage'),
});

const terminals = createRoute({
  getParentRoute: () => root,
  path: '/vouchers/terminals',
  validateSearch: terminalFilterOf,
  component: lazyRouteComponent(() => import('./terminals-page.tsx'), 'TerminalsPage'),
});

export const voucherRoutes = [vouchers, terminals] as const;
