import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';

const list = createRoute({
  getParentRoute: () => root,
  path: '/campaigns',
  component: lazyRouteComponent(() => import('./list-page.tsx'), 'CampaignList'),
});

const plan = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/new',
  component: lazyRouteComponent(() => import('./new-page.tsx'), 'NewCampaign'),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$campaign_id',
  component: lazyRouteComponent(() => import('./board-page.tsx'), 'CampaignBoard'),
});

const draws = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$campaign_id/draws',
  component: lazyRouteComponent(() => import('./draws-page.tsx'), 'CampaignDraws'),
});

const lookBacks = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$campaign_id/look-backs',
  component: lazyRouteComponent(() => import('./look-backs-page.tsx'), 'CampaignLookBacks'),
});

const results = createRoute({
  getParentRoute: () => root,
  path: '/campaigns/$campaign_id/results',
  component: lazyRouteComponent(() => import('./results-page.tsx'), 'CampaignResults'),
});

const declare = createRoute({
  getParentRoute: () => root,
  path: '/self-inspections',
  component: lazyRouteComponent(() => import('./self-page.tsx'), 'SelfInspections'),
});

/** Campaigns, and the self-inspections that institutions owe to them. */
export const campaignRoutes = [list, plan, board, draws, lookBacks, results, declare];
