import type { Route } from '../rights/route.fixture.ts';

export function searchRoutes(): readonly (readonly [string, Route])[] {
  const url = `/api/search?q=${encodeURIComponent('测试')}`;
  return [['GET /api/search', { method: 'GET', url, own: true }]];
}
