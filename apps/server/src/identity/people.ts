/** The accounts of those who sign in: made, changed and disabled by an administrator, never by themselves. */
import { readInstitutionCode } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
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
  /** Made by a client, so that a repeat makes no second account. */
  readonly id?: string;
  /** Whether the person must choose another password before anything else. */
  readonly must_change?: boolean;
}

/** An account as signing in needs it. */
export interface Person extends Caller {
  readonly username: string;
  readonly disabled: boolean;
  readonly has_totp: boolean;
  /** Whether somebody else set the password. */
  readonly must_change: boolean;
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
  const hash = await hashOf(wanted);
  return transaction(db, 'read committed', async (trx) => {
    const id = await insertUser(trx, at, wanted, hash);
    await note(trx, caller, at, {
      action: 'user.created',
      subject: `user:${id}`,
      region: '',
      detail: postsText(wanted),
    });
    return id;
  });
}

/** What an account is made of, looked at; its password as it is kept. @throws ShouhuError SH-H005, SH-A005 */
export async function hashOf(wanted: NewUser): Promise<string> {
  const { name, username, password } = wanted;
  if (!USERNAME.test(normalise(username))) throw malformed('username', USERNAME.source);
  if (name.trim() === '' || name.length > 60) throw malformed('name', '1-60');
  const { least, most } = PASSWORD_LENGTH;
  if (password.length < least || password.length > most) throw shouhuError('SH-A005', PASSWORD_LENGTH);
  checkPosts(wanted);
  return hashPassword(password);
}

/** Writes an account with its password. @returns its id @throws ShouhuError SH-A012 the user name is taken */
export async function insertUser(
  trx: Transaction<Schema>,
  at: Date,
  { id: wantedId, username, name, duties, regions, fixmedins_code, must_change = false }: NewUser,
  hash: string,
): Promise<string> {
  const user_name = normalise(username);
  const [created_at, updated_at] = [at, at];
  const made = await trx
    .insertInto('user_account')
    .values({
      ...(wantedId === undefined ? {} : { id: wantedId }),
      name,
      must_change,
      username: user_name,
      email: user_name,
      duties: [...duties],
      regions: [...regions],
      fixmedins_code,
      created_at,
      updated_at,
    })
    .onConflict((on) => on.column('username').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) throw shouhuError('SH-A012', { username: user_name });
  const { id } = made;
  await trx
    .insertInto('user_credential')
    .values({ user_id: id, account_id: id, provider_id: 'credential', password: hash, created_at, updated_at })
    .execute();
  return id;
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
  const { id, name, username, regions, fixmedins_code, disabled_at, two_factor_enabled, must_change } = row;
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
    must_change,
  };
}

/** Whose passkey a credential is said to be. */
export async function ownerOf(db: Kysely<Schema>, credential_id: string): Promise<Person | null> {
  const key = await db
    .selectFrom('user_passkey')
    .select('user_id')
    .where('credential_id', '=', credential_id)
    .executeTakeFirst();
  return key === undefined ? null : findPerson(db, { id: key.user_id });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The person of an account that is not closed. */
export async function openPerson(db: Kysely<Schema>, id: string): Promise<Person | null> {
  const person = UUID.test(id) ? await findPerson(db, { id }) : null;
  return person === null || person.disabled ? null : person;
}

/** The region that a person's doings belong to: the first of the own, or that of the institution; empty for nobody. */
export async function homeOf(trx: Transaction<Schema>, { regions, fixmedins_code }: Caller): Promise<string> {
  const [region] = regions;
  if (region !== undefined || fixmedins_code === null) return region ?? '';
  const place = await trx
    .selectFrom('institution')
    .select('admdvs')
    .where('fixmedins_code', '=', fixmedins_code)
    .executeTakeFirst();
  return place?.admdvs ?? '';
}

/** Nobody else knows the password any more. */
export async function passwordIsOwn(db: Kysely<Schema>, id: string): Promise<void> {
  await db.updateTable('user_account').set({ must_change: false }).where('id', '=', id).execute();
}

export function isDuty(text: string): text is Duty {
  return Object.hasOwn(DUTIES, text);
}

/** @throws ShouhuError SH-H005 */
export function checkPosts({ duties, regions, fixmedins_code }: Posts): void {
  for (const duty of duties) if (!isDuty(duty)) throw malformed('duties', duty);
  for (const region of regions) if (!/^\d{6}$/.test(region)) throw malformed('regions', region);
  if (fixmedins_code !== null && readInstitutionCode(fixmedins_code) === undefined)
    throw malformed('fixmedins_code', fixmedins_code);
}

/** As the log holds it. */
export function postsText({ duties, regions, fixmedins_code }: Posts): string {
  return [...duties, ...regions, ...(fixmedins_code === null ? [] : [fixmedins_code])].join(' ');
}

function malformed(field: string, reason: string) {
  return shouhuError('SH-H005', { field, reason });
}
