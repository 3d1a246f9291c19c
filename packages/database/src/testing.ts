import { createHash, randomUUID } from 'node:crypto';
import { after } from 'node:test';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { connect } from './connect.ts';
import { migrate } from './migrate.ts';
import type { Migrations } from './migrate.ts';
import { SHARED, startTestServer } from './test-server.ts';

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

interface Reached {
  readonly admin: Kysely<unknown>;
  readonly url: string;
  readonly leave: () => Promise<void>;
}

let server: Promise<Reached> | undefined;
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
  await (await server)?.leave();
}

/**
 * A fresh database with the given migrations applied, on a server that all tests of this process share, or of the whole run; it is removed
 * when the test ends. The migrations run once: further databases are copies of the first.
 */
export async function testDatabase<Schema>(ending: Ending, migrations: Migrations): Promise<TestDatabase<Schema>> {
  const { admin, url } = await (server ??= reachServer());
  const template = await remember(templates, migrations, () => templateOf(admin, url, migrations));
  const name = `test_${randomUUID()}`;
  await createDatabase(admin, name, template);
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

async function reachServer(): Promise<Reached> {
  const shared = process.env[SHARED];
  const { url, stop } = shared === undefined ? await startTestServer() : { url: shared, stop: async () => undefined };
  const admin = await connect(url, { connections: 2 });
  return {
    admin,
    url,
    async leave() {
      await admin.destroy();
      await stop();
    },
  };
}

/** The database that others are copied from: made by the first process that asks, under its last name when it is whole. */
async function templateOf(admin: Kysely<unknown>, url: string, migrations: Migrations): Promise<string> {
  const steps = Object.entries(migrations).map(([name, step]) => [name, step.up.toString()]);
  const name = `template_${createHash('sha256').update(JSON.stringify(steps)).digest('hex').slice(0, 32)}`;
  return admin.connection().execute(async (one) => {
    await sql`SELECT pg_advisory_lock(hashtextextended(${name}, 0))`.execute(one);
    try {
      const { rows } = await sql`SELECT FROM pg_database WHERE datname = ${name}`.execute(one);
      if (rows.length === 0) await makeTemplate(one, url, migrations, name);
      return name;
    } finally {
      await sql`SELECT pg_advisory_unlock(hashtextextended(${name}, 0))`.execute(one);
    }
  });
}

async function makeTemplate(admin: Kysely<unknown>, url: string, migrations: Migrations, name: string): Promise<void> {
  const making = `test_${randomUUID()}`;
  await createDatabase(admin, making, 'template1');
  const db = await connect(within(url, making), {});
  await migrate(db, migrations);
  await db.destroy();
  await sql`ALTER DATABASE ${sql.id(making)} RENAME TO ${sql.id(name)}`.execute(admin);
}

async function createDatabase(admin: Kysely<unknown>, name: string, template: string): Promise<void> {
  await sql`CREATE DATABASE ${sql.id(name)} TEMPLATE ${sql.id(template)} STRATEGY file_copy`.execute(admin);
}

function within(url: string, database: string): string {
  return Object.assign(new URL(url), { pathname: database }).href;
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
