/** Photographs of the form on site: the picture comes after its digest, and only that picture. */
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { planOf } from './routes.fixture.ts';

const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(5_000, 7)]);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function send(on: Platform, who: PersonName, matter_id: string, digest: string, payload: Buffer) {
  const response = await on.app.inject({
    method: 'POST',
    url: `/api/inspections/${matter_id}/photos/${digest}`,
    headers: { 'x-test-person': who, 'content-type': 'application/octet-stream', 'x-file-name': 'IMG_1.jpg' },
    payload,
  });
  const body: Record<string, unknown> = response.json();
  return { status: response.statusCode, body };
}

/** An inspection whose form names a photograph. */
async function visited(on: Platform, digests: readonly string[]): Promise<string> {
  const made = await on.ask('head', 'POST', '/api/campaigns', planOf(randomUUID()));
  const { places } = made.body;
  assert.ok(Array.isArray(places));
  const matter_id = String(places[0]?.matter_id);
  const take = async (who: PersonName, seen: number, action: string, facts: object) => {
    const body = { request_id: randomUUID(), seen, action, facts, with: who === 'officer1' ? ['officer2'] : [] };
    assert.equal((await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body)).status, 200);
  };
  await take('head', 0, 'assign', { officers: ['officer1', 'officer2'] });
  await take('officer1', 1, 'enter', { notice_no: '1', place: '药房', cards_shown: true });
  const answer = {
    answer_id: randomUUID(),
    item_id: 'C2',
    value: 'no',
    amount_fen: null,
    note: '',
    photos: digests.map((digest, at) => ({ name: `IMG_${at}.jpg`, digest })),
    answered_at: on.now().toISOString(),
  };
  const sent = await on.ask('officer1', 'POST', `/api/inspections/${matter_id}/answers`, { answers: [answer] });
  assert.equal(sent.status, 200);
  return matter_id;
}

test('a photograph lands once under the digest that was recorded, and nothing else does', async (t) => {
  const on = await platform(t);
  const text = Buffer.from('no picture at all');
  const matter_id = await visited(on, [sha256(JPEG), sha256(text)]);
  const altered = Buffer.concat([JPEG, Buffer.from([0])]);
  assert.equal((await send(on, 'officer1', matter_id, sha256(altered), altered)).body['code'], 'SH-E013');
  const other = await send(on, 'officer1', matter_id, sha256(JPEG), altered);
  assert.deepEqual([other.status, other.body['code']], [422, 'SH-E012']);
  assert.match(String(other.body['zh']), new RegExp(`登记的是 ${sha256(JPEG)}，收到的是 ${sha256(altered)}`));
  assert.equal((await send(on, 'officer1', matter_id, sha256(text), text)).body['code'], 'SH-E002');
  assert.equal((await send(on, 'head', matter_id, sha256(JPEG), JPEG)).status, 403);
  assert.equal((await send(on, 'abroadOfficer', matter_id, sha256(JPEG), JPEG)).status, 404);
  // What was refused is not kept.
  const kept = await readdir(join(on.folder, 'files')).catch(() => []);
  assert.deepEqual(
    kept.filter((name) => name !== 'incoming'),
    [],
  );
  assert.deepEqual(await on.db.selectFrom('stored_file').select('file_id').execute(), []);

  const twice = [
    await send(on, 'officer1', matter_id, sha256(JPEG), JPEG),
    await send(on, 'officer2', matter_id, sha256(JPEG), JPEG),
  ];
  assert.deepEqual(
    twice.map(({ status }) => status),
    [200, 200],
  );
  const rows = await on.db.selectFrom('stored_file').select(['file_id', 'title', 'sha256', 'subject']).execute();
  const file_id = twice[0]?.body['file_id'];
  const wanted = { file_id, title: '现场照片：药品账实相符', sha256: sha256(JPEG), subject: `matter:${matter_id}` };
  assert.deepEqual(rows, [wanted]);
  const form = await on.ask('officer2', 'GET', `/api/inspections/${matter_id}`);
  assert.deepEqual(form.body['photos'], [{ digest: sha256(JPEG), file_id, size: JPEG.length }]);

  // Shown for a purpose that stands in the log; to the institution not at all.
  const read = await on.app.inject({
    method: 'GET',
    url: `/api/files/${String(file_id)}?purpose=${encodeURIComponent('核对现场照片')}`,
    headers: { 'x-test-person': 'head' },
  });
  assert.deepEqual([read.statusCode, read.rawPayload.equals(JPEG)], [200, true]);
  const log = await on.db
    .selectFrom('log_entry')
    .select(['actor', 'purpose'])
    .where('action', '=', 'file.read')
    .execute();
  assert.deepEqual(log, [{ actor: 'head', purpose: '核对现场照片' }]);
  const seen = await on.ask('clinic', 'GET', `/api/inspections/${matter_id}`);
  assert.deepEqual(seen.body['photos'], []);
});
