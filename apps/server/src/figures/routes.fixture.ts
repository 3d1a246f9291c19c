import { randomUUID } from 'node:crypto';
import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';

const SPAN = 'from=2026-01-01&to=2026-12-31';

export async function figureRoutes(on: Platform): Promise<readonly (readonly [string, Route])[]> {
  const report_id = randomUUID();
  await on.ask('head', 'POST', '/api/reports', { report_id, period: 'year', day: '2026-03-02' });
  const body = { report_id: randomUUID(), period: 'month', day: '2026-03-02' };
  const read = (url: string, right: Route['right'], own?: true): Route => ({
    method: 'GET',
    url,
    ...(right === undefined ? {} : { right }),
    ...(own === undefined ? {} : { own }),
  });
  return [
    ['GET /api/figures/totals', read(`/api/figures/totals?${SPAN}`, 'figures.public', true)],
    ['GET /api/figures/institutions', read(`/api/figures/institutions?${SPAN}`, 'figures.read', true)],
    ['GET /api/figures/workload', read(`/api/figures/workload?${SPAN}`, 'figures.read', true)],
    ['GET /api/reports', read('/api/reports', 'figures.read', true)],
    ['GET /api/reports/draft', read('/api/reports/draft?period=year&day=2026-03-02', 'figures.read', true)],
    ['GET /api/reports/{report_id}', read(`/api/reports/${report_id}`, 'figures.read')],
    ['GET /api/reports/{report_id}/file', read(`/api/reports/${report_id}/file?format=xlsx`, 'figures.read')],
    ['POST /api/reports', { method: 'POST', url: '/api/reports', right: 'report.make', body, own: true }],
  ];
}
