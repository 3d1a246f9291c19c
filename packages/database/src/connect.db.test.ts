import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { connect } from './connect.ts';
import { openDatabase } from './open.ts';
import { testDatabase } from './testing.ts';

const settings = sql<{ zone: string; limit: string; idle: string }>`SELECT current_setting('TimeZone') AS zone,
  current_setting('statement_timeout') AS limit, current_setting('idle_in_transaction_session_timeout') AS idle`;

const none = {};

test('a database of a bureau is reached by its address; close may be called again', async (context) => {
  const { url } = await testDatabase(context, none);
  const opened = await openDatabase({ url });
  assert.equal(opened.url, url);
  assert.deepEqual((await settings.execute(opened.db)).rows, [{ zone: 'Asia/Shanghai', limit: '30s', idle: '1min' }]);
  await Promise.all([opened.close(), opened.close()]);
});

test('limits can be chosen; settings that the address names are kept beside ours', async (context) => {
  const { url } = await testDatabase(context, none);
  const named = `${url}?options=${encodeURIComponent('-c work_mem=7MB -c TimeZone=UTC')}`;
  const db = await connect(named, { statement_timeout_ms: 1500, idle_in_transaction_timeout_ms: 0 });
  assert.deepEqual((await settings.execute(db)).rows, [{ zone: 'Asia/Shanghai', limit: '1500ms', idle: '0' }]);
  assert.deepEqual((await sql`SHOW work_mem`.execute(db)).rows, [{ work_mem: '7MB' }]);
  await db.destroy();
});

test('an address that is none, and one where nobody answers, are told without the password', async () => {
  for (const url of ['', 'localhost:5432', 'mysql://a:b@c/d']) {
    await assert.rejects(openDatabase({ url }), { code: 'SH-B007' });
  }
  await assert.rejects(openDatabase({ url: 'postgresql://a:secret@127.0.0.1:1/d' }), {
    code: 'SH-B008',
    params: { address: '127.0.0.1:1/d', detail: 'connect ECONNREFUSED 127.0.0.1:1' },
  });
});

test('a wrong password is refused', async (context) => {
  const { url } = await testDatabase(context, none);
  const wrong = Object.assign(new URL(url), { password: 'wrong' }).href;
  await assert.rejects(openDatabase({ url: wrong }), { code: 'SH-B008' });
});

test('a server that is too old is refused', async (context) => {
  const { db, url } = await testDatabase(context, none);
  // The connection is made to find this function before PostgreSQL's own.
  await sql`CREATE FUNCTION public.current_setting(name text) RETURNS text LANGUAGE sql AS $$ SELECT '14.9 (old)' $$`.execute(
    db,
  );
  const old = `${url}?options=${encodeURIComponent('-c search_path=public,pg_catalog')}`;
  await assert.rejects(openDatabase({ url: old }), { code: 'SH-B009' });
});

test('a database of another encoding is refused', async (context) => {
  const { db, url } = await testDatabase(context, none);
  await sql`CREATE DATABASE plain ENCODING SQL_ASCII LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0`.execute(db);
  const plain = Object.assign(new URL(url), { pathname: 'plain' }).href;
  await assert.rejects(openDatabase({ url: plain }), { code: 'SH-B010' });
});

test('a connection that the server ends is replaced, and told', async (context) => {
  const { db, url } = await testDatabase(context, none);
  const { promise: told, resolve: log } = Promise.withResolvers<string>();
  const lost = await connect(url, { connections: 1, log });
  const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(lost);
  await sql`SELECT pg_terminate_backend(${rows[0]?.pid})`.execute(db);
  assert.match(await told, /terminating connection/);
  assert.deepEqual((await sql`SELECT 1 AS one`.execute(lost)).rows, [{ one: 1 }]);
  await lost.destroy();
});

test('a transaction that idles too long, or loses its connection between statements, fails alone', async (context) => {
  const { db, url } = await testDatabase(context, none);
  const told: string[] = [];
  const { promise: lost, resolve } = Promise.withResolvers<void>();
  const log = (line: string): void => resolve(void told.push(line));
  const impatient = await connect<unknown>(url, { idle_in_transaction_timeout_ms: 20, log });
  const idling = impatient.transaction().execute(async (transaction) => {
    await sql`SELECT 1`.execute(transaction);
    await lost;
    await sql`SELECT 2`.execute(transaction);
  });
  await assert.rejects(idling, /Connection terminated|not queryable/);
  assert.match(told.join(), /idle-in-transaction timeout/);
  assert.deepEqual((await sql`SELECT 1 AS one`.execute(impatient)).rows, [{ one: 1 }]);
  await impatient.destroy();
  assert.deepEqual((await sql`SELECT 1 AS one`.execute(db)).rows, [{ one: 1 }]);
});
