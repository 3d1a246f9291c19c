import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';

const list = createRoute({
  getParentRoute: () => root,
  path: '/field',
  component: lazyRouteComponent(() => import('./pages.tsx'), 'FieldList'),
});

const form = createRoute({
  getParentRoute: () => root,
  path: '/field/$matter_id',
  component: lazyRouteComponent(() => import('./pages.tsx'), 'FieldForm'),
});

/** On site. */
export const fieldRoutes = [list, form];
