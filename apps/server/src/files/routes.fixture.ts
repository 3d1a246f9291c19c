/** Files as tests bring them: the body of a request is the file. */
import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';

export interface Brought {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export async function bring(
  on: Platform,
  who: PersonName,
  subject: string,
  name: string,
  bytes: Buffer | string,
  file_id: string = randomUUID(),
): Promise<Brought> {
  const response = await on.app.inject({
    method: 'POST',
    url: uploadUrl(subject, file_id),
    headers: {
      'x-test-person': who,
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
    },
    payload: bytes,
  });
  const body: unknown = response.json();
  assert.ok(typeof body === 'object' && body !== null);
  return { status: response.statusCode, body: { ...body } };
}

export const uploadUrl = (subject: string, file_id: string): string =>
  `/api/files?${new URLSearchParams({ file_id, subject, title: '材料' }).toString()}`;

/** A matter that came in another way than by a lead. */
export async function openedMatter(on: Platform, who: PersonName, procedure: string): Promise<string> {
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure, lead_id: null, fixmedins_code: 'H42900000001' };
  const answer = await on.ask(who, 'POST', '/api/matters', wanted);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return matter_id;
}

export async function filesRoutes(on: Platform): Promise<(readonly [string, Route])[]> {
  const subject = `matter:${await openedMatter(on, 'first', 'review')}`;
  const file_id = randomUUID();
  assert.equal((await bring(on, 'clinic', subject, '说明.txt', '{}', file_id)).status, 200);
  return [
    ['GET /api/files', { method: 'GET', url: `/api/files?subject=${subject}`, right: 'review.read' }],
    [
      'GET /api/files/{file_id}',
      { method: 'GET', url: `/api/files/${file_id}?purpose=${encodeURIComponent('核对')}`, right: 'review.read' },
    ],
    ['POST /api/files', { method: 'POST', url: uploadUrl(subject, randomUUID()), right: 'review.act', body: {} }],
  ];
}
