import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase } from '../open.ts';
import type { Database } from '../open.ts';
import { outageOf } from '../outage.ts';
import { handOver } from './folder.ts';
import { launch } from './launch.ts';
import { serverPrograms } from './programs.ts';
import { serverUser } from './user.ts';

interface Schema {
  entry: { id: number };
}

const [, , task, at = '', from = '0'] = process.argv;

/** Started by itself as `write`, this file writes from four connections and tells each id once it is committed. */
if (task === 'write') {
  const { db } = await openDatabase<Schema>({ folder: at });
  const write = async (writer: number): Promise<void> => {
    for (let id = Number(from) + writer; ; id += 4) {
      await db.insertInto('entry').values({ id }).execute();
      console.log(id);
    }
  };
  // The end of the server is the end of the child; what it acknowledged has been told.
  await Promise.all([0, 1, 2, 3].map(write)).catch(() => process.exit(1));
}

/** As `compute`, it keeps a connection busy without end and tells which process of the server does the work. */
if (task === 'compute') {
  const { db } = await openDatabase<Schema>({ folder: at });
  const endless = sql`DO $$ BEGIN LOOP END LOOP; END $$`.execute(db);
  const busy = sql<{ pid: number }>`SELECT pid FROM pg_stat_activity WHERE query LIKE 'DO %' AND state = 'active'`;
  let worker: number | undefined;
  while (worker === undefined) worker = (await busy.execute(db)).rows[0]?.pid;
  console.log(worker);
  await endless;
}

const ACKNOWLEDGED = 200;
const root = await mkdtemp(join(tmpdir(), 'shouhu-kill-'));
after(() => rm(root, { recursive: true }));

const serverPid = async (folder: string): Promise<number> =>
  Number.parseInt(await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10);

async function made(name: string, log?: (line: string) => void): Promise<Database<Schema> & { folder: string }> {
  const folder = join(root, name);
  const database = await openDatabase<Schema>({ folder, ...(log && { log }) });
  await sql`CREATE TABLE IF NOT EXISTS entry (id bigint PRIMARY KEY)`.execute(database.db);
  return { folder, ...database };
}

for (const killed of ['the process that opened it', 'the server']) {
  test(`what was acknowledged is there after ${killed} was killed while four wrote`, async () => {
    const { folder, close } = await made('kept');
    await close();
    for (let round = 1; round <= 3; round += 1) {
      const acknowledged = await writeUntilKilled(
        folder,
        round * 1_000_000 + (killed === 'the server' ? 500_000 : 0),
        killed === 'the server',
      );
      const { db, close: closeAgain } = await openDatabase<Schema>({ folder });
      const rows = await db.selectFrom('entry').select('id').execute();
      const kept = new Set(rows.map((row) => row.id));
      assert.ok(acknowledged.length >= ACKNOWLEDGED);
      assert.deepEqual(
        acknowledged.filter((id) => !kept.has(id)),
        [],
      );
      await closeAgain();
    }
  });
}

function startChild(...args: string[]): ChildProcessByStdio<null, Readable, null> {
  return spawn(process.execPath, [import.meta.filename, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function writeUntilKilled(folder: string, first: number, killServer: boolean): Promise<number[]> {
  const child = startChild('write', folder, String(first));
  const told: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(Number(line));
    if (told.length !== ACKNOWLEDGED) continue;
    if (killServer) process.kill(await serverPid(folder), 'SIGKILL');
    else child.kill('SIGKILL');
  }
  return told;
}

test('a server that was left running is stopped and its data opened', async () => {
  const { folder, close } = await made('kept');
  await close();
  const user = await handOver(folder, await serverUser(folder, () => undefined));
  const { postgres } = await serverPrograms(folder, user);
  const { ended } = await launch({ folder, durable: true }, postgres, user);
  const left = await serverPid(folder);
  const told: string[] = [];
  const again = await made('kept', (line) => told.push(line));
  assert.match(told.join(), new RegExp(`left running \\(.*${left}`));
  await ended;
  await again.close();
});

test('a server that is killed under its opener is started again at the same address, until it is given up', async () => {
  const folder = join(root, 'again');
  const { promise: lost, resolve: onLost } = Promise.withResolvers<string>();
  const { db, url, close } = await openDatabase<Schema>({ folder, onLost });
  await sql`CREATE TABLE entry (id bigint PRIMARY KEY)`.execute(db);
  for (let kill = 1; kill <= 3; kill += 1) {
    const killed = await serverPid(folder);
    process.kill(killed, 'SIGKILL');
    // The one connection may outlive its server for a moment.
    while ((await serverPid(folder).catch(() => killed)) === killed) await setTimeout(10);
    const write = async (): Promise<unknown> =>
      db
        .insertInto('entry')
        .values({ id: kill })
        .execute()
        .then(
          () => 'done',
          (error: unknown) => outageOf(error) ?? error,
        );
    let result = await write();
    while (result === 'unreachable') result = await write();
    assert.equal(result, 'done');
  }
  assert.deepEqual(await db.selectFrom('entry').select('id').orderBy('id').execute(), [
    { id: 1 },
    { id: 2 },
    { id: 3 },
  ]);
  process.kill(await serverPid(folder), 'SIGKILL');
  assert.match(await lost, /ended 4 times/);
  await assert.rejects(openDatabase({ url }), { code: 'SH-B008' });
  await close();
  const left = await openDatabase<Schema>({ folder });
  assert.equal((await left.db.selectFrom('entry').select('id').execute()).length, 3);
  await left.close();
});

test('of a server that was killed, a connection still at work is ended before the data are opened', async () => {
  const { folder, close } = await made('kept');
  await close();
  const child = startChild('compute', folder);
  const [worker] = await once(createInterface({ input: child.stdout }), 'line');
  process.kill(await serverPid(folder), 'SIGKILL');
  child.kill('SIGKILL');
  await once(child, 'close');
  assert.equal(existsSync(`/proc/${worker}/exe`), true);
  const told: string[] = [];
  const again = await made('kept', (line) => told.push(line));
  assert.match(told.join(), new RegExp(`left running \\(${worker}\\)`));
  await again.close();
});

test('a note that names another process by now does not keep the data closed', async () => {
  const { folder, close } = await made('kept');
  await close();
  await writeFile(join(folder, 'data', 'postmaster.pid'), `${process.pid}\n${folder}/data\n0\n1\n\n\n\nready\n`);
  const again = await made('kept');
  await again.close();
});
