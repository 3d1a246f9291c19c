import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';

const wallets = createRoute({
  getParentRoute: () => root,
  path: '/wallets',
  component: lazyRouteComponent(() => import('./wallets-page.tsx'), 'WalletsPage'),
});

const rules = createRoute({
  getParentRoute: () => root,
  path: '/wallets/rules',
  component: lazyRouteComponent(() => import('./rules-page.tsx'), 'RulesPage'),
});

export const walletRoutes = [wallets, rules] as const;
