/** The log of who saw and did what, chained by SM3 and written in the transaction of the deed itself. */
import { EMPTY, append, verify } from '@shouhu/vault';
import type { ChainedEntry, Expected, Head, Verdict } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { tellOf } from '../outbox/follow.ts';
import type { Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';

export interface Noted {
  /** A right of the table, or what else was done. */
  readonly action: string;
  /** What was seen or changed: `matter:…`, `lead:…`. */
  readonly subject: string;
  /** For what personal data are read; empty where none are. */
  readonly purpose?: string;
  readonly region: string;
  readonly detail?: string;
}

/** Writers wait for each other: a chain has one end. The lock ends with the transaction. */
const CHAIN_LOCK = sql`SELECT pg_advisory_xact_lock(hashtextextended('shouhu log', 0))`;

/** Adds an entry to the chain, and tells those whom it concerns. To be the last statement but the commit, as it holds up all other writers. */
export async function note(transaction: Transaction<Schema>, caller: Caller, at: Date, noted: Noted): Promise<void> {
  await tellOf(transaction, { caller, at }, noted);
  await CHAIN_LOCK.execute(transaction);
  const head = await headOf(transaction);
  const entry = {
    seq: head.seq + 1,
    at: at.toISOString(),
    actor: caller.id,
    action: noted.action,
    subject: noted.subject,
    purpose: noted.purpose ?? '',
    region: noted.region,
    detail: noted.detail ?? '',
  };
  const { digest } = append(head, entry);
  await transaction
    .insertInto('log_entry')
    .values({ ...entry, digest })
    .execute();
}

async function headOf(transaction: Transaction<Schema>): Promise<Head> {
  const last = await transaction
    .selectFrom('log_entry')
    .select(['seq', 'digest'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ?? EMPTY;
}

/** Reads the log from its beginning and says whether it holds, and agrees with heads that were signed earlier. */
export async function verifyLog(db: Kysely<Schema>, expected?: Expected): Promise<Verdict> {
  return verify(entriesOf(db), expected);
}

/** Entries read at once. */
const PAGE = 5_000;

async function* entriesOf(db: Kysely<Schema>): AsyncGenerator<ChainedEntry> {
  for (let after = 0; ;) {
    const page = await db
      .selectFrom('log_entry')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(PAGE)
      .execute();
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}
