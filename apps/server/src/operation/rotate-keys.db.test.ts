import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testDatabase } from '@shouhu/database/testing';
import { createKeyFile, isCurrent, loadKeyFile, open, seal } from '@shouhu/vault';
import { sql } from 'kysely';
import { leadOf, PEOPLE, runOf } from '../http/app.fixture.ts';
import { recordRun } from '../leads/record-run.ts';
import { verifyLog } from '../log/log.ts';
import { migrations } from '../store/migrations.ts';
import type { Schema } from '../store/schema.ts';
import { ownKeys } from './own-keys.ts';
import { rotateKeys } from './rotate-keys.ts';
import { SEALED_COLUMNS } from './sealed-columns.ts';

const LEADS = 6_500;

/** Started by itself as `rotate`, this file rotates and tells of each batch. */
const [, , task, folder = '', keyFile = '', databaseUrl = ''] = process.argv;
if (task === 'rotate') {
  await rotateKeys({ folder, keyFile, databaseUrl, onProgress: (_table, sealed) => console.log(sealed) });
  process.exit();
}

async function killedAfter(sealed: number, args: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [import.meta.filename, 'rotate', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (text.split('\n').some((line) => Number(line) >= sealed && line !== '')) child.kill('SIGKILL');
  });
  const [, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on('close', (...how) => resolve(how));
  });
  return signal === 'SIGKILL';
}

test('keys are rotated, through kills, until every sealed value is of the new key and opens where it stands', async (t) => {
  const { db, url } = await testDatabase<Schema>(t, migrations);
  const root = await mkdtemp(join(tmpdir(), 'shouhu-rotate-'));
  t.after(async () => rm(root, { recursive: true }));
  const place = { folder: join(root, 'data'), keyFile: join(root, 'key'), databaseUrl: url };
  const ring = await createKeyFile(place.keyFile, place.folder);
  await ownKeys(db, ring, place.keyFile);
  const leads = Array.from({ length: LEADS }, (_, at) => leadOf(`L${at}`, { rank: at + 1 }));
  await recordRun(
    { db, ring, folder: place.folder },
    { caller: PEOPLE.admin, at: new Date('2026-03-02T02:00:00Z') },
    runOf(leads),
  );
  const contact = seal(ring, '13900001234', { table: 'contact', column: 'sealed', row: 'officer1 sms' });
  await sql`INSERT INTO contact VALUES ('officer1', 'sms', ${contact}, '***')`.execute(db);
  await assert.rejects(rotateKeys(place), { code: 'SH-O010' });
  const opened = async (): Promise<number> => {
    const now = await loadKeyFile(place.keyFile, place.folder);
    const rows = await db.selectFrom('lead_revision').select(['lead_id', 'revision', 'sealed']).execute();
    for (const { lead_id, revision, sealed } of rows) {
      open(now, sealed ?? '', { table: 'lead_revision', column: 'sealed', row: `${lead_id} ${revision}` });
    }
    return rows.filter(({ sealed }) => isCurrent(now, sealed ?? '')).length;
  };
  // The pool of this test must not look like a platform that serves.
  const rotate = async () => {
    await hidden();
    return rotateKeys(place);
  };
  const hidden = async (): Promise<void> => {
    await sql`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'shouhu' AND pid <> pg_backend_pid()`.execute(db);
    await sql`SET application_name = 'test'`.execute(db);
  };
  await hidden();
  assert.equal(await killedAfter(2_000, [place.folder, place.keyFile, url]), true);
  const first = await opened();
  assert.ok(first >= 2_000 && first < LEADS, String(first));
  const done = await rotate();
  assert.deepEqual([done.keys, done.continued, done.unknown], [2, true, []]);
  assert.equal(await opened(), LEADS);
  const now = await loadKeyFile(place.keyFile, place.folder);
  const { sealed } = await db.selectFrom('contact').select('sealed').executeTakeFirstOrThrow();
  assert.equal(open(now, sealed, { table: 'contact', column: 'sealed', row: 'officer1 sms' }), '13900001234');
  await assert.rejects(sql`UPDATE lead_revision SET sealed = ''`.execute(db), /written once/);
  assert.equal((await verifyLog(db)).ok, true);
  await assert.rejects(ownKeys(db, ring, place.keyFile), { code: 'SH-V010' });

  const again = await rotate();
  assert.deepEqual([again.keys, again.continued, again.sealed], [3, false, LEADS + 1]);
  await sql`INSERT INTO institution VALUES ('H42900000009', ${contact}, '429000')`.execute(db);
  assert.deepEqual((await rotate()).unknown, ['institution.fixmedins_name']);
});

test('every column of the list is there, under a name that the seal of its capability gives it', async (t) => {
  const { db } = await testDatabase<Schema>(t, migrations);
  for (const { table, column, row } of SEALED_COLUMNS) {
    const columns = sql.join([column, ...row].map((name) => sql.ref(name)));
    await sql`SELECT ${columns} FROM ${sql.table(table)}`.execute(db);
  }
});
