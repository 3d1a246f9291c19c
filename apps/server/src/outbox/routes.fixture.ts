import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';

/** Everybody's own notices and contacts. */
export async function noticeRoutesAsked(_on: Platform): Promise<(readonly [string, Route])[]> {
  return [
    ['GET /api/notices', { method: 'GET', url: '/api/notices', own: true }],
    ['POST /api/notices/read', { method: 'POST', url: '/api/notices/read', body: {} }],
    ['GET /api/contacts', { method: 'GET', url: '/api/contacts' }],
    ['POST /api/contacts', { method: 'POST', url: '/api/contacts', body: { channel: 'sms', value: null } }],
  ];
}
