/** Many accounts at once with what they hold on their first day. */
import { openAccount } from './post.ts';
import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { LedgerSchema } from './schema.ts';

export interface Opening {
  /** UUID of the entry. */
  readonly entry_id: string;
  /** Civil day `yyyy-MM-dd` to which it belongs. */
  readonly day: string;
  readonly memo: string;
  /** The account that gives; without bound. */
  readonly from: string;
  /** Each account once, with what it holds first, in fen: 0 or more. */
  readonly accounts: readonly { readonly account: string; readonly fen: number }[];
}

/**
 * Opens the accounts that are not there yet, with floor 0, and posts their first balances as one entry; an account that is there
 * stays as it is. A handful of statements however many they are.
 * @returns how many were opened
 */
export async function openWith(
  transaction: Transaction<LedgerSchema>,
  { entry_id, day, memo, from, accounts }: Opening,
  at: Date,
): Promise<number> {
  const { rows } = await sql<{ account: string; balance_fen: number }>`
    INSERT INTO ledger_account (account, floor_fen, balance_fen, postings)
    SELECT account, 0, fen, CASE fen WHEN 0 THEN 0 ELSE 1 END
    FROM unnest(${accounts.map(({ account }) => account)}::text[], ${accounts.map(({ fen }) => fen)}::bigint[]) AS first (account, fen)
    ORDER BY account ON CONFLICT DO NOTHING RETURNING account, balance_fen`.execute(transaction);
  const filled = rows.filter(({ balance_fen }) => balance_fen !== 0);
  if (filled.length === 0) return rows.length;
  const sum = filled.reduce((total, { balance_fen }) => total + balance_fen, 0);
  await openAccount(transaction, from, null);
  await transaction
    .insertInto('ledger_entry')
    .values({ entry_id, kind: 'opening', day, memo, reverses: null, recorded_at: at })
    .execute();
  await sql`UPDATE ledger_account SET balance_fen = balance_fen - ${sum}, postings = postings + 1 WHERE account = ${from}`.execute(
    transaction,
  );
  const names = [from, ...filled.map(({ account }) => account)];
  const amounts = [-sum, ...filled.map(({ balance_fen }) => balance_fen)];
  await sql`INSERT INTO ledger_posting (entry_id, account, fen)
    SELECT ${entry_id}::uuid, account, fen FROM unnest(${names}::text[], ${amounts}::bigint[]) AS moved (account, fen)`.execute(
    transaction,
  );
  return rows.length;
}
