import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { SearchSchemaInput } from '@tanstack/react-router';
import { root } from '../root.ts';
import { decisionFilterOf, differenceFilterOf, figuresFilterOf } from './queries.ts';
import type { DecisionFilter, DifferenceFilter, FiguresFilter } from './queries.ts';

const list = createRoute({
  getParentRoute: () => root,
  path: '/checks',
  validateSearch: (search: Partial<DecisionFilter> & SearchSchemaInput): DecisionFilter =>
    decisionFilterOf({ ...search }),
  component: lazyRouteComponent(() => import('./decision-list.tsx'), 'DecisionList'),
});

const figures = createRoute({
  getParentRoute: () => root,
  path: '/checks/institutions',
  validateSearch: (search: Partial<FiguresFilter> & SearchSchemaInput): FiguresFilter => figuresFilterOf({ ...search }),
  component: lazyRouteComponent(() => import('./figures-page.tsx'), 'CheckFiguresPage'),
});

const differences = createRoute({
  getParentRoute: () => root,
  path: '/checks/differences',
  validateSearch: (search: Partial<DifferenceFilter> & SearchSchemaInput): DifferenceFilter =>
    differenceFilterOf({ ...search }),
  component: lazyRouteComponent(() => import('./differences-page.tsx'), 'DifferencesPage'),
});

const page = createRoute({
  getParentRoute: () => root,
  path: '/checks/$decision_id',
  component: lazyRouteComponent(() => import('./decision-page.tsx'), 'DecisionPage'),
});

export const checkRoutes = [list, figures, differences, page] as const;
