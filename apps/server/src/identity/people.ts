/** The accounts of those who sign in: made, changed and disabled by an administrator, never by themselves. */
import { readInstitutionCode } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';
import type { Kysely } from 'kysely';
import { note } from '../log/log.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { PASSWORD_LENGTH, hashPassword } from './password.ts';

/** What an account lets its person do. */
export type Posts = Pick<Caller, 'duties' | 'regions' | 'fixmedins_code'>;

export interface NewUser extends Posts {
  /** Letters, digits and `._-`, 3 to 30; upper and lower case are the same. */
  readonly username: string;
  /** As others see the person. */
  readonly name: string;
  readonly password: string;
}

/** An account as signing in needs it. */
export interface Person extends Caller {
  readonly username: string;
  readonly disabled: boolean;
  readonly has_totp: boolean;
}

export const USERNAME = /^[a-z0-9][a-z0-9._-]{2,29}$/;

export function normalise(username: string): string {
  return username.toLowerCase();
}

/**
 * Makes an account with its password, so that the person can sign in.
 * @returns its id
 * @throws ShouhuError SH-H005 what is malformed; SH-A005 the password is too short; SH-A012 the user name is taken
 */
export async function createUser(db: Kysely<Schema>, { caller, at }: Asking, wanted: NewUser): Promise<string> {
  const { name, password, duties, regions, fixmedins_code } = wanted;
  const user_name = normalise(wanted.username);
  if (!USERNAME.test(user_name)) throw malformed('username', USERNAME.source);
  if (name.trim() === '' || name.length > 60) throw malformed('name', '1-60');
  const { least, most } = PASSWORD_LENGTH;
  if (password.length < least || password.length > most) throw shouhuError('SH-A005', PASSWORD_LENGTH);
  checkPosts(wanted);
  const hash = await hashPassword(password);
  const [created_at, updated_at] = [at, at];
  return transaction(db, 'read committed', async (trx) => {
    const made = await trx
      .insertInto('user_account')
      .values({
        name,
        username: user_name,
        email: user_name,
        duties: [...duties],
        regions: [...regions],
        fixmedins_code,
        created_at,
        updated_at,
      })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made === undefined) throw shouhuError('SH-A012', { username: user_name });
    const { id } = made;
    await trx
      .insertInto('user_credential')
      .values({ user_id: id, account_id: id, provider_id: 'credential', password: hash, created_at, updated_at })
      .execute();
    await note(trx, caller, at, {
      action: 'user.created',
      subject: `user:${id}`,
      region: '',
      detail: postsText(wanted),
    });
    return id;
  });
}

/** Ends an account: its sessions end at once and there will be no new ones. Repeated, nothing changes. @throws ShouhuError SH-H003 */
export async function disableUser(db: Kysely<Schema>, { caller, at }: Asking, id: string): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const changed = await trx
      .updateTable('user_account')
      .set((eb) => ({ disabled_at: eb.fn.coalesce('disabled_at', eb.val(at)), updated_at: at }))
      .where('id', '=', id)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw shouhuError('SH-H003', { id });
    await trx.deleteFrom('user_session').where('user_id', '=', id).execute();
    await note(trx, caller, at, { action: 'user.disabled', subject: `user:${id}`, region: '' });
  });
}

/** Gives a person other duties and places, from the next request on. @throws ShouhuError SH-H003 nobody has the id; SH-H005 */
export async function setDuties(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  id: string,
  { duties, regions, fixmedins_code }: Posts,
): Promise<void> {
  checkPosts({ duties, regions, fixmedins_code });
  await transaction(db, 'read committed', async (trx) => {
    const changed = await trx
      .updateTable('user_account')
      .set({ duties: [...duties], regions: [...regions], fixmedins_code, updated_at: at })
      .where('id', '=', id)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw shouhuError('SH-H003', { id });
    const detail = postsText({ duties, regions, fixmedins_code });
    await note(trx, caller, at, { action: 'user.duties', subject: `user:${id}`, region: '', detail });
  });
}

/** The account of an id, or of a user name as it was typed. */
export async function findPerson(
  db: Kysely<Schema>,
  by: { readonly id: string } | { readonly typed: string },
): Promise<Person | null> {
  const found = db.selectFrom('user_account').selectAll();
  const row = await (
    'id' in by ? found.where('id', '=', by.id) : found.where('username', '=', normalise(by.typed))
  ).executeTakeFirst();
  if (row === undefined) return null;
  const { id, name, username, regions, fixmedins_code, disabled_at, two_factor_enabled } = row;
  const duties = row.duties.filter(isDuty);
  return {
    id,
    name,
    username,
    duties,
    regions,
    fixmedins_code,
    disabled: disabled_at !== null,
    has_totp: two_factor_enabled,
  };
}

function isDuty(text: string): text is Duty {
  return Object.hasOwn(DUTIES, text);
}

function checkPosts({ duties, regions, fixmedins_code }: Posts): void {
  for (const duty of duties) if (!isDuty(duty)) throw malformed('duties', duty);
  for (const region of regions) if (!/^\d{6}$/.test(region)) throw malformed('regions', region);
  if (fixmedins_code !== null && readInstitutionCode(fixmedins_code) === undefined)
    throw malformed('fixmedins_code', fixmedins_code);
}

function postsText({ duties, regions, fixmedins_code }: Posts): string {
  return [...duties, ...regions, ...(fixmedins_code === null ? [] : [fixmedins_code])].join(' ');
}

function malformed(field: string, reason: string) {
  return shouhuError('SH-H005', { field, reason });
}
