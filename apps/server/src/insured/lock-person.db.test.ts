import assert from 'node:assert/strict';
import { test } from 'node:test';
import { transaction } from '@shouhu/database';
import { sql } from 'kysely';
import { platform } from '../http/app.fixture.ts';
import { stopSharing } from '../wallet/mutual-aid.ts';
import { family, FATHER, instantOf, WIFE } from '../wallet/wallet.fixture.ts';
import { lockWithPayers } from './lock-person.ts';

test('whose account came to pay while the lock was waited for is locked too', async (t) => {
  const db = await family(await platform(t));
  const at = instantOf('2026-03-02 10:00:00');
  await stopSharing(db, { psn_no: FATHER, at }, WIFE);
  const { promise: mayGo, resolve: go } = Promise.withResolvers<void>();
  const { promise: held, resolve: hold } = Promise.withResolvers<void>();
  const before = transaction(db, 'read committed', async (trx) => {
    await lockWithPayers(trx, WIFE);
    hold();
    await mayGo;
    await sql`INSERT INTO mutual_aid (psn_no, payer, rank, begndate) VALUES (${WIFE}, ${FATHER}, 1, '2026-03-02')`.execute(
      trx,
    );
  });
  await held;
  await transaction(db, 'read committed', async (trx) => {
    const locked = lockWithPayers(trx, WIFE);
    await waiting();
    go();
    await Promise.all([before, locked]);
    const { rows } = await sql<{ free: boolean }>`
      SELECT pg_try_advisory_xact_lock(hashtextextended('person ' || ${FATHER}::text, 0)) AS free`.execute(db);
    assert.deepEqual(rows, [{ free: false }]);
  });

  /** Until a lock is waited for. */
  async function waiting(): Promise<void> {
    for (;;) {
      const { rows } = await sql`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`.execute(db);
      if (rows.length > 0) return;
    }
  }
});
