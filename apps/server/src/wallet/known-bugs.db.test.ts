/** Bugs that other ledgers had (Blnk on GitHub), each as what it would do to a wallet. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { transaction } from '@shouhu/database';
import { post } from '@shouhu/ledger';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { platform } from '../http/app.fixture.ts';
import type { Schema } from '../store/schema.ts';
import { payContribution } from './contribution.ts';
import { accept, decline, returnOverdue } from './transfers.ts';
import { assertSound, CHILDREN, FATHER, family, held, offering, relate, TEN, WIFE } from './wallet.fixture.ts';

const DAY = '2026-03-02';

/** Until somebody waits for a lock. */
async function waits(db: Kysely<Schema>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(db);
    if ((rows[0]?.count ?? 0) > 0) return;
    assert.ok(tries < 400, 'nobody waits');
    await setTimeout(25);
  }
}

describe('what others got wrong', () => {
  test('Blnk #238: many credits of one wallet at once, and none is lost', async (t) => {
    const db = await family(await platform(t));
    for (const child of CHILDREN) await relate(db, child, WIFE, 'parent');
    const offers = [];
    for (const from of [FATHER, ...CHILDREN])
      for (let nth = 0; nth < 3; nth += 1) offers.push(await offering(db, TEN, { from, fen: 1_000 }));
    await Promise.all(offers.map(async ({ transfer_id }) => accept(db, { psn_no: WIFE, at: TEN }, transfer_id)));
    assert.equal(await held(db, `wallet:${WIFE}`), 12_000);
    await assertSound(db);
  });

  test('Blnk #239: what was read before another one ended decides nothing', async (t) => {
    const db = await family(await platform(t));
    // A transaction that moves money and is not over when the transfer begins.
    const [moved, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slow = transaction(db, 'read committed', async (trx) => {
      const postings = [
        { account: `acct:${FATHER}`, fen: -595_000 },
        { account: `wallet:${FATHER}`, fen: 595_000 },
      ];
      const entry_id = '00000000-0000-4000-8000-000000000239';
      await post(trx, { entry_id, kind: 'moved', day: DAY, memo: '', postings }, TEN);
      moved.resolve();
      await go.promise;
    });
    await moved.promise;
    const late = assert.rejects(offering(db, TEN, { fen: 10_000 }), { code: 'SH-G001' });
    await waits(db);
    go.resolve();
    await Promise.all([slow, late]);
    assert.equal(await held(db, `acct:${FATHER}`), 5_000);
    await assertSound(db);
  });

  test('Blnk #181: what is offered and not yet accepted cannot be spent again', async (t) => {
    const db = await family(await platform(t));
    const acting = { psn_no: WIFE, at: TEN };
    const { transfer_id } = await offering(db, TEN, { fen: 40_000 });
    await accept(db, acting, transfer_id);
    const waiting = await offering(db, TEN, { from: WIFE, receiver: FATHER, source: 'wallet', fen: 30_000 });
    const contribution = {
      payment_id: '00000000-0000-4000-8000-000000000181',
      beneficiary: WIFE,
      year: 2026,
      fen: 40_000,
    };
    await assert.rejects(payContribution(db, acting, contribution), { code: 'SH-G001' });
    await assert.rejects(offering(db, TEN, { from: WIFE, receiver: FATHER, source: 'wallet', fen: 10_001 }), {
      code: 'SH-G001',
    });
    await accept(db, { psn_no: FATHER, at: TEN }, waiting.transfer_id);
    assert.deepEqual([await held(db, `wallet:${WIFE}`), await held(db, `wallet:${FATHER}`)], [10_000, 30_000]);
    await assertSound(db);
  });

  test('Blnk #171: what is accepted twice, declined and returned at the same moment has one end', async (t) => {
    const db = await family(await platform(t));
    for (const fen of [1_000, 2_000, 3_000]) {
      const before = await held(db, `acct:${FATHER}`);
      const { transfer_id, returns_at } = await offering(db, TEN, { fen });
      const acting = { psn_no: WIFE, at: new Date(returns_at.getTime() - 1) };
      const ends = await Promise.allSettled([
        accept(db, acting, transfer_id),
        returnOverdue(db, returns_at),
        decline(db, acting, transfer_id),
        accept(db, acting, transfer_id),
      ]);
      const { state } = await db
        .selectFrom('wallet_transfer')
        .select('state')
        .where('transfer_id', '=', transfer_id)
        .executeTakeFirstOrThrow();
      for (const end of ends) if (end.status === 'rejected') assert.equal(end.reason.code, 'SH-W008');
      assert.equal(await held(db, `acct:${FATHER}`), state === 'accepted' ? before - fen : before, state);
      assert.equal(await held(db, `offered:${WIFE}`), 0);
      await assertSound(db);
    }
  });
});
