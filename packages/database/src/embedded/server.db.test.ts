import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../open.ts';
import type { Database } from '../open.ts';

/** Started by itself as `child`, this file opens the folder of its argument and tells how that ended. */
if (process.argv[2] === 'child') {
  const opened = openDatabase<unknown>({ folder: process.argv[3] ?? '' });
  await opened.then(
    ({ close }) => close(),
    (error: unknown) => console.log(String(error)),
  );
  process.exit();
}

/** As root's, it is closed to the user that the server runs as. */
const root = await mkdtemp(join(tmpdir(), 'shouhu-server-'));
after(() => rm(root, { recursive: true }));

const open = (name: string): Promise<Database<unknown>> => openDatabase({ folder: join(root, name) });

test('what is written is there after a stop and a start; the folder is closed to others', async () => {
  const first = await open('kept');
  await sql`CREATE TABLE kept AS SELECT '张' AS name`.execute(first.db);
  await first.close();
  const second = await open('kept');
  assert.deepEqual((await sql`SELECT name FROM kept`.execute(second.db)).rows, [{ name: '张' }]);
  const folder = join(root, 'kept');
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  assert.equal((await stat(join(folder, 'password'))).mode & 0o777, 0o600);
  assert.match(second.url, /^postgresql:\/\/shouhu:[\w-]{32}@127\.0\.0\.1:\d+\/shouhu$/);
  await second.close();
  await assert.rejects(openDatabase({ url: second.url }), { code: 'SH-B008' });
});

test('it keeps to its promises: synced, sorted by Unicode, one address, no superuser', async () => {
  const { db, close } = await open('kept');
  const setting = (name: string) => sql<string>`current_setting(${name})`;
  const { rows } = await sql`SELECT ${setting('fsync')} AS fsync, ${setting('full_page_writes')} AS pages,
    ${setting('synchronous_commit')} AS commit, ${setting('data_checksums')} AS checksums,
    ${setting('listen_addresses')} AS listens, ${setting('server_version_num')}::integer / 10000 AS version,
    (SELECT datlocale FROM pg_database WHERE datname = current_database()) AS locale,
    (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super`.execute(db);
  assert.deepEqual(rows, [
    {
      fsync: 'on',
      pages: 'on',
      commit: 'on',
      checksums: 'on',
      listens: '127.0.0.1',
      version: 18,
      locale: 'C.UTF-8',
      super: false,
    },
  ]);
  await sql`CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist; CREATE EXTENSION pgcrypto`.execute(db);
  await close();
});

test('nobody logs in without the password, nor as the superuser', async () => {
  const { url, close } = await open('kept');
  for (const change of [{ username: 'postgres' }, { username: 'postgres', password: '' }, { password: '' }]) {
    await assert.rejects(openDatabase({ url: Object.assign(new URL(url), change).href }), { code: 'SH-B008' });
  }
  await close();
});

test('the log of the server tells no statement and no value', async () => {
  const { db, close } = await open('kept');
  await sql`CREATE TABLE person (name text UNIQUE)`.execute(db);
  const add = sql`INSERT INTO person VALUES ('王小明')`;
  await add.execute(db);
  await assert.rejects(add.execute(db), { code: '23505' });
  await assert.rejects(sql`SELECT '王小明'::integer`.execute(db), { code: '22P02' });
  await close();
  const log = await readFile(join(root, 'kept', 'server.log'), 'utf8');
  assert.match(log, /database system is shut down/);
  assert.doesNotMatch(log, /王小明|SELECT|INSERT/);
});

test('one opener at a time: the second is told who has it, in this process and in another', async () => {
  const { close } = await open('kept');
  const folder = join(root, 'kept');
  await assert.rejects(openDatabase({ folder }), { code: 'SH-B002', params: { folder, pid: String(process.pid) } });
  assert.match(await openedElsewhere(folder), new RegExp(`SH-B002 .* in use by another process \\(${process.pid}\\)`));
  await close();
  assert.equal(await openedElsewhere(folder), '');
});

test('a folder with something else in it, a file, and a place that cannot be written are left alone', async () => {
  const folder = join(root, 'foreign');
  await mkdir(folder, { mode: 0o755 });
  await writeFile(join(folder, 'thesis.docx'), '');
  await assert.rejects(openDatabase({ folder }), { code: 'SH-B003', params: { folder, name: 'thesis.docx' } });
  assert.equal((await stat(folder)).mode & 0o777, 0o755);
  await assert.rejects(openDatabase({ folder: join(folder, 'thesis.docx') }), { code: 'SH-B003' });
  await assert.rejects(openDatabase({ folder: '/sys/shouhu-database' }), { code: 'SH-L007' });
});

test('a making that was cut off begins anew', async () => {
  await mkdir(join(root, 'cut', 'data.new', 'base'), { recursive: true });
  await writeFile(join(root, 'cut', 'data.new', 'PG_VERSION'), '18\n');
  const { db, close } = await open('cut');
  await sql`SELECT 1`.execute(db);
  await close();
});

test('data that the server refuses end in its own words, and hold no lock', async () => {
  await truncate(join(root, 'cut', 'data', 'global', 'pg_control'), 100);
  for (const _ of [1, 2]) await assert.rejects(open('cut'), { code: 'SH-B001', message: /pg_control/ });
});

async function openedElsewhere(folder: string): Promise<string> {
  const child = spawn(process.execPath, [import.meta.filename, 'child', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return text(child.stdout);
}
