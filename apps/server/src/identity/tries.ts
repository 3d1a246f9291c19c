/**
 * Lockout: five wrong passwords or codes for a user name within fifteen minutes, and nothing is checked for fifteen more. It stands in the
 * database, so it outlasts a restart and holds for all processes; it counts names that nobody has alike, so it tells nothing about them.
 */
import { randomUUID } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

const MOST_TRIES = 5;
const WINDOW_MS = 15 * 60_000;
const LOCK_MS = 15 * 60_000;

/** A try that counts as wrong until {@link forgiveTry} or {@link forgiveAll}: so of many at once none gets past the limit. */
export type Try =
  | { readonly locked: false; readonly try_id: string; readonly is_last: boolean }
  | { readonly locked: true; readonly until: Date };

/** @param subject of whom the tries are, as 64 hexadecimal digits */
export async function beginTry(db: Kysely<Schema>, subject: string, at: Date): Promise<Try> {
  return transaction(db, 'read committed', async (trx): Promise<Try> => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${subject}, 0))`.execute(trx);
    const gone = new Date(at.getTime() - WINDOW_MS - LOCK_MS);
    await trx.deleteFrom('proof_try').where('tried_at', '<', gone).execute();
    const rows = await trx
      .selectFrom('proof_try')
      .select('tried_at')
      .where('subject', '=', subject)
      .orderBy('tried_at', 'desc')
      .limit(MOST_TRIES)
      .execute();
    const tries = rows.map((row) => row.tried_at);
    const until = lockedUntil(tries);
    if (until !== null && until > at) return { locked: true, until };
    const try_id = randomUUID();
    await trx.insertInto('proof_try').values({ try_id, subject, tried_at: at }).execute();
    return { locked: false, try_id, is_last: lockedUntil([at, ...tries]) !== null };
  });
}

/** When the lock ends that the tries set, latest first; null when they set none. */
export function lockedUntil(tries: readonly Date[]): Date | null {
  const [latest, first] = [tries[0], tries[MOST_TRIES - 1]];
  if (latest === undefined || first === undefined || latest.getTime() - first.getTime() > WINDOW_MS) return null;
  return new Date(latest.getTime() + LOCK_MS);
}

/** It was not wrong, but those before it still count. */
export async function forgiveTry(db: Kysely<Schema>, try_id: string): Promise<void> {
  await db.deleteFrom('proof_try').where('try_id', '=', try_id).execute();
}

/** The person has proved who they are. */
export async function forgiveAll(db: Kysely<Schema>, subject: string): Promise<void> {
  await db.deleteFrom('proof_try').where('subject', '=', subject).execute();
}
