/** Routes of boxes and stock, for the test of rights. */
import type { Route } from '../rights/route.fixture.ts';

export function traceRoutesAsked(): (readonly [string, Route])[] {
  const read = { method: 'GET', right: 'trace.read', own: true } as const;
  const set = { method: 'POST', right: 'trace.set' } as const;
  const item = { admdvs: '429000', med_list_codg: 'X', needs_code: false, pack_cnt: null, no_code_until: null };
  return [
    ['GET /api/trace/codes/{drug_trac_codg}', { ...read, url: '/api/trace/codes/81234567890123456789' }],
    ['GET /api/trace/attempts', { ...read, url: '/api/trace/attempts' }],
    ['GET /api/trace/faults', { ...read, url: '/api/trace/faults' }],
    ['GET /api/trace/look-ups', { ...read, url: '/api/trace/look-ups?from=2026-01-01&until=2026-12-31' }],
    ['GET /api/trace/institutions', { ...read, url: '/api/trace/institutions?from=2026-01-01&until=2026-12-31' }],
    ['GET /api/trace/terms', { ...read, url: '/api/trace/terms' }],
    [
      'POST /api/trace/settings',
      { ...set, url: '/api/trace/settings', body: { admdvs: '429000', codes_from: '2026-01-01', below_zero: false } },
    ],
    ['POST /api/trace/items', { ...set, url: '/api/trace/items', body: item }],
  ];
}
