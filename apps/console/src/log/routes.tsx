import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';
import { logFilterOf } from './queries.ts';

const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  validateSearch: logFilterOf,
  component: lazyRouteComponent(() => import('./log-page.tsx'), 'LogPage'),
});

export const logRoutes = [log] as const;
