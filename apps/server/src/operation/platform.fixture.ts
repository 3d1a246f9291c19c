/** A platform that really serves, in a folder of its own, with a lake beside it: for tests of what operators do. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFolder } from '@shouhu/lake';
import { leadOf, runOf } from '../http/app.fixture.ts';
import { serve } from '../serve.ts';
import type { NewAccount } from '../identity/first-accounts.ts';
import type { ServeOptions, Serving } from '../serve.ts';

export interface Place {
  readonly root: string;
  readonly options: ServeOptions;
  readonly lake: string;
}

interface Ending {
  after(work: () => Promise<void>): void;
}

/** A port for a platform that has to know its address before it starts. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  await new Promise<unknown>((done) => server.close(done));
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

/** Folders for a platform whose run has two leads. */
export async function place(t: Ending): Promise<Place> {
  const root = await mkdtemp(join(tmpdir(), 'shouhu-operation-'));
  t.after(async () => rm(root, { recursive: true }));
  const run = join(root, 'run');
  await mkdir(run);
  await writeRun(run);
  const options = {
    folder: join(root, 'data'),
    keyFile: join(root, 'key'),
    host: '127.0.0.1',
    port: await freePort(),
    admdvs: '429000',
    run,
    samples: true,
  };
  return { root, options, lake: join(root, 'lake') };
}

export async function writeRun(folder: string): Promise<string> {
  const leads = [leadOf('L1'), leadOf('L2', { rank: 2, expected_fen: 500_000 })];
  const { summary, names } = runOf(leads);
  const institutions = [...names].map(([fixmedins_code, fixmedins_name]) => ({ fixmedins_code, fixmedins_name }));
  const lines = (rows: readonly object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  await writeFile(join(folder, 'summary.json'), JSON.stringify({ ...summary, leads: { leads: leads.length } }));
  await writeFile(join(folder, 'leads.jsonl'), lines(leads));
  await writeFile(join(folder, 'findings.jsonl'), '');
  await writeFile(join(folder, 'institutions.jsonl'), lines(institutions));
  return folder;
}

/** Imports a handful of lines; the folder it comes from is removed again. */
export async function makeLake({ root, lake }: Place, month = '01'): Promise<void> {
  const dir = join(root, `claims-${month}`);
  await mkdir(dir);
  await writeFile(
    join(dir, 'mdtrt_d.csv'),
    `mdtrt_id,psn_no,fixmedins_code,med_type,begntime\nM${month},P1,H42050200001,11,2025-${month}-10 08:00:00\n`,
  );
  await writeFile(
    join(dir, 'fee_list_d.csv'),
    `bkkp_sn,mdtrt_id,psn_no,fixmedins_code,fee_ocur_time,hilist_code,cnt,pric,det_item_fee_sumamt\n${month},M${month},P1,H42050200001,2025-${month}-10 08:00:00,X1,1,5.00,5.00\n`,
  );
  await importFolder({ dir, lake, key_file: join(root, 'lake-key') });
}

/** A session of somebody, as a cookie. */
export async function signedIn(url: string, { username, password }: NewAccount): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: url };
  const body = JSON.stringify({ username, password });
  const answer = await fetch(`${url}/api/auth/sign-in/username`, { method: 'POST', headers, body });
  assert.equal(answer.status, 200, await answer.text());
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

export function accountOf({ accounts }: Serving, username: string): NewAccount {
  return accounts.find((one) => one.username === username) ?? assert.fail(username);
}

export async function served(t: Ending, options: ServeOptions): Promise<Serving> {
  const serving = await serve(options);
  t.after(serving.close);
  return serving;
}
