import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { connect } from './connect.ts';
import { startServer } from './embedded/server.ts';
import { migrate } from './migrate.ts';
import type { Migrations } from './migrate.ts';

/** A database of one test alone. */
export interface TestDatabase<Schema> {
  readonly db: Kysely<Schema>;
  /** For a further connection or another process. */
  readonly url: string;
}

/** What is told when a test has ended: the context of node:test, or `{ after }` for a whole file. */
interface Ending {
  after(work: () => Promise<void>): void;
}

interface TestServer {
  readonly admin: Kysely<unknown>;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** What the databases of all tests need by far. */
const ROOM_BYTES = 2 ** 30;

const PREFIX = 'shouhu-test-';

let server: Promise<TestServer> | undefined;
const templates = new Map<Migrations, Promise<string>>();
/** Nobody waits for a database to be removed but the end: PostgreSQL looks every 100 ms whether it is left. */
const removals: Promise<unknown>[] = [];
let inUse = 0;
let ended = false;

after(() => {
  ended = true;
  return stopWhenLeft();
});

/** Databases of a whole file are left after this module has been told of the end. */
async function stopWhenLeft(): Promise<void> {
  if (!ended || inUse > 0) return;
  await Promise.all(removals);
  await (await server)?.stop();
}

/**
 * A fresh database with the given migrations applied, on a server that all tests of this process share; it is removed
 * when the test ends. The migrations run once: further databases are copies of the first.
 */
export async function testDatabase<Schema>(ending: Ending, migrations: Migrations): Promise<TestDatabase<Schema>> {
  const { admin, url } = await (server ??= startTestServer());
  const template = await remember(templates, migrations, () => makeTemplate(admin, url, migrations));
  const name = await createDatabase(admin, template);
  const own = within(url, name);
  const db = await connect<Schema>(own, {});
  inUse += 1;
  ending.after(async () => {
    await db.destroy();
    inUse -= 1;
    removals.push(sql`DROP DATABASE ${sql.id(name)} WITH (FORCE)`.execute(admin));
    await stopWhenLeft();
  });
  return { db, url: own };
}

async function startTestServer(): Promise<TestServer> {
  const base = await scratch();
  await sweep(base);
  const folder = await mkdtemp(join(base, `${PREFIX}${process.pid}-`));
  const { url, stop } = await startServer({ folder, log: () => undefined, durable: false });
  const admin = await connect(url, { connections: 2 });
  return {
    admin,
    url,
    async stop() {
      await admin.destroy();
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A new database is three hundred files: a tenth of the time where files are in memory, if there is room for them. */
async function scratch(): Promise<string> {
  const memory = '/dev/shm';
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize > ROOM_BYTES ? memory : tmpdir();
}

/** Removes what test processes left that were killed, as by Ctrl-C. */
async function sweep(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : process.pid;
    if (!isAlive(pid)) await rm(join(base, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

async function makeTemplate(admin: Kysely<unknown>, url: string, migrations: Migrations): Promise<string> {
  const name = await createDatabase(admin, 'template1');
  const db = await connect(within(url, name), {});
  await migrate(db, migrations);
  await db.destroy();
  return name;
}

async function createDatabase(admin: Kysely<unknown>, template: string): Promise<string> {
  const name = `test_${randomUUID()}`;
  await sql`CREATE DATABASE ${sql.id(name)} TEMPLATE ${sql.id(template)} STRATEGY file_copy`.execute(admin);
  return name;
}

function within(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: database }).href;
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
