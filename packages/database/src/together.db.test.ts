import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { testDatabase } from './testing.ts';
import { together } from './together.ts';
import { transaction } from './transaction.ts';

interface Schema {
  kept: { n: number };
}

const migrations = {
  kept: { up: async (db: Kysely<unknown>) => void (await sql`CREATE TABLE kept (n integer PRIMARY KEY)`.execute(db)) },
};

const keep = async (trx: Transaction<Schema>, n: number) => trx.insertInto('kept').values({ n }).execute();
const sumOf = async (trx: Transaction<Schema>): Promise<number> => {
  const { rows } = await sql<{
    sum: number;
  }>`SELECT coalesce(sum(n), 0)::integer AS sum FROM kept WHERE n > ${0}`.execute(trx);
  return rows[0]?.sum ?? 0;
};
const keptIn = async (db: Kysely<Schema>) =>
  (await db.selectFrom('kept').select('n').orderBy('n').execute()).map(({ n }) => n);

test('statements asked together come in their order, each with its own answer, first statements of a transaction too', async (context) => {
  const { db } = await testDatabase<Schema>(context, migrations);
  for (let turn = 0; turn < 5; turn += 1) {
    const answers = await transaction(db, 'read committed', async (trx) => {
      const got = await together(trx, (atOnce) => [
        sumOf(atOnce),
        keep(atOnce, 10 * turn + 1),
        sumOf(atOnce),
        keep(atOnce, 10 * turn + 2),
        sumOf(atOnce),
      ]);
      return [got[0], got[2], got[4]];
    });
    const [before = 0] = answers;
    assert.deepEqual(answers, [before, before + 10 * turn + 1, before + 20 * turn + 3]);
  }
  assert.equal((await keptIn(db)).length, 10);
});

test('where one fails its failure is told, and nothing of the transaction stands', async (context) => {
  const { db } = await testDatabase<Schema>(context, migrations);
  for (let turn = 0; turn < 5; turn += 1) {
    const failing = transaction(db, 'read committed', async (trx) => {
      await together(trx, (atOnce) => [
        keep(atOnce, 1).then(async () => keep(atOnce, 3)),
        sql`SELECT 1 / ${0}::integer`.execute(atOnce),
        keep(atOnce, 2),
        sumOf(atOnce),
      ]);
    });
    await assert.rejects(failing, /division by zero/);
    assert.deepEqual(await keptIn(db), []);
  }
});

test('a work that goes on when another has failed still ends within the transaction', async (context) => {
  const { db } = await testDatabase<Schema>(context, migrations);
  let ended = false;
  const failing = transaction(db, 'read committed', async (trx) =>
    together(trx, (atOnce) => [
      Promise.reject(new Error('given up')),
      (async () => {
        await keep(atOnce, 1);
        await setTimeout(20);
        await keep(atOnce, 2);
        ended = true;
      })(),
    ]),
  );
  await assert.rejects(failing, /given up/);
  assert.ok(ended);
  assert.deepEqual(await keptIn(db), []);
});

test('statements that are asked together wait for a lock as others do', async (context) => {
  const { db } = await testDatabase<Schema>(context, migrations);
  await db.insertInto('kept').values({ n: 7 }).execute();
  const { promise: held, resolve: holding } = Promise.withResolvers<void>();
  const add = async (trx: Transaction<Schema>) =>
    trx
      .updateTable('kept')
      .set({ n: sql`n + 1` })
      .where('n', '>', 0)
      .execute();
  const first = transaction(db, 'read committed', async (trx) => {
    await add(trx);
    holding();
    await setTimeout(30);
  });
  await held;
  const second = transaction(db, 'read committed', async (trx) =>
    together(trx, (atOnce) => [add(atOnce), sumOf(atOnce)]),
  );
  const [, [, sum]] = await Promise.all([first, second]);
  assert.equal(sum, 9);
});
