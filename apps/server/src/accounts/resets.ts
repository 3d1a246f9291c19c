/** What is taken from an account so that its person can get in again, or nobody can. */
import type { Transaction } from 'kysely';
import { hashPassword, randomPassword } from '../identity/password.ts';
import type { Schema } from '../store/schema.ts';

/** A new password, known to whoever hands it over until the person has changed it; all sessions, passkeys and the link to a provider end. */
export async function giveFirstPassword(trx: Transaction<Schema>, at: Date, user_id: string): Promise<string> {
  const password = randomPassword();
  const hash = await hashPassword(password);
  await trx
    .updateTable('user_credential')
    .set({ password: hash, updated_at: at })
    .where('user_id', '=', user_id)
    .where('provider_id', '=', 'credential')
    .execute();
  await trx.updateTable('user_account').set({ must_change: true, updated_at: at }).where('id', '=', user_id).execute();
  await trx.deleteFrom('user_passkey').where('user_id', '=', user_id).execute();
  await trx.deleteFrom('user_link').where('user_id', '=', user_id).execute();
  await endSessions(trx, user_id);
  return password;
}

/** For a lost device: the person signs in by password alone and enrols another; passkeys and sessions end too. */
export async function removeTotp(trx: Transaction<Schema>, at: Date, user_id: string): Promise<void> {
  await trx.deleteFrom('user_totp').where('user_id', '=', user_id).execute();
  await trx.deleteFrom('user_passkey').where('user_id', '=', user_id).execute();
  await trx
    .updateTable('user_account')
    .set({ two_factor_enabled: false, updated_at: at })
    .where('id', '=', user_id)
    .execute();
  await endSessions(trx, user_id);
}

/** @returns how many there were */
export async function endSessions(trx: Transaction<Schema>, user_id: string): Promise<number> {
  const { numDeletedRows } = await trx.deleteFrom('user_session').where('user_id', '=', user_id).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Shuts an account with its sessions, or opens it. */
export async function switchAccount(
  trx: Transaction<Schema>,
  at: Date,
  user_id: string,
  disabled: boolean,
): Promise<void> {
  await trx
    .updateTable('user_account')
    .set({ disabled_at: disabled ? at : null, updated_at: at })
    .where('id', '=', user_id)
    .execute();
  if (disabled) await endSessions(trx, user_id);
}
