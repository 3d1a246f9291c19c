/** The books as staff read them: what accounts hold, entries with their postings, and whether all of it agrees. Persons stand by their last four digits. */
import { shouhuError } from '@shouhu/errors';
import { trialBalance } from '@shouhu/ledger';
import type { TrialBalance } from '@shouhu/ledger';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { shownNumber } from '../insured/within-reach.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { refusePartial } from './funds.ts';

type Db = Kysely<Schema>;

/** First parts of account names that name no person; what ends another kind is a person's number. */
const PLAIN = [
  'fund',
  'income',
  'accrued',
  'payable',
  'cleared',
  'paid',
  'owed',
  'due',
  'received',
  'deducted',
  'none',
] as const;

const kindOf = (account: string): string => account.split(':', 1)[0] ?? '';
const isPlain = (account: string): boolean => PLAIN.some((kind) => kind === kindOf(account));

/** An account as it is shown: `acct:***0001`. */
function shownAccount(account: string): string {
  if (isPlain(account)) return account;
  const parts = account.split(':');
  return [...parts.slice(0, -1), shownNumber(parts.at(-1) ?? '')].join(':');
}

export interface LedgerKind {
  readonly kind: string;
  /** Accounts of persons are counted, never listed. */
  readonly personal: boolean;
  readonly accounts: number;
  readonly balance_fen: number;
}

/** Accounts by kind, with what they hold together. @throws ShouhuError SH-H002, SH-H003 */
export async function ledgerKinds(db: Db, asking: Asking): Promise<LedgerKind[]> {
  await refusePartial(db, asking, 'fund.read');
  const { rows } = await sql<Omit<LedgerKind, 'personal'>>`
    SELECT split_part(account, ':', 1) AS kind, count(*) AS accounts, sum(balance_fen)::bigint AS balance_fen
    FROM ledger_account GROUP BY 1 ORDER BY 1`.execute(db);
  return rows.map((row) => ({ ...row, personal: !isPlain(row.kind) }));
}

/** Everything added up anew. @throws ShouhuError SH-H002, SH-H003 */
export async function trialOf(db: Db, asking: Asking): Promise<TrialBalance> {
  await refusePartial(db, asking, 'fund.read');
  const { sum_fen, accounts, entries } = await trialBalance(db);
  return { sum_fen, accounts: accounts.map(shownAccount), entries };
}

export interface LedgerAccount {
  readonly account: string;
  readonly balance_fen: number;
  readonly postings: number;
}

export interface AccountFilter {
  readonly kind?: string | undefined;
  /** Part of the name. */
  readonly search?: string | undefined;
  /** The last of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Accounts that are no person's, by name. @throws ShouhuError SH-H002, SH-H003 */
export async function listAccounts(db: Db, asking: Asking, filter: AccountFilter): Promise<LedgerAccount[]> {
  await refusePartial(db, asking, 'fund.read');
  const { kind, search, after = '', limit } = filter;
  return db
    .selectFrom('ledger_account')
    .select(['account', 'balance_fen', 'postings'])
    .where(sql<boolean>`split_part(account, ':', 1) = ANY(${PLAIN}::text[])`)
    .$if(kind !== undefined, (query) => query.where(sql<boolean>`split_part(account, ':', 1) = ${kind}`))
    .$if(search !== undefined, (query) => query.where(sql<boolean>`strpos(account, ${search}) > 0`))
    .where('account', '>', after)
    .orderBy('account')
    .limit(limit)
    .execute();
}

interface LedgerPosting {
  readonly account: string;
  readonly fen: number;
}

export interface LedgerEntry {
  readonly entry_id: string;
  readonly kind: string;
  readonly day: string;
  /** What it was made for; empty where that would name a person. */
  readonly memo: string;
  readonly reverses: string | null;
  readonly recorded_at: string;
  /** The greatest; `others` are left out. */
  readonly postings: readonly LedgerPosting[];
  readonly others: number;
}

export interface EntryFilter {
  readonly account?: string | undefined;
  readonly kind?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Of the last entry of the page before. */
  readonly before_day?: string | undefined;
  readonly before_at?: string | undefined;
  readonly before_id?: string | undefined;
  readonly limit: number;
}

/** Postings of an entry that are shown: an opening has as many as there are persons. */
const SHOWN = 20;

/** @throws ShouhuError SH-H002; SH-H003 for a person's account */
export async function refuseEntries(db: Db, asking: Asking, account: string | undefined): Promise<void> {
  await refusePartial(db, asking, 'fund.read');
  if (account !== undefined && !isPlain(account)) throw shouhuError('SH-H003', { id: shownAccount(account) });
}

/** The latest first. @throws ShouhuError SH-H002; SH-H003 for a person's account */
export async function listEntries(db: Db, asking: Asking, filter: EntryFilter): Promise<LedgerEntry[]> {
  const { account, kind, from, to, before_day, before_at, before_id, limit } = filter;
  await refuseEntries(db, asking, account);
  const rows = await db
    .selectFrom('ledger_entry')
    .select(['entry_id', 'kind', 'day', 'memo', 'reverses', 'recorded_at'])
    .$if(account !== undefined, (query) =>
      query.where('entry_id', 'in', (e) =>
        e
          .selectFrom('ledger_posting')
          .select('entry_id')
          .where('account', '=', account ?? ''),
      ),
    )
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .$if(from !== undefined, (query) => query.where('day', '>=', from ?? ''))
    .$if(to !== undefined, (query) => query.where('day', '<=', to ?? ''))
    .$if(before_day !== undefined && before_at !== undefined && before_id !== undefined, (query) =>
      query.where(
        sql<boolean>`(day, recorded_at, entry_id) < (${before_day}::date, ${before_at}::timestamptz, ${before_id}::uuid)`,
      ),
    )
    .orderBy('day', 'desc')
    .orderBy('recorded_at', 'desc')
    .orderBy('entry_id', 'desc')
    .limit(limit)
    .execute();
  const postings = await postingsOf(
    db,
    rows.map(({ entry_id }) => entry_id),
  );
  return rows.map(({ recorded_at, memo, ...row }) => {
    const own = postings.get(row.entry_id) ?? [];
    return {
      ...row,
      // An opening is noted under whose accounts it opened.
      memo: row.kind === 'opening' ? '' : memo,
      recorded_at: recorded_at.toISOString(),
      postings: own.map(({ account: name, fen }) => ({ account: shownAccount(name), fen })),
      others: (own[0]?.all ?? 0) - own.length,
    };
  });
}

interface Counted extends LedgerPosting {
  readonly entry_id: string;
  readonly all: number;
}

/** What left an account stands before what came into another. */
async function postingsOf(db: Db, entry_ids: readonly string[]): Promise<ReadonlyMap<string, readonly Counted[]>> {
  const { rows } = await sql<Counted>`
    SELECT entry_id, account, fen, "all" FROM (
      SELECT entry_id, account, fen, count(*) OVER (PARTITION BY entry_id) AS "all",
        row_number() OVER (PARTITION BY entry_id ORDER BY abs(fen) DESC, account) AS nth
      FROM ledger_posting WHERE entry_id = ANY(${entry_ids}::uuid[])) ranked
    WHERE nth <= ${SHOWN} ORDER BY fen, account`.execute(db);
  return Map.groupBy(rows, ({ entry_id }) => entry_id);
}
