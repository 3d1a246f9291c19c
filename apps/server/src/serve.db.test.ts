import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testDatabase } from '@shouhu/database/testing';
import { migrations } from './store/migrations.ts';
import type { Schema } from './store/schema.ts';

import { freePort, signedIn, writeRun } from './operation/platform.fixture.ts';
import { serve } from './serve.ts';

test('the platform starts, signs people in, and finds everything again after a restart', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-serve-'));
  t.after(async () => rm(folder, { recursive: true }));
  const options = {
    folder: join(folder, 'data'),
    keyFile: join(folder, 'key'),
    host: '127.0.0.1',
    port: await freePort(),
    admdvs: '429000',
  };
  const first = await serve({ ...options, run: await writeRun(folder), samples: true });
  const account = first.accounts.find(({ username }) => username === 'inspector');
  assert.ok(account !== undefined);
  assert.deepEqual([first.recorded?.added, first.accounts.length], [2, 10]);
  const leadsOf = async (cookie: string) => {
    const answer = await fetch(`${first.url}/api/leads`, { headers: { cookie } });
    const rows: unknown = await answer.json();
    return Array.isArray(rows) ? rows.length : answer.status;
  };
  const cookie = await signedIn(first.url, account);
  assert.equal(await leadsOf(cookie), 2);
  assert.equal(await leadsOf(''), 401);
  const people = await fetch(`${first.url}/api/people`, { headers: { cookie } });
  assert.match(await people.text(), /赵清/);
  const foreign = await fetch(`${first.url}/api/leads/triage`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: 'http://elsewhere.example' },
    body: JSON.stringify({ lead_ids: ['L1'], to: { state: 'dropped', reason: '无' } }),
  });
  assert.match(await foreign.text(), /SH-A010/);
  await first.close();

  const bare = await serve({
    ...options,
    folder: join(folder, 'bare'),
    port: await freePort(),
    totp: ['administrator'],
  });
  t.after(bare.close);
  assert.deepEqual(
    bare.accounts.map(({ username }) => username),
    ['administrator', 'head'],
  );
  for (const one of bare.accounts) {
    const me = await fetch(`${bare.url}/api/me`, { headers: { cookie: await signedIn(bare.url, one) } });
    assert.match(await me.text(), /"pending":"password","rights":\[\]/, 'a password that was printed is to be changed');
  }

  const again = await serve({ ...options, samples: true });
  t.after(again.close);
  assert.deepEqual([again.accounts, again.recorded], [[], null]);
  assert.equal(await leadsOf(cookie), 2);
  const wrong = { username: 'inspector', password: 'not the password' };
  const refused = await fetch(`${again.url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: again.url },
    body: JSON.stringify(wrong),
  });
  assert.equal(refused.status, 401);
  assert.match(await refused.text(), /SH-A001/);
});

test('a database that is killed under the server: requests are told so, then answered again, and what was asked before a stop is answered', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-serve-'));
  t.after(async () => rm(folder, { recursive: true }));
  const port = await freePort();
  const data = join(folder, 'data');
  const serving = await serve({
    folder: data,
    keyFile: join(folder, 'key'),
    host: '127.0.0.1',
    port,
    admdvs: '429000',
    samples: true,
  });
  const account = serving.accounts.find(({ username }) => username === 'inspector');
  assert.ok(account !== undefined);
  const cookie = await signedIn(serving.url, account);
  const ask = async () => {
    const answer = await fetch(`${serving.url}/api/people`, { headers: { cookie } });
    return { status: answer.status, text: await answer.text() };
  };
  const pid = async () => Number.parseInt(await readFile(join(data, 'postgres/data/postmaster.pid'), 'utf8'), 10);
  const killed = await pid();
  process.kill(killed, 'SIGSTOP');
  process.kill(killed, 'SIGKILL');
  const seen = new Set<number>();
  for (let tries = 0; tries < 2_000; tries += 1) {
    const { status, text } = await ask();
    seen.add(status);
    if (status !== 200) assert.match(text, /SH-B013.*数据库暂时连不上/);
    if (status === 200 && (await pid().catch(() => killed)) !== killed) break;
  }
  assert.ok(
    [...seen].every((status) => status === 200 || status === 503),
    [...seen].join(),
  );
  assert.equal((await fetch(`${serving.url}/api/ready`)).status, 200);
  const asked = ask();
  await new Promise((resolve) => setTimeout(resolve, 20));
  await serving.close();
  assert.equal((await asked).status, 200);
});

test('as two processes: one answers, the other works and says only that it lives', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'shouhu-serve-'));
  t.after(async () => rm(folder, { recursive: true }));
  const { url: databaseUrl } = await testDatabase<Schema>(t, migrations);
  const options = { folder, databaseUrl, keyFile: `${folder}.key`, host: '127.0.0.1', admdvs: '429000' };
  t.after(async () => rm(options.keyFile, { force: true }));
  const api = await serve({ ...options, role: 'api', port: await freePort() });
  const worker = await serve({ ...options, role: 'worker', port: await freePort() });
  const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;
  const asked = ['/api/health', '/api/leads', '/api/auth/get-session', '/'];
  assert.deepEqual(await Promise.all(asked.map((path) => statusOf(worker.url + path))), [200, 404, 404, 404]);
  assert.deepEqual(await Promise.all(asked.slice(0, 2).map((path) => statusOf(api.url + path))), [200, 401]);
  // An administrator and a head: what the one proposes the other confirms.
  assert.deepEqual([api.accounts.length, worker.accounts.length], [2, 0]);
  await worker.close();
  await api.close();
});
