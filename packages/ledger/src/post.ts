/** Moves money between accounts: what one takes another gives, in the transaction of whatever caused it. */
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { RawBuilder, Transaction } from 'kysely';
import type { LedgerSchema } from './schema.ts';

export interface Posting {
  readonly account: string;
  /** Added to the account; negative takes away. Never 0. */
  readonly fen: number;
}

export interface Entry {
  /** UUID made by the client: a repeat posts nothing again. */
  readonly entry_id: string;
  /** What it is about: `owed`, `paid`, `deducted`. */
  readonly kind: string;
  /** Civil day `yyyy-MM-dd` to which it belongs. */
  readonly day: string;
  readonly memo: string;
  /** Each account once; they sum to 0. */
  readonly postings: readonly Posting[];
}

/** Makes an account unless it is there. @param floor_fen least balance: 0 for money that cannot be spent twice, null without bound */
export async function openAccount(
  transaction: Transaction<LedgerSchema>,
  account: string,
  floor_fen: number | null,
): Promise<void> {
  await transaction
    .insertInto('ledger_account')
    .values({ account, floor_fen, balance_fen: 0, postings: 0 })
    .onConflict((on) => on.doNothing())
    .execute();
}

/** Makes those accounts, without bound, that are not there yet: one statement, which waits for nobody where they are. */
export async function openAccounts(transaction: Transaction<LedgerSchema>, accounts: readonly string[]): Promise<void> {
  await sql`INSERT INTO ledger_account (account, floor_fen, balance_fen, postings)
    SELECT account, NULL, 0, 0 FROM unnest(${accounts.toSorted()}::text[]) AS account ON CONFLICT DO NOTHING`.execute(
    transaction,
  );
}

/**
 * Posts an entry.
 * @returns false when this very entry was posted before
 * @throws ShouhuError SH-G001 when an account would fall below its floor, SH-G002 for an id of another entry, SH-G003 for an unknown account;
 * the transaction is then to be given up
 */
export async function post(transaction: Transaction<LedgerSchema>, entry: Entry, at: Date): Promise<boolean> {
  return record(transaction, { ...entry, reverses: null }, at);
}

export interface Reversal {
  readonly entry_id: string;
  /** The entry that is taken back, as a whole; once. */
  readonly reverses: string;
  readonly day: string;
  readonly memo: string;
}

/**
 * Takes an entry back by its opposite; nothing is removed.
 * @returns false when this very reversal was posted before
 * @throws ShouhuError SH-G003 for an unknown entry, SH-G004 when it was taken back already, and those of {@link post}
 */
export async function reverse(transaction: Transaction<LedgerSchema>, wanted: Reversal, at: Date): Promise<boolean> {
  const { reverses } = wanted;
  // Two who take the same entry back wait for each other here.
  const entry = await transaction
    .selectFrom('ledger_entry')
    .select('kind')
    .where('entry_id', '=', reverses)
    .forUpdate()
    .executeTakeFirst();
  if (entry === undefined) throw shouhuError('SH-G003', { id: reverses });
  const before = await transaction
    .selectFrom('ledger_entry')
    .select('entry_id')
    .where('reverses', '=', reverses)
    .executeTakeFirst();
  if (before !== undefined && before.entry_id !== wanted.entry_id) throw shouhuError('SH-G004', { id: reverses });
  const postings = (await postingsOf(transaction, reverses)).map(({ account, fen }) => ({ account, fen: -fen }));
  return record(transaction, { ...wanted, kind: entry.kind, postings }, at);
}

type Recorded = Entry & { readonly reverses: string | null };

async function record(transaction: Transaction<LedgerSchema>, entry: Recorded, at: Date): Promise<boolean> {
  const { entry_id, kind, day, memo, reverses } = entry;
  const postings = entry.postings.toSorted((a, b) => (a.account < b.account ? -1 : 1));
  assertBalanced(postings);
  const { rows } = await sql<{ made: boolean; moved: readonly string[] }>`
    WITH made AS (
      INSERT INTO ledger_entry (entry_id, kind, day, memo, reverses, recorded_at)
      VALUES (${entry_id}, ${kind}, ${day}, ${memo}, ${reverses}, ${at}) ON CONFLICT (entry_id) DO NOTHING RETURNING entry_id),
    ${moving(
      postings.map((posting) => ({ ...posting, postings: 1 })),
      sql`AND EXISTS (SELECT FROM made)`,
    )},
    posted AS (INSERT INTO ledger_posting (entry_id, account, fen) SELECT entry_id, account, fen FROM made, moved)
    SELECT EXISTS (SELECT FROM made) AS made, ARRAY(SELECT account FROM moved) AS moved`.execute(transaction);
  const { made = false, moved = [] } = rows[0] ?? {};
  if (made) await refuseUnmoved(transaction, postings, moved);
  else await refuseUnlessSame(transaction, { ...entry, postings });
  return made;
}

