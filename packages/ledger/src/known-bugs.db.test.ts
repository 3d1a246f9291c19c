/** Bugs that other ledgers had (Blnk, Formance, medici on GitHub), each as what it would do to this one. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { transaction } from '@shouhu/database';
import { sql } from 'kysely';
import { balanceOf, openAccount, post, trialBalance } from './index.ts';
import { at, ledger, move, takeBack, whole } from './ledger.fixture.ts';

describe('what others got wrong', () => {
  test('Blnk #144: an account that many open at once is one, and keeps what each brings', async (t) => {
    const db = await ledger(t, []);
    const bring = async (): Promise<boolean> =>
      transaction(db, 'read committed', async (trx) => {
        await openAccount(trx, 'new', 0);
        const postings = [
          { account: 'fund', fen: -100 },
          { account: 'new', fen: 100 },
        ];
        return post(trx, { entry_id: randomUUID(), kind: 'paid', day: '2026-03-02', memo: '', postings }, at);
      });
    assert.equal((await Promise.all(Array.from({ length: 12 }, bring))).every(Boolean), true);
    assert.deepEqual([await balanceOf(db, 'new'), await trialBalance(db)], [1_200, whole]);
  });

  test('Formance #1217: what an account must keep stays, by payments and by what is taken back', async (t) => {
    const db = await ledger(t, ['b']);
    await db.transaction().execute(async (trx) => {
      await openAccount(trx, 'keeps', 0);
      await openAccount(trx, 'owes', -300);
    });
    const received = randomUUID();
    await move(db, 'fund', 'keeps', 500, received);
    await sql`UPDATE ledger_account SET floor_fen = 300 WHERE account = 'keeps'`.execute(db);
    await assert.rejects(move(db, 'keeps', 'b', 201), { code: 'SH-G001' });
    await move(db, 'keeps', 'b', 200);
    await assert.rejects(takeBack(db, received), { code: 'SH-G001' });
    await assert.rejects(move(db, 'owes', 'b', 301), { code: 'SH-G001' });
    await move(db, 'owes', 'b', 300);
    await assert.rejects(move(db, 'owes', 'b', 1), { code: 'SH-G001' });
    assert.deepEqual(
      [await balanceOf(db, 'keeps'), await balanceOf(db, 'owes'), await balanceOf(db, 'b')],
      [300, -300, 500],
    );
    assert.deepEqual(await trialBalance(db), whole);
  });

  test('medici #23: who fails after the balances were moved leaves nothing of the entry', async (t) => {
    const db = await ledger(t, ['a']);
    await sql`ALTER TABLE ledger_posting ADD CHECK (fen <> 777)`.execute(db);
    await assert.rejects(move(db, 'fund', 'a', 777), { code: '23514' });
    const failing = transaction(db, 'read committed', async (trx) => {
      const postings = [
        { account: 'fund', fen: -50 },
        { account: 'a', fen: 50 },
      ];
      await post(trx, { entry_id: randomUUID(), kind: 'paid', day: '2026-03-02', memo: '', postings }, at);
      throw new Error('the work that it was for');
    });
    await assert.rejects(failing, /the work/);
    assert.deepEqual([await balanceOf(db, 'a'), await trialBalance(db)], [0, whole]);
    const { rows } = await sql`SELECT FROM ledger_entry`.execute(db);
    assert.equal(rows.length, 0);
  });

  test('medici #34: postings that are changed by hand are refused, and a balance that was is told', async (t) => {
    const db = await ledger(t, ['a']);
    await move(db, 'fund', 'a', 500);
    for (const change of [
      'UPDATE ledger_posting SET fen = fen * 2',
      'DELETE FROM ledger_entry',
      'TRUNCATE ledger_posting',
    ])
      await assert.rejects(sql.raw(change).execute(db), /is written once/);
    await sql`UPDATE ledger_account SET balance_fen = 900 WHERE account = 'a'`.execute(db);
    assert.deepEqual(await trialBalance(db), { sum_fen: 400, accounts: ['a'], entries: [] });
  });

  test('medici #12, #38: a balance is one row, whatever the account has seen; its postings are found by an index', async (t) => {
    const db = await ledger(t, ['a']);
    for (let nth = 1; nth <= 5; nth += 1) await move(db, 'fund', 'a', nth);
    const plan = async (query: string): Promise<string> =>
      db.transaction().execute(async (trx) => {
        await sql`SET LOCAL enable_seqscan = off`.execute(trx);
        return JSON.stringify((await sql.raw(`EXPLAIN ${query}`).execute(trx)).rows);
      });
    assert.match(await plan(`SELECT balance_fen FROM ledger_account WHERE account = 'a'`), /ledger_account_pkey/);
    assert.match(await plan(`SELECT fen FROM ledger_posting WHERE account = 'a'`), /ledger_posting_account_idx/);
    assert.equal(await balanceOf(db, 'a'), 15);
  });
});
