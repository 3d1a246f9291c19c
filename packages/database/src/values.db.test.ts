import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from './testing.ts';

const none = {};

test('values arrive exact: bigint a number, numeric a string, a day its text, an instant a Date', async (context) => {
  const { db } = await testDatabase(context, none);
  const { rows } = await sql`SELECT
    9007199254740991::bigint AS most, (-9007199254740991)::bigint AS least, NULL::bigint AS none, count(*) AS count,
    1234567890123456789.00500::numeric AS exact,
    date '2026-03-05' AS day, timestamp '2026-03-05 00:30:00' AS local,
    timestamptz '2026-03-05 00:30:00' AS instant`.execute(db);
  assert.deepEqual(rows, [
    {
      most: Number.MAX_SAFE_INTEGER,
      least: Number.MIN_SAFE_INTEGER,
      none: null,
      count: 1,
      exact: '1234567890123456789.00500',
      day: '2026-03-05',
      local: '2026-03-05 00:30:00',
      instant: new Date('2026-03-04T16:30:00Z'),
    },
  ]);
});

test('elements of arrays are as the values alone', async (context) => {
  const { db } = await testDatabase(context, none);
  const { rows } = await sql`SELECT '{1,NULL,3}'::bigint[] AS counts, '{{1},{2}}'::bigint[] AS nested,
    '{0.10,2}'::numeric[] AS exact, '{2026-03-05}'::date[] AS days, '{}'::bigint[] AS none`.execute(db);
  assert.deepEqual(rows, [
    { counts: [1, null, 3], nested: [[1], [2]], exact: ['0.10', '2'], days: ['2026-03-05'], none: [] },
  ]);
});

test('a bigint that JavaScript cannot hold is refused, and the connection goes on', async (context) => {
  const { db } = await testDatabase(context, none);
  await assert.rejects(sql`SELECT 9007199254740992::bigint`.execute(db), { code: 'ERR_ASSERTION' });
  await assert.rejects(sql`SELECT '{9007199254740992}'::bigint[]`.execute(db), { code: 'ERR_ASSERTION' });
  assert.deepEqual((await sql`SELECT 1 AS one`.execute(db)).rows, [{ one: 1 }]);
});

test('what goes in comes back: a day, an instant, a large number', async (context) => {
  const { db } = await testDatabase(context, none);
  const instant = new Date('2026-03-04T16:30:00.123Z');
  const { rows } = await sql`SELECT ${'2026-03-05'}::date AS day, ${instant}::timestamptz AS instant,
    ${Number.MAX_SAFE_INTEGER}::bigint AS most`.execute(db);
  assert.deepEqual(rows, [{ day: '2026-03-05', instant, most: Number.MAX_SAFE_INTEGER }]);
});
