import { shouhuError } from '@shouhu/errors';
import { fingerprint, hasFingerprint } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

/**
 * Holds the key ring against the one that the database knows, which is the first it met; a rotated ring takes the place of its earlier state.
 * @throws ShouhuError SH-V010 when it is another one, or an earlier state of it that lacks a key
 */
export async function ownKeys(db: Kysely<Schema>, ring: KeyRing, path: string): Promise<void> {
  // A database that this program has not migrated yet knows of none.
  const { rows } = await sql<{ known: boolean }>`SELECT to_regclass('installation') IS NOT NULL AS known`.execute(db);
  if (rows[0]?.known !== true) return;
  const now = fingerprint(ring);
  await db
    .insertInto('installation')
    .values({ key_fingerprint: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { key_fingerprint: known } = await db
    .selectFrom('installation')
    .select('key_fingerprint')
    .executeTakeFirstOrThrow();
  if (!hasFingerprint(ring, known)) throw shouhuError('SH-V010', { path });
  if (known !== now) await db.updateTable('installation').set({ key_fingerprint: now }).execute();
}
