/** What an administrator does to the accounts of others. */
import { randomUUID } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Services } from '../http/new-app.ts';
import { hashOf, insertUser, normalise } from '../identity/people.ts';
import type { Posts } from '../identity/people.ts';
import { randomPassword } from '../identity/password.ts';
import { note } from '../log/log.ts';
import { keepContact, openPhone } from '../outbox/contacts.ts';
import { purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { propose } from './changes.ts';
import { checkTogether, isGuarded } from './posts.ts';
import { lockAccount, refuseForeignPlace } from './reach.ts';
import type { LockedAccount } from './reach.ts';
import { endSessions, giveFirstPassword, removeTotp, switchAccount } from './resets.ts';
import type { ChangeKind } from './schema.ts';

type Store = Pick<Services, 'db' | 'ring'>;

export interface NewAccount extends Posts {
  /** Made by the client: a repeat makes no second account. */
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly phone: string | null;
}

export interface Made {
  readonly id: string;
  /** Shown this once; null where somebody still has to confirm, and for a repeat. */
  readonly password: string | null;
}

/**
 * Makes an account at its place. Its duties are a proposal: until a head confirms them the person can sign in, and do nothing.
 * @throws ShouhuError SH-H002, SH-H003, SH-H005; SH-H006 for an id of another account; SH-A012 the user name is taken
 */
export async function makeAccount({ db, ring }: Store, asking: Asking, wanted: NewAccount): Promise<Made> {
  const { caller, at } = asking;
  const { id, username, name, phone, duties, regions, fixmedins_code } = wanted;
  scopeOf(caller, 'account.manage');
  checkTogether(wanted);
  const password = randomPassword();
  const account = { id, username, name, password, duties: [], regions, fixmedins_code, must_change: true };
  const hash = await hashOf(account);
  return transaction(db, 'read committed', async (trx) => {
    await refuseForeignPlace(trx, caller, wanted);
    const known = await trx.selectFrom('user_account').select('username').where('id', '=', id).executeTakeFirst();
    if (known !== undefined) {
      if (known.username !== normalise(username)) throw shouhuError('SH-H006', { id });
      return { id, password: null };
    }
    await insertUser(trx, at, account, hash);
    if (phone !== null) await keepContact(trx, ring, { person: id, channel: 'sms' }, phone);
    await propose(trx, asking, { id }, 'posts', {
      change_id: randomUUID(),
      duties,
      regions,
      fixmedins_code,
      reason: '新建',
    });
    await note(trx, caller, at, {
      action: 'user.created',
      subject: `user:${id}`,
      region: regions[0] ?? caller.regions[0] ?? '',
      detail: normalise(username),
    });
    return { id, password };
  });
}

/** Name and telephone. @throws ShouhuError SH-H002, SH-H003, SH-A013 */
export async function setContact(
  { db, ring }: Store,
  asking: Asking,
  id: string,
  { name, phone }: { readonly name: string; readonly phone?: string | null | undefined },
): Promise<void> {
  await change(db, asking, id, 'account.contact', async (trx) => {
    const contact = { person: id, channel: 'sms' } as const;
    if (phone === null)
      await trx
        .deleteFrom('contact')
        .where((e) => e.and(contact))
        .execute();
    else if (phone !== undefined) await keepContact(trx, ring, contact, phone);
    await trx.updateTable('user_account').set({ name, updated_at: asking.at }).where('id', '=', id).execute();
    return '';
  });
}

/** What a change is for, and its id: of a head's or an administrator's account it is a proposal. */
export interface Stated {
  /** Made by the client: a repeat proposes nothing new. */
  readonly change_id: string;
  readonly reason: string;
}

/**
 * Ends an account with its sessions, or opens it again. Repeated, nothing changes. Of a head's or an administrator's account it is a proposal
 * for a head: no one person shuts out those who watch over them.
 * @throws ShouhuError SH-H002, SH-H003, SH-H006, SH-A013; SH-A016 another change waits
 */
export async function setDisabled(
  db: Store['db'],
  asking: Asking,
  id: string,
  { disabled, ...stated }: Stated & { readonly disabled: boolean },
): Promise<void> {
  await change(db, asking, id, disabled ? 'user.disabled' : 'user.enabled', async (trx, account) => {
    if ((account.disabled_at !== null) === disabled) return null;
    if (await proposed(trx, asking, account, disabled ? 'disable' : 'enable', stated)) return null;
    await switchAccount(trx, asking.at, id, disabled);
    return stated.reason;
  });
}

/** As {@link setDisabled}: of a head or an administrator a proposal. @throws ShouhuError SH-H002, SH-H003, SH-H006, SH-A013, SH-A016 */
export async function signOutEverywhere(db: Store['db'], asking: Asking, id: string, stated: Stated): Promise<void> {
  await change(db, asking, id, 'session.ended', async (trx, account) => {
    if (await proposed(trx, asking, account, 'sessions', stated)) return null;
    const ended = await endSessions(trx, id);
    return ended === 0 ? null : `${ended} ${stated.reason}`;
  });
}

/** @returns whether the account is one of those whose changes take a second person: then it is a proposal now */
async function proposed(
  trx: Parameters<typeof lockAccount>[0],
  asking: Asking,
  account: LockedAccount,
  kind: ChangeKind,
  stated: Stated,
): Promise<boolean> {
  if (!isGuarded(account.duties)) return false;
  const { regions, fixmedins_code } = account;
  await propose(trx, asking, account, kind, { ...stated, duties: [], regions, fixmedins_code });
  return true;
}

/**
 * Sets a password anew, or removes an authenticator. Of a head's or an administrator's account it is a proposal for a second person: with
 * both the account could be taken over by one.
 * @throws ShouhuError SH-H002, SH-H003, SH-H006; SH-A013 the own account; SH-A016 another change waits
 */
export async function reset(
  db: Store['db'],
  asking: Asking,
  id: string,
  { kind, change_id, reason }: Stated & { readonly kind: 'password' | 'totp' },
): Promise<Made> {
  const { caller, at } = asking;
  return transaction(db, 'read committed', async (trx) => {
    const account = await lockAccount(trx, caller, 'account.manage', id);
    if (await proposed(trx, asking, account, kind, { change_id, reason })) return { id, password: null };
    const password = kind === 'password' ? await giveFirstPassword(trx, at, id) : null;
    if (kind === 'totp') await removeTotp(trx, at, id);
    const region = account.regions[0] ?? caller.regions[0] ?? '';
    await note(trx, caller, at, { action: `account.${kind}.reset`, subject: `user:${id}`, region, detail: reason });
    return { id, password };
  });
}

/** The telephone of a person in clear. @throws ShouhuError SH-H002, SH-H003 */
export async function revealPhone(
  { db, ring }: Store,
  asking: Asking,
  id: string,
  purpose: Purpose,
): Promise<{ readonly phone: string | null }> {
  const { caller, at } = asking;
  return transaction(db, 'read committed', async (trx) => {
    const { regions } = await lockAccount(trx, caller, 'account.read', id);
    const region = regions[0] ?? caller.regions[0] ?? '';
    const subject = `user:${id}`;
    await note(trx, caller, at, { action: 'account.phone', subject, purpose: purposeText(purpose), region });
    return { phone: await openPhone(trx, ring, id) };
  });
}

/** @param work says what the log is to hold, or null where nothing changed */
async function change(
  db: Store['db'],
  { caller, at }: Asking,
  id: string,
  action: string,
  work: (trx: Parameters<typeof lockAccount>[0], account: LockedAccount) => Promise<string | null>,
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const account = await lockAccount(trx, caller, 'account.manage', id);
    const detail = await work(trx, account);
    if (detail === null) return;
    const region = account.regions[0] ?? caller.regions[0] ?? '';
    await note(trx, caller, at, { action, subject: `user:${id}`, region, detail });
  });
}
