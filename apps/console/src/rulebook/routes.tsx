import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textOf } from '../leads/lead-filter.ts';
import { root } from '../root.ts';

const page = createRoute({
  getParentRoute: () => root,
  path: '/rulebook',
  validateSearch: (search: Readonly<Record<string, unknown>>): { view?: string; q?: string } => ({
    ...textOf('view', search['view']),
    ...textOf('q', search['q']),
  }),
  component: lazyRouteComponent(() => import('./page.tsx'), 'RulebookPage'),
});

const sheet = createRoute({
  getParentRoute: () => root,
  path: '/rulebook/classes/$code',
  component: lazyRouteComponent(() => import('./sheet.tsx'), 'SheetPage'),
});

const draft = createRoute({
  getParentRoute: () => root,
  path: '/rulebook/drafts/$draft_id',
  validateSearch: (search: Readonly<Record<string, unknown>>): { tab?: string; file?: string } => ({
    ...textOf('tab', search['tab']),
    ...textOf('file', search['file']),
  }),
  component: lazyRouteComponent(() => import('./draft-page.tsx'), 'DraftPage'),
});

const plan = createRoute({
  getParentRoute: () => root,
  path: '/rulebook/plans/$task_id',
  component: lazyRouteComponent(() => import('./plan-page.tsx'), 'PlanPage'),
});

export const rulebookRoutes = [page, sheet, draft, plan] as const;
