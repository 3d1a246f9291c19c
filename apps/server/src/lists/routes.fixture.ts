import { randomUUID } from 'node:crypto';
import type { Route } from '../rights/route.fixture.ts';

const EXPORT = `format=csv&ground=oversight&words=${encodeURIComponent('年度检查')}`;

export function listRoutes(): readonly (readonly [string, Route])[] {
  const filter_id = randomUUID();
  return [
    ['GET /api/lists/{list}', { method: 'GET', url: '/api/lists/leads', own: true }],
    [
      'POST /api/lists/{list}/filters',
      {
        method: 'POST',
        url: '/api/lists/leads/filters',
        body: { filter_id: randomUUID(), name: '待办', search: { state: 'new' } },
        own: true,
      },
    ],
    [
      'POST /api/lists/{list}/columns',
      { method: 'POST', url: '/api/lists/leads/columns', body: { columns: ['amount'] }, own: true },
    ],
    [
      'POST /api/lists/{list}/filters/{filter_id}/remove',
      { method: 'POST', url: `/api/lists/leads/filters/${filter_id}/remove`, own: true },
    ],
    ['GET /api/leads/count', { method: 'GET', url: '/api/leads/count', right: 'lead.read', own: true }],
    ['GET /api/matters/count', { method: 'GET', url: '/api/matters/count', right: 'review.read', own: true }],
    ['GET /api/leads/export', { method: 'GET', url: `/api/leads/export?${EXPORT}`, right: 'lead.export', own: true }],
    [
      'GET /api/matters/export',
      { method: 'GET', url: `/api/matters/export?${EXPORT}`, right: 'matter.export', own: true },
    ],
  ];
}
