import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { platform } from './app.fixture.ts';
import { hasRoom } from './readiness.ts';

test('each request is a line that says who, which route, how it ended, and nothing that was asked for', async (t) => {
  const lines: string[] = [];
  const on = await platform(t, { log: { write: (line) => void lines.push(line) } });
  const answer = await on.app.inject({
    url: '/api/leads/L1?assignee=zhang-san',
    headers: { 'x-test-person': 'officer1', cookie: 'secret=1' },
  });
  await on.ask(null, 'GET', '/api/leads');
  await on.ask('officer1', 'POST', '/api/leads/triage', {
    lead_ids: ['L1'],
    to: { state: 'dropped', reason: '王小明' },
  });
  const said = lines.map((line): Record<string, unknown> => JSON.parse(line));
  const seen = said.map(({ who, method, route, status }) => [who, method, route, status]);
  assert.deepEqual(seen, [
    ['officer1', 'GET', '/api/leads/:lead_id', 200],
    [null, 'GET', '/api/leads', 401],
    ['officer1', 'POST', '/api/leads/triage', 200],
  ]);
  assert.equal(said[0]?.['reqId'], answer.headers['x-request-id']);
  assert.equal(typeof said[0]?.['ms'], 'number');
  assert.doesNotMatch(lines.join(''), /L1|zhang-san|secret|王小明/);
});

test('a fault of ours is told by its code and place, without the values that a database quotes', async (t) => {
  const lines: string[] = [];
  const on = await platform(t, { log: { write: (line) => void lines.push(line) } });
  await sql`CREATE FUNCTION quote_person() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'no such person: 王小明'; END $$`.execute(on.db);
  await sql`CREATE TRIGGER quoting BEFORE UPDATE ON lead EXECUTE FUNCTION quote_person()`.execute(on.db);
  const to = { state: 'dropped', reason: '无' };
  const { status, body } = await on.ask('officer1', 'POST', '/api/leads/triage', { lead_ids: ['L1'], to });
  assert.deepEqual([status, body['code']], [500, 'SH-X001']);
  const fault = lines.map((line): Record<string, unknown> => JSON.parse(line)).find(({ msg }) => msg === 'fault');
  assert.deepEqual([fault?.['code'], fault?.['cause_code']], ['SH-X001', 'P0001']);
  assert.match(String(fault?.['at']), /triage\.ts/);
  assert.doesNotMatch(lines.join(''), /王小明/);
  assert.doesNotMatch(JSON.stringify(body), /王小明/);
});

test('figures by route and status are for this machine, or for who names the token', async (t) => {
  const on = await platform(t);
  await on.ask('officer1', 'GET', '/api/leads');
  const here = await on.app.inject({ url: '/metrics' });
  assert.match(here.body, /shouhu_request_seconds_count\{method="GET",route="\/api\/leads",status="200"\} 1/);
  for (const name of ['event_loop_lag_p99_seconds', 'database_up 1', 'log_entries 1']) {
    assert.match(here.body, new RegExp(`^shouhu_${name}`, 'm'));
  }
  const refused = [{ remoteAddress: '10.0.0.9' }, { headers: { 'x-forwarded-for': '10.0.0.9' } }];
  for (const from of refused) {
    assert.equal((await on.app.inject({ url: '/metrics', ...from })).statusCode, 404);
  }
  const guarded = await platform(t, { metricsToken: 'let me in' });
  const ask = async (authorization: string) =>
    guarded.app.inject({ url: '/metrics', remoteAddress: '10.0.0.9', headers: { authorization } });
  assert.equal((await ask('Bearer let me in')).statusCode, 200);
  assert.equal((await ask('Bearer let me ix')).statusCode, 404);
  assert.equal((await guarded.app.inject({ url: '/metrics' })).statusCode, 404);
});

test('ready is a database that answers, a schema of this program and a disk with room', async (t) => {
  const on = await platform(t);
  const ready = async () => {
    const { statusCode, body } = await on.app.inject({ url: '/api/ready' });
    return [statusCode, JSON.parse(body)];
  };
  assert.deepEqual(await ready(), [200, { ready: true, database: true, migrations: true, disk: true }]);
  await sql`INSERT INTO schema_migration (name) VALUES ('999-newer')`.execute(on.db);
  assert.deepEqual(await ready(), [503, { ready: false, database: true, migrations: false, disk: true }]);
  assert.equal(await hasRoom('/', 2 ** 62), false);
  assert.equal(await hasRoom('/no such folder', 1), false);
});

test('every answer carries the headers of safety; a large one is compressed', async (t) => {
  const on = await platform(t);
  for (const url of ['/api/health', '/api/leads', '/api/nothing', '/metrics', '/nothing']) {
    const { headers } = await on.app.inject({ url });
    assert.equal(headers['x-content-type-options'], 'nosniff', url);
    assert.equal(headers['x-frame-options'], 'DENY', url);
    if (url.startsWith('/api')) assert.equal(headers['cache-control'], 'no-store', url);
  }
  const large = await on.app.inject({ url: '/api/openapi.json', headers: { 'accept-encoding': 'gzip' } });
  assert.equal(large.headers['content-encoding'], 'gzip');
  assert.match(gunzipSync(large.rawPayload).toString(), /守护/);
  const small = await on.app.inject({ url: '/api/health', headers: { 'accept-encoding': 'gzip' } });
  assert.equal(small.headers['content-encoding'], undefined);
});
