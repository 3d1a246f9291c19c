/** Who signs for an institution — its systems, its face terminals — by a public key: registered once, revoked for good. */
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** A table of them, and its column that names one. */
const SIGNERS = { institution_key: 'key_id', voucher_terminal: 'terminal_id' } as const;
type SignerTable = keyof typeof SIGNERS;

interface Signer {
  readonly id: string;
  readonly fixmedins_code: string;
}

/** Whether a key that could not be added is this very one, added before. */
export async function isSameSigner(
  trx: Transaction<Schema>,
  table: SignerTable,
  { id, fixmedins_code, public_key }: Signer & { readonly public_key: string },
): Promise<boolean> {
  const { rows } = await sql`SELECT 1 FROM ${sql.table(table)}
    WHERE public_key = ${public_key} AND ${sql.ref(SIGNERS[table])} = ${id} AND fixmedins_code = ${fixmedins_code}`.execute(
    trx,
  );
  return rows.length > 0;
}

/** @returns false when it was revoked before @throws ShouhuError SH-H003 for one that the institution does not have */
export async function revokeSigner(
  trx: Transaction<Schema>,
  table: SignerTable,
  { id, fixmedins_code, by, at }: Signer & { readonly by: string; readonly at: Date },
): Promise<boolean> {
  const known = sql`${sql.ref(SIGNERS[table])} = ${id} AND fixmedins_code = ${fixmedins_code}`;
  const revoked = await sql`UPDATE ${sql.table(table)} SET revoked_by = ${by}, revoked_at = ${at}
    WHERE ${known} AND revoked_at IS NULL RETURNING 1`.execute(trx);
  if (revoked.rows.length > 0) return true;
  const { rows } = await sql`SELECT 1 FROM ${sql.table(table)} WHERE ${known}`.execute(trx);
  if (rows.length === 0) throw shouhuError('SH-H003', { id });
  return false;
}
