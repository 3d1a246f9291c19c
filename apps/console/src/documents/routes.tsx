import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';

const paperFile = createRoute({
  getParentRoute: () => root,
  path: '/matters/$matter_id/file',
  component: lazyRouteComponent(() => import('./paper-file-page.tsx'), 'PaperFilePage'),
});

const received = createRoute({
  getParentRoute: () => root,
  path: '/documents',
  component: lazyRouteComponent(() => import('./received-page.tsx'), 'ReceivedPage'),
});

export const documentRoutes = [paperFile, received] as const;
