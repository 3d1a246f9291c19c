/** Those who decide about one person one after another: settlement, its cancellation, filings, the wallet. The order of locks is message, persons by their numbers, rows. */
import { together } from '@shouhu/database';
import { sql } from 'kysely';
import type { RawBuilder, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

const locking = (persons: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`SELECT pg_advisory_xact_lock(hashtextextended('person ' || psn_no, 0)) FROM (${persons} ORDER BY 1) persons`;

/** Until the transaction ends; several persons in one call, which takes them in their order. */
export async function lockPerson(trx: Transaction<Schema>, ...psn_nos: readonly string[]): Promise<void> {
  await locking(sql`SELECT DISTINCT psn_no FROM unnest(${psn_nos}::text[]) AS psn_no`).execute(trx);
}

/**
 * The person, and those whose accounts pay for the person. Asked twice: whoever had the lock before may have let another account pay, which the first
 * statement, begun before it waited, does not see.
 */
export async function lockWithPayers(trx: Transaction<Schema>, psn_no: string): Promise<void> {
  const persons = locking(
    sql`SELECT ${psn_no}::text AS psn_no UNION SELECT payer FROM mutual_aid WHERE psn_no = ${psn_no}`,
  );
  await together(trx, (atOnce) => [persons.execute(atOnce), persons.execute(atOnce)]);
}
