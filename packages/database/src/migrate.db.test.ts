import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { connect } from './connect.ts';
import { migrate } from './migrate.ts';
import type { Migration, Migrations } from './migrate.ts';
import { testDatabase } from './testing.ts';

const step = (statement: string): Migration => ({
  up: async (transaction) => {
    await sql.raw(statement).execute(transaction);
  },
});
const none: Migrations = {};
const first: Migrations = {
  '0001-account': step('CREATE TABLE account (id bigint PRIMARY KEY)'),
  '0002-open': step('INSERT INTO account VALUES (1)'),
};
const second: Migrations = { ...first, '0003-more': step('INSERT INTO account VALUES (2)') };

test('each step is applied once, in order, and later ones are added', async (context) => {
  const { db } = await testDatabase<{ account: { id: number } }>(context, none);
  assert.deepEqual(await migrate(db, first), ['0001-account', '0002-open']);
  assert.deepEqual(await migrate(db, first), []);
  assert.deepEqual(await migrate(db, second), ['0003-more']);
  assert.deepEqual(await db.selectFrom('account').select('id').orderBy('id').execute(), [{ id: 1 }, { id: 2 }]);
});

test('several that migrate at once apply each step once between them', async (context) => {
  const { url } = await testDatabase(context, none);
  const steps = Object.fromEntries(
    Array.from({ length: 10 }, (_, at) => [`step-${at}`, step(`CREATE TABLE made_${at} (id bigint)`)]),
  );
  const pools = await Promise.all(Array.from({ length: 4 }, () => connect<unknown>(url, {})));
  const applied = await Promise.all(pools.map((db) => migrate(db, steps)));
  await Promise.all(pools.map((db) => db.destroy()));
  assert.deepEqual(applied.flat().toSorted(), Object.keys(steps).toSorted());
});

test('a database that a newer program migrated is refused before anything is done', async (context) => {
  const { db } = await testDatabase(context, none);
  await migrate(db, second);
  await assert.rejects(migrate(db, first), { code: 'SH-B011', params: { names: '0003-more' } });
  await assert.rejects(migrate(db, { ...first, '0003-other': step('SELECT 1/0') }), { code: 'SH-B011' });
});

test('a step that fails leaves nothing of itself; those before it stay', async (context) => {
  const { db } = await testDatabase(context, none);
  const failing = { ...first, '0003-bad': step('CREATE TABLE half (id bigint); SELECT 1/0') };
  await assert.rejects(migrate(db, failing), { code: '22012' });
  const { rows } = await sql`SELECT to_regclass('half') AS half, to_regclass('account') IS NULL AS none`.execute(db);
  assert.deepEqual(rows, [{ half: null, none: false }]);
  assert.deepEqual(await migrate(db, second), ['0003-more']);
});

test('a step put before one that has been applied is a fault of the program', async (context) => {
  const { db } = await testDatabase(context, none);
  await migrate(db, first);
  await assert.rejects(migrate(db, { '0000-late': step('SELECT 1'), ...first }), { code: 'ERR_ASSERTION' });
});

test('a step may take longer than other statements', async (context) => {
  const { url } = await testDatabase(context, none);
  const db = await connect<unknown>(url, { statement_timeout_ms: 50 });
  await assert.rejects(sql`SELECT pg_sleep(10)`.execute(db), { code: '57014' });
  assert.deepEqual(await migrate(db, { slow: step('SELECT pg_sleep(0.1)') }), ['slow']);
  await db.destroy();
});
