import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import type { Migrations } from './migrate.ts';
import { testDatabase } from './testing.ts';

interface Schema {
  note: { text: string };
}

let made = 0;
const migrations: Migrations = {
  only: {
    up: async (transaction) => {
      made += 1;
      await sql`CREATE TABLE note (text text)`.execute(transaction);
    },
  },
};

const shared = await testDatabase<Schema>({ after }, migrations);

for (const round of ['first', 'second']) {
  test(`each test has a database of its own, migrated once for all: ${round}`, async (context) => {
    const databases = await Promise.all(Array.from({ length: 4 }, () => testDatabase<Schema>(context, migrations)));
    for (const { db } of [shared, ...databases]) {
      await db.insertInto('note').values({ text: round }).execute();
    }
    for (const { db } of databases) {
      assert.deepEqual(await db.selectFrom('note').selectAll().execute(), [{ text: round }]);
    }
    assert.equal(made, 1);
  });
}

test('the database of a file is that of all its tests', async () => {
  assert.equal((await shared.db.selectFrom('note').selectAll().execute()).length, 2);
});
