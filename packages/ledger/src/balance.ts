/** What the accounts hold, and whether the ledger agrees with itself. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { LedgerSchema } from './schema.ts';

/** @returns undefined for an unknown account */
export async function balanceOf(db: Kysely<LedgerSchema>, account: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('ledger_account')
    .select('balance_fen')
    .where('account', '=', account)
    .executeTakeFirst();
  return row?.balance_fen;
}

export interface TrialBalance {
  /** 0 in a ledger that is whole. */
  readonly sum_fen: number;
  /** Accounts whose balance is not the sum of their postings. */
  readonly accounts: readonly string[];
  /** Entries whose postings do not sum to 0. */
  readonly entries: readonly string[];
}

/** Adds everything up anew. Takes as long as there are postings; for every night and every restore. */
export async function trialBalance(db: Kysely<LedgerSchema>): Promise<TrialBalance> {
  const total = await sql<{
    fen: number;
  }>`SELECT coalesce(sum(balance_fen), 0)::bigint AS fen FROM ledger_account`.execute(db);
  const accounts = await sql<{ account: string }>`
    SELECT a.account FROM ledger_account a
    LEFT JOIN (SELECT account, sum(fen) AS fen, count(*) AS n FROM ledger_posting GROUP BY account) p USING (account)
    WHERE a.balance_fen <> coalesce(p.fen, 0) OR a.postings <> coalesce(p.n, 0) ORDER BY 1`.execute(db);
  const entries = await sql<{ entry_id: string }>`
    SELECT e.entry_id FROM ledger_entry e LEFT JOIN ledger_posting p USING (entry_id)
    GROUP BY e.entry_id HAVING coalesce(sum(p.fen), 1) <> 0 ORDER BY 1`.execute(db);
  return {
    sum_fen: total.rows[0]?.fen ?? 0,
    accounts: accounts.rows.map(({ account }) => account),
    entries: entries.rows.map(({ entry_id }) => entry_id),
  };
}
