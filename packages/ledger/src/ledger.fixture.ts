/** A ledger for tests: accounts, movements and reversals in transactions of their own. */
import { randomUUID } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { testDatabase } from '@shouhu/database/testing';
import type { Kysely } from 'kysely';
import { ledgerMigration, openAccount, post, reverse } from './index.ts';
import type { LedgerSchema } from './index.ts';

const migrations = { ledger: ledgerMigration };
export const at = new Date('2026-03-02T02:00:00Z');

interface Ending {
  after(work: () => Promise<void>): void;
}

/** A fund without bound, and accounts that may not fall below nothing. */
export async function ledger(ending: Ending, accounts: readonly string[]): Promise<Kysely<LedgerSchema>> {
  const { db } = await testDatabase<LedgerSchema>(ending, migrations);
  await db.transaction().execute(async (trx) => {
    await openAccount(trx, 'fund', null);
    for (const account of accounts) await openAccount(trx, account, 0);
  });
  return db;
}

export async function move(
  db: Kysely<LedgerSchema>,
  from: string,
  to: string,
  fen: number,
  entry_id: string = randomUUID(),
) {
  const postings = [
    { account: from, fen: -fen },
    { account: to, fen },
  ];
  const entry = { entry_id, kind: 'paid', day: '2026-03-02', memo: '', postings };
  return transaction(db, 'read committed', async (trx) => post(trx, entry, at));
}

export const takeBack = async (db: Kysely<LedgerSchema>, reverses: string, entry_id: string = randomUUID()) =>
  transaction(db, 'read committed', async (trx) =>
    reverse(trx, { entry_id, reverses, day: '2026-03-03', memo: '误记' }, at),
  );

export const whole = { sum_fen: 0, accounts: [], entries: [] };
