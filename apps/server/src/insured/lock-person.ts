/** Those who decide about one person one after another: settlement, its cancellation, filings, the wallet. */
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** Until the transaction ends. After the row of the message, before any other; several persons in one call, which takes them in their order. */
export async function lockPerson(trx: Transaction<Schema>, ...psn_nos: readonly string[]): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('person ' || psn_no, 0))
    FROM (SELECT DISTINCT psn_no FROM unnest(${psn_nos}::text[]) AS psn_no ORDER BY 1) persons`.execute(trx);
}
