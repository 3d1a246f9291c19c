import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';

const imports = createRoute({
  getParentRoute: () => root,
  path: '/imports',
  component: lazyRouteComponent(() => import('./task-list.tsx'), 'ImportsPage'),
});

const anImport = createRoute({
  getParentRoute: () => root,
  path: '/imports/$task_id',
  component: lazyRouteComponent(() => import('./task-page.tsx'), 'ImportPage'),
});

const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  component: lazyRouteComponent(() => import('./task-list.tsx'), 'RunsPage'),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$task_id',
  component: lazyRouteComponent(() => import('./task-page.tsx'), 'RunPage'),
});

export const taskRoutes = [imports, anImport, runs, run] as const;