/** What accounts gain, each once and in the order of their names. `postings` is how many make up a movement. */
type Movement = Posting & { readonly postings: number };

/**
 * Parts of a statement that move balances; `moved` has the accounts that moved. Every floor is checked in the statement that moves: nobody comes
 * between. Accounts are locked in their order, so that two entries over the same ones never wait for each other in a circle.
 */
function moving(movements: readonly Movement[], condition: RawBuilder<unknown>): RawBuilder<unknown> {
  const accounts = movements.map(({ account }) => account);
  return sql`held AS (SELECT account FROM ledger_account WHERE account = ANY (${accounts}::text[]) ${condition} ORDER BY account FOR UPDATE),
    moved AS (
      UPDATE ledger_account own SET balance_fen = own.balance_fen + fen, postings = own.postings + movement.postings
      FROM held JOIN unnest(${accounts}::text[], ${movements.map(({ fen }) => fen)}::bigint[], ${movements.map(({ postings }) => postings)}::bigint[])
        AS movement (account, fen, postings) USING (account)
      WHERE own.account = held.account AND (own.floor_fen IS NULL OR own.balance_fen + fen >= own.floor_fen)
      RETURNING own.account, fen)`;
}

export async function move(transaction: Transaction<LedgerSchema>, movements: readonly Movement[]): Promise<void> {
  const { rows } = await sql<{ account: string }>`WITH ${moving(movements, sql``)} SELECT account FROM moved`.execute(
    transaction,
  );
  await refuseUnmoved(
    transaction,
    movements,
    rows.map(({ account }) => account),
  );
}

async function refuseUnmoved(
  transaction: Transaction<LedgerSchema>,
  wanted: readonly Posting[],
  moved: readonly string[],
): Promise<void> {
  if (moved.length === wanted.length) return;
  const done = new Set(moved);
  const refused = wanted.find(({ account }) => !done.has(account));
  assert(refused !== undefined, 'each account moves once');
  const { account, fen } = refused;
  const known = await transaction
    .selectFrom('ledger_account')
    .select('balance_fen')
    .where('account', '=', account)
    .executeTakeFirst();
  if (known === undefined) throw shouhuError('SH-G003', { id: account });
  throw shouhuError('SH-G001', { account, balance: yuan(known.balance_fen), amount: yuan(-fen) });
}

async function refuseUnlessSame(transaction: Transaction<LedgerSchema>, entry: Recorded): Promise<void> {
  const { entry_id, kind, day, memo, reverses, postings } = entry;
  const before = await transaction
    .selectFrom('ledger_entry')
    .select(['kind', 'day', 'memo', 'reverses'])
    .where('entry_id', '=', entry_id)
    .executeTakeFirst();
  const same =
    isDeepStrictEqual(before, { kind, day, memo, reverses }) &&
    isDeepStrictEqual(await postingsOf(transaction, entry_id), postings);
  if (!same) throw shouhuError('SH-G002', { id: entry_id });
}

async function postingsOf(transaction: Transaction<LedgerSchema>, entry_id: string): Promise<Posting[]> {
  const rows = await transaction
    .selectFrom('ledger_posting')
    .select(['account', 'fen'])
    .where('entry_id', '=', entry_id)
    .execute();
  return rows.toSorted((a, b) => (a.account < b.account ? -1 : 1));
}

export function assertBalanced(postings: readonly Posting[]): void {
  assert(postings.length >= 2, 'an entry moves money between accounts');
  assert(
    new Set(postings.map(({ account }) => account)).size === postings.length,
    'an account stands once in an entry',
  );
  for (const { fen } of postings) assert(Number.isSafeInteger(fen) && fen !== 0, 'whole fen, not none');
  assert(postings.reduce((sum, { fen }) => sum + fen, 0) === 0, 'what is taken is given');
}

const yuan = (fen: number): string => (fen / 100).toFixed(2);
