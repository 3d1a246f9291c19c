/** Files of institutions as tests bring them, and the routes of the registry for the test of rights. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';

export const importUrl = (import_id: string = randomUUID()): string =>
  `/api/institutions/import?import_id=${import_id}`;

export async function bringInstitutions(
  on: Platform,
  who: PersonName,
  bytes: Buffer | string,
  url: string = importUrl(),
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await on.app.inject({
    method: 'POST',
    url,
    headers: { 'x-test-person': who, 'content-type': 'application/octet-stream' },
    payload: bytes,
  });
  const body: unknown = response.json();
  assert.ok(typeof body === 'object' && body !== null);
  return { status: response.statusCode, body: { ...body } };
}

export async function institutionsRoutes(on: Platform): Promise<(readonly [string, Route])[]> {
  const url = '/api/institutions/H42900000001';
  const agreement_id = randomUUID();
  const term = { valid_from: '2026-01-01', valid_to: '2026-12-31' };
  const signed = await on.ask('cashier', 'POST', `${url}/agreements`, { agreement_id, number: '2026-001', ...term });
  assert.equal(signed.status, 200, JSON.stringify(signed.body));
  const licence = { licence_id: randomUUID(), kind: 'medical', number: '1', ...term };
  const basics = { entry_id: randomUUID(), seen: 99, changed_on: '2026-03-02', basics: {} };
  const note = { entry_id: randomUUID(), kind: 'note', day: '2026-03-02', title: '备注' };
  const acts = `/api/agreements/${agreement_id}/acts`;
  const taken = { agreement_id: randomUUID(), number: '2026-001', ...term };
  const asks = { request_id: randomUUID(), act: 'ask-exit', reason: '停业', leave_day: '2026-03-03' };
  const decides = { request_id: randomUUID(), act: 'refuse', reason: '不同意' };
  const purpose = { ground: 'case', words: '送达文书' };
  const is = 'institution.read';
  return [
    ['GET /api/institutions', { method: 'GET', url: '/api/institutions', right: is, own: true }],
    ['GET /api/institutions/{fixmedins_code}', { method: 'GET', url, right: is }],
    [
      'POST /api/institutions/{fixmedins_code}/head',
      { method: 'POST', url: `${url}/head`, right: 'person.reveal', body: purpose },
    ],
    [
      'POST /api/institutions/{fixmedins_code}/basics',
      { method: 'POST', url: `${url}/basics`, right: 'institution.write', body: basics, gets: 409 },
    ],
    [
      'POST /api/institutions/{fixmedins_code}/licences',
      { method: 'POST', url: `${url}/licences`, right: 'institution.write', body: licence },
    ],
    [
      'POST /api/institutions/{fixmedins_code}/agreements',
      { method: 'POST', url: `${url}/agreements`, right: 'agreement.write', body: taken, gets: 400 },
    ],
    [
      'POST /api/agreements/{agreement_id}/acts',
      { method: 'POST', url: acts, right: 'agreement.ask', body: asks, gets: 400 },
    ],
    [
      'POST /api/agreements/{agreement_id}/acts decide',
      { method: 'POST', url: acts, right: 'agreement.decide', body: decides, gets: 400 },
    ],
    [
      'POST /api/institutions/import',
      { method: 'POST', url: importUrl(), right: 'institution.write', body: {}, gets: 400, own: true },
    ],
    ['GET /api/institutions/{fixmedins_code}/dossier', { method: 'GET', url: `${url}/dossier`, right: 'dossier.read' }],
    [
      'GET /api/institutions/{fixmedins_code}/dossier/verdict',
      { method: 'GET', url: `${url}/dossier/verdict`, right: 'dossier.read' },
    ],
    [
      'POST /api/institutions/{fixmedins_code}/dossier',
      { method: 'POST', url: `${url}/dossier`, right: 'dossier.write', body: note, gets: 200 },
    ],
  ];
}
