import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from '../root.ts';
import { connectionFilterOf, messageFilterOf } from './queries.ts';

const connections = createRoute({
  getParentRoute: () => root,
  path: '/gateway',
  validateSearch: connectionFilterOf,
  component: lazyRouteComponent(() => import('./connections.tsx'), 'ConnectionList'),
});

const connection = createRoute({
  getParentRoute: () => root,
  path: '/gateway/$fixmedins_code',
  component: lazyRouteComponent(() => import('./connection-page.tsx'), 'ConnectionPage'),
});

const messages = createRoute({
  getParentRoute: () => root,
  path: '/messages',
  validateSearch: messageFilterOf,
  component: lazyRouteComponent(() => import('./traffic.tsx'), 'Traffic'),
});

const message = createRoute({
  getParentRoute: () => root,
  path: '/messages/$msgid',
  component: lazyRouteComponent(() => import('./message-page.tsx'), 'MessagePage'),
});

export const gatewayRoutes = [connections, connection, messages, message] as const;
