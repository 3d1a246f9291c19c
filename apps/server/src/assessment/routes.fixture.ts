import { randomUUID } from 'node:crypto';
import { addExperts } from '../experts/experts.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';
import { opened } from './assessment.fixture.ts';

/** Routes of the yearly assessment, for the test of rights. */
export async function assessmentRoutesOf(on: Platform): Promise<(readonly [string, Route])[]> {
  const matter_id = await opened(on, 2026);
  const [expert_id = ''] = await addExperts(on, ['评审甲']);
  const url = `/api/assessments/${matter_id}`;
  const sheet = {
    sheet_id: randomUUID(),
    expert_id,
    marks: { system: 2_000, service: 3_000, cost: 3_000, records: 1_900 },
    recused: null,
  };
  const strike = { strike_id: randomUUID(), cause_matter: randomUUID(), cause_seq: 1, reason: '不成立' };
  const step = { request_id: randomUUID(), seen: 99, action: 'none' };
  return [
    ['GET /api/assessments', { method: 'GET', url: '/api/assessments?year=2026', right: 'assessment.read', own: true }],
    [
      'GET /api/assessments/published',
      { method: 'GET', url: '/api/assessments/published?year=2026', right: 'assessment.published', own: true },
    ],
    ['GET /api/assessments/{matter_id}', { method: 'GET', url, right: 'assessment.read' }],
    [
      'POST /api/assessments',
      { method: 'POST', url: '/api/assessments', right: 'assessment.open', body: { year: 2026 }, own: true },
    ],
    [
      'POST /api/assessments/{matter_id}/sheets',
      { method: 'POST', url: `${url}/sheets`, right: 'assessment.score', body: sheet },
    ],
    [
      'POST /api/assessments/{matter_id}/strikes',
      // The deed deducts nothing: whoever may strike is told so.
      { method: 'POST', url: `${url}/strikes`, right: 'assessment.score', body: strike, gets: 404 },
    ],
    [
      'GET /api/matters/{matter_id} assessment',
      { method: 'GET', url: `/api/matters/${matter_id}`, right: 'assessment.read' },
    ],
    [
      'POST /api/matters/{matter_id}/steps assessment',
      { method: 'POST', url: `/api/matters/${matter_id}/steps`, right: 'assessment.act', body: step, gets: 409 },
    ],
  ];
}
