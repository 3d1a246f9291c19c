/** Many entries of one kind at once: a handful of statements however many they are. */
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { assertBalanced, move } from './post.ts';
import type { Entry } from './post.ts';
import type { LedgerSchema } from './schema.ts';

export interface Batch {
  readonly kind: string;
  /** Civil day `yyyy-MM-dd` to which all of them belong. */
  readonly day: string;
  readonly entries: readonly Pick<Entry, 'entry_id' | 'memo' | 'postings'>[];
}

/**
 * Posts the entries that were not posted before, each with an id that is made of what it is about. Their accounts are open.
 * @returns how many were posted
 * @throws ShouhuError SH-G001, SH-G003; the transaction is then to be given up
 */
export async function postMany(
  transaction: Transaction<LedgerSchema>,
  { kind, day, entries }: Batch,
  at: Date,
): Promise<number> {
  for (const { postings } of entries) assertBalanced(postings);
  const { rows } = await sql<{ entry_id: string }>`
    INSERT INTO ledger_entry (entry_id, kind, day, memo, reverses, recorded_at)
    SELECT entry_id, ${kind}, ${day}::date, memo, NULL, ${at}::timestamptz
    FROM unnest(${entries.map(({ entry_id }) => entry_id)}::uuid[], ${entries.map(({ memo }) => memo)}::text[]) AS wanted (entry_id, memo)
    ORDER BY entry_id ON CONFLICT (entry_id) DO NOTHING RETURNING entry_id`.execute(transaction);
  const made = new Set(rows.map(({ entry_id }) => entry_id));
  const postings = entries
    .filter(({ entry_id }) => made.has(entry_id))
    .flatMap(({ entry_id, postings: own }) => own.map((posting) => ({ entry_id, ...posting })));
  if (postings.length === 0) return 0;
  const byAccount = Map.groupBy(postings, ({ account }) => account);
  await move(
    transaction,
    [...byAccount]
      .map(([account, own]) => ({ account, fen: own.reduce((sum, { fen }) => sum + fen, 0), postings: own.length }))
      .toSorted((a, b) => (a.account < b.account ? -1 : 1)),
  );
  await sql`INSERT INTO ledger_posting (entry_id, account, fen) SELECT * FROM unnest(${postings.map(({ entry_id }) => entry_id)}::uuid[],
    ${postings.map(({ account }) => account)}::text[], ${postings.map(({ fen }) => fen)}::bigint[])`.execute(
    transaction,
  );
  return made.size;
}
