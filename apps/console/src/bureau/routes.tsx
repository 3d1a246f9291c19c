import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';

const settings = createRoute({
  getParentRoute: () => root,
  path: '/bureau',
  component: lazyRouteComponent(() => import('./page.tsx'), 'BureauPage'),
});

export const bureauRoutes = [settings] as const;
