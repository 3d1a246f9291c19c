import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Migrations } from '../migrate.ts';
import { testDatabase } from '../testing.ts';
import { copyIn } from './copy-in.ts';
import { copyOut } from './copy-out.ts';

/** Everything that is hard to copy: references in a circle and to itself, numbers the database gives, guarded rows, odd texts. */
const migrations: Migrations = {
  '001-odd': {
    async up(transaction) {
      const steps = [
        sql`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'written once'; END $$`,
        sql`CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, up bigint REFERENCES a, b_id text,
          twice bigint GENERATED ALWAYS AS (id * 2) STORED)`,
        sql`CREATE TABLE b (id text PRIMARY KEY, a_id bigint REFERENCES a, at timestamptz, day date, bytes bytea, kinds text[], j jsonb, f float8)`,
        sql`ALTER TABLE a ADD CONSTRAINT a_b FOREIGN KEY (b_id) REFERENCES b DEFERRABLE INITIALLY DEFERRED`,
        sql`CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON b FOR EACH STATEMENT EXECUTE FUNCTION refuse()`,
        sql`INSERT INTO b (id) VALUES ('made by the migration')`,
      ];
      for (const step of steps) await step.execute(transaction);
    },
  },
};

async function contentOf(url: string) {
  return copyOut(url, async ({ tables, rowsOf, sequences, applied }) => {
    const rows = new Map<string, Buffer>();
    for (const table of tables) rows.set(table.name, await buffer(rowsOf(table)));
    return { tables, rows, applied, sequences: await sequences() };
  });
}

test('a copy put into another database is the same to the byte, with its references, numbers and guards', async (t) => {
  const source = await testDatabase<unknown>(t, migrations);
  await sql`INSERT INTO a (up) VALUES (NULL), (1), (2)`.execute(source.db);
  await sql`INSERT INTO b VALUES (${'\\.\t\n张\r\\N'}, 3, '2026-03-02 10:00:00.123456+08', '2026-03-02', '\\x00ff', '{"a,b",NULL}', '{"x": [1]}', 0.1)`.execute(
    source.db,
  );
  await sql`UPDATE a SET b_id = 'made by the migration' WHERE id = 1`.execute(source.db);
  const content = await contentOf(source.url);
  assert.deepEqual(content.applied, ['001-odd']);

  const target = await testDatabase<unknown>(t, migrations);
  const { tables, sequences, rows } = content;
  await copyIn(target.url, {
    tables,
    sequences,
    rowsOf: async ({ name }) => Readable.from([rows.get(name) ?? Buffer.alloc(0)]),
  });
  assert.deepEqual(await contentOf(target.url), content);
  const next = await sql<{ id: number; twice: number }>`INSERT INTO a (up) VALUES (3) RETURNING id, twice`.execute(
    target.db,
  );
  assert.deepEqual(next.rows, [{ id: 4, twice: 8 }]);
  await assert.rejects(sql`DELETE FROM b`.execute(target.db), /written once/);
  await assert.rejects(sql`INSERT INTO a (up) VALUES (99)`.execute(target.db), { code: '23503' });
});

test('rows that refer to none are refused, and nothing is changed', async (t) => {
  const { url, db } = await testDatabase<unknown>(t, migrations);
  const { tables, sequences } = await contentOf(url);
  const rowsOf = async ({ name }: { name: string }) => Readable.from(name === 'a' ? ['7\t99\t\\N\n'] : []);
  await assert.rejects(copyIn(url, { tables, sequences, rowsOf }), { code: '23503' });
  assert.deepEqual((await sql`SELECT id FROM b`.execute(db)).rows, [{ id: 'made by the migration' }]);
  await assert.rejects(sql`DELETE FROM b`.execute(db), /written once/);
});

test('what is written during a copy is not in it', async (t) => {
  const { url, db } = await testDatabase<unknown>(t, migrations);
  await copyOut(url, async ({ tables, rowsOf }) => {
    await sql`INSERT INTO b (id) VALUES ('later')`.execute(db);
    const table = tables.find(({ name }) => name === 'b');
    assert.ok(table !== undefined);
    assert.match((await buffer(rowsOf(table))).toString(), /^made by the migration\t.*\n$/);
  });
});
