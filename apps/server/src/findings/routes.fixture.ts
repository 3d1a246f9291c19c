import { leadOf, PEOPLE, runOf } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import { recordRun } from '../leads/record-run.ts';
import type { Route } from '../rights/route.fixture.ts';
import { findingOf } from './findings.fixture.ts';

/** A finding of a lead that a review has put to the institution. */
export async function findingRoutes(on: Platform): Promise<(readonly [string, Route])[]> {
  const leads = [
    leadOf('L1'),
    leadOf('L2', { fixmedins_codes: ['H42900000002'], expected_fen: 500_000 }),
    leadOf('LF'),
  ];
  await recordRun(on, { caller: PEOPLE.admin, at: on.now() }, runOf(leads, [findingOf('F1', ['LF'])]));
  const matter_id = crypto.randomUUID();
  const review = { matter_id, procedure: 'review', lead_id: 'LF', fixmedins_code: 'H42900000001' };
  await on.ask('first', 'POST', '/api/matters', review);
  const step = { request_id: crypto.randomUUID(), seen: 0, action: 'issue', facts: { amount_fen: 2_000 } };
  await on.ask('first', 'POST', `/api/matters/${matter_id}/steps`, step);
  return [
    ['GET /api/findings', { method: 'GET', url: '/api/findings', right: 'finding.read', own: true }],
    ['GET /api/findings/rules', { method: 'GET', url: '/api/findings/rules', right: 'finding.read', own: true }],
    ['GET /api/leads/{lead_id}/lines', { method: 'GET', url: '/api/leads/LF/lines', right: 'lead.lines' }],
    ['GET /api/findings/{finding_id}', { method: 'GET', url: '/api/findings/F1', right: 'finding.read' }],
    [
      'POST /api/findings/{finding_id}/person',
      {
        method: 'POST',
        url: '/api/findings/F1/person',
        right: 'person.reveal',
        body: { ground: 'verify', words: '核对参保人' },
      },
    ],
  ];
}
