/** The password again, before an account gets or loses a way in. */
import { APIError } from 'better-auth/api';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { verifyPassword } from './password.ts';

/** @throws APIError INVALID_PASSWORD */
export async function provePassword(db: Kysely<Schema>, user_id: string, password: string): Promise<void> {
  const { password: hash } = await db
    .selectFrom('user_credential')
    .select('password')
    .where('user_id', '=', user_id)
    .where('provider_id', '=', 'credential')
    .executeTakeFirstOrThrow();
  if (!(await verifyPassword({ hash, password }))) throw new APIError('UNAUTHORIZED', { code: 'INVALID_PASSWORD' });
}
