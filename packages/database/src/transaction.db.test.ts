import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Migrations } from './migrate.ts';
import { testDatabase } from './testing.ts';
import { transaction } from './transaction.ts';

interface Schema {
  shift: { doctor: string; on_call: boolean };
}

const migrations: Migrations = {
  shift: {
    up: async (db) => {
      await sql`CREATE TABLE shift (doctor text PRIMARY KEY, on_call boolean NOT NULL)`.execute(db);
      await sql`INSERT INTO shift VALUES ('甲', true), ('乙', true)`.execute(db);
    },
  },
};

/** Lets nobody on until `count` have come; later ones pass. */
function gate(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let come = 0;
  return async () => {
    come += 1;
    if (come >= count) resolve();
    await promise;
  };
}

const onCall = async (db: Kysely<Schema>): Promise<number> =>
  (await db.selectFrom('shift').select('doctor').where('on_call', '=', true).execute()).length;

test('of two that each see the other on call, one loses, runs again and sees that it may not go', async (context) => {
  const { db } = await testDatabase<Schema>(context, migrations);
  const bothHaveRead = gate(2);
  let runs = 0;
  const leave = (doctor: string): Promise<boolean> =>
    transaction(db, 'serializable', async (trx) => {
      runs += 1;
      const others = (await onCall(trx)) - 1;
      await bothHaveRead();
      if (others === 0) return false;
      await trx.updateTable('shift').set({ on_call: false }).where('doctor', '=', doctor).execute();
      return true;
    });
  const left = await Promise.all([leave('甲'), leave('乙')]);
  assert.deepEqual(new Set(left), new Set([true, false]));
  assert.equal(runs, 3);
  assert.equal(await onCall(db), 1);
});

test('of two that wait for each other, one runs again', async (context) => {
  const { db } = await testDatabase<Schema>(context, migrations);
  const bothHoldOne = gate(2);
  let runs = 0;
  const turn = (...doctors: string[]): Promise<void> =>
    transaction(db, 'read committed', async (trx) => {
      runs += 1;
      for (const doctor of doctors) {
        await trx
          .updateTable('shift')
          .set({ on_call: sql`NOT on_call` })
          .where('doctor', '=', doctor)
          .execute();
        await bothHoldOne();
      }
    });
  await Promise.all([turn('甲', '乙'), turn('乙', '甲')]);
  assert.equal(runs, 3);
  assert.equal(await onCall(db), 2);
});

test('nothing else is tried again, and nothing of it stays', async (context) => {
  const { db } = await testDatabase<Schema>(context, migrations);
  let runs = 0;
  const twice = transaction(db, 'serializable', async (trx) => {
    runs += 1;
    await trx.insertInto('shift').values({ doctor: '丙', on_call: true }).execute();
    await trx.insertInto('shift').values({ doctor: '丙', on_call: true }).execute();
  });
  await assert.rejects(twice, { code: '23505' });
  assert.equal(runs, 1);
  assert.equal(await onCall(db), 2);
});

test('who loses every time is told so', async (context) => {
  const { db } = await testDatabase<Schema>(context, migrations);
  let runs = 0;
  const never = transaction(db, 'serializable', async (trx) => {
    runs += 1;
    await sql`DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = '40001'; END $$`.execute(trx);
  });
  await assert.rejects(never, { code: 'SH-B012', params: { attempts: 8 } });
  assert.equal(runs, 8);
});
