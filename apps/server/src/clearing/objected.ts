import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** Institutions whose objection to a month waits for an answer. Read after their clearings are locked, none comes meanwhile. */
export async function objectedAmong(
  db: Kysely<Schema> | Transaction<Schema>,
  month: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ fixmedins_code: string }>`
    SELECT fixmedins_code FROM clearing_objection WHERE month = ${month}::date AND answered_at IS NULL`.execute(db);
  return new Set(rows.map(({ fixmedins_code }) => fixmedins_code));
}
