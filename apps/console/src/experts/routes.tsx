import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { textOf } from '../leads/lead-filter.ts';
import { root } from '../root.ts';

interface Search {
  readonly view?: 'draws';
  readonly kind?: string;
  readonly field?: string;
}

const page = createRoute({
  getParentRoute: () => root,
  path: '/experts',
  validateSearch: (search: Readonly<Record<string, unknown>>): Search => ({
    ...(search['view'] === 'draws' ? { view: 'draws' } : {}),
    ...textOf('kind', search['kind']),
    ...textOf('field', search['field']),
  }),
  component: lazyRouteComponent(() => import('./page.tsx'), 'ExpertPage'),
});

export const expertRoutes = [page] as const;
