import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { connect } from './connect.ts';
import { testDatabase } from './testing.ts';
import { transaction } from './transaction.ts';

interface Schema {
  kept: { n: number };
}

const migrations = {
  kept: { up: async (db: Kysely<unknown>) => void (await sql`CREATE TABLE kept (n integer PRIMARY KEY)`.execute(db)) },
};

const isolationOf = (setting: string) => sql<{ isolation: string }>`SELECT current_setting(${setting}) AS isolation`;

test('a transaction begins with its first statement, as isolated as was asked, the first time of a connection and later', async (context) => {
  const { db } = await testDatabase<Schema>(context, migrations);
  for (const isolation of ['read committed', 'repeatable read', 'serializable'] as const) {
    for (let turn = 0; turn < 4; turn += 1) {
      const { rows } = await transaction(db, isolation, async (trx) =>
        isolationOf('transaction_isolation').execute(trx),
      );
      assert.deepEqual(rows, [{ isolation }]);
    }
  }
});

test('what a failed transaction did is gone, whichever of its statements failed', async (context) => {
  const { url } = await testDatabase<Schema>(context, migrations);
  const db = await connect<Schema>(url, { connections: 1 });
  const insert = (n: number) => ({ n });
  for (let turn = 0; turn < 5; turn += 1) {
    const failing = [
      async () =>
        transaction(db, 'read committed', async (trx) => {
          await trx.insertInto('kept').values(insert(1)).execute();
          await sql`SELECT 1 / ${0}::integer`.execute(trx);
        }),
      async () =>
        transaction(db, 'read committed', async (trx) => {
          await sql`SELECT 1 / ${0}::integer`.execute(trx);
        }),
      async () =>
        transaction(db, 'read committed', async (trx) => {
          await sql`SELECT ${'x'}::text, no_such_column`.execute(trx);
        }),
    ];
    for (const fails of failing) await assert.rejects(fails(), /division by zero|no_such_column/);
    assert.deepEqual(await db.selectFrom('kept').selectAll().where('n', '>', 0).execute(), []);
  }
  await db.destroy();
});

test('a transaction of nothing is none; one of commands, savepoints and statements is whole', async (context) => {
  const { url } = await testDatabase<Schema>(context, migrations);
  const db = await connect<Schema>(url, { connections: 1 });
  for (let turn = 0; turn < 4; turn += 1) {
    await transaction(db, 'read committed', async () => undefined);
    await assert.rejects(
      transaction(db, 'read committed', async () => {
        throw new Error('given up');
      }),
      /given up/,
    );
    const open = await db.startTransaction().execute();
    const saved = await open.savepoint('before').execute();
    await saved
      .insertInto('kept')
      .values({ n: 100 + turn })
      .execute();
    await (await saved.rollbackToSavepoint('before').execute()).insertInto('kept').values({ n: turn }).execute();
    await open.commit().execute();
  }
  const rows = await db.selectFrom('kept').select('n').where('n', '>=', 0).orderBy('n').execute();
  assert.deepEqual(
    rows.map(({ n }) => n),
    [0, 1, 2, 3],
  );
  await db.destroy();
});
