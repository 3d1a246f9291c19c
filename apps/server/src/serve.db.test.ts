import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { leadOf, runOf } from './http/app.fixture.ts';
import { serve } from './serve.ts';
import type { NewAccount } from './serve.ts';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  await new Promise<unknown>((done) => server.close(done));
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

async function aRun(folder: string): Promise<string> {
  const leads = [leadOf('L1'), leadOf('L2', { rank: 2, expected_fen: 500_000 })];
  const { summary, names } = runOf(leads);
  const institutions = [...names].map(([fixmedins_code, fixmedins_name]) => ({ fixmedins_code, fixmedins_name }));
  const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await writeFile(join(folder, 'summary.json'), JSON.stringify({ ...summary, leads: { leads: leads.length } }));
  await writeFile(join(folder, 'leads.jsonl'), lines(leads));
  await writeFile(join(folder, 'institutions.jsonl'), lines(institutions));
  return folder;
}

async function signedIn(url: string, { username, password }: NewAccount): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: url };
  const body = JSON.stringify({ username, password });
  const answer = await fetch(`${url}/api/auth/sign-in/username`, { method: 'POST', headers, body });
  assert.equal(answer.status, 200, await answer.text());
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

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
  const first = await serve({ ...options, run: await aRun(folder), samples: true });
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
  assert.match(await people.text(), /法制审核/);
  const foreign = await fetch(`${first.url}/api/leads/triage`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: 'http://elsewhere.example' },
    body: JSON.stringify({ lead_ids: ['L1'], to: { state: 'dropped', reason: '无' } }),
  });
  assert.match(await foreign.text(), /SH-A010/);
  await first.close();

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
