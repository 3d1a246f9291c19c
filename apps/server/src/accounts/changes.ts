/** Changes of accounts that one person proposes and another confirms. */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import { isDuty, postsText } from '../identity/people.ts';
import type { Posts } from '../identity/people.ts';
import { note } from '../log/log.ts';
import { namesOf } from '../people/people.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { checkTogether } from './posts.ts';
import { accountsWithin, lockAccount, refuseForeignPlace } from './reach.ts';
import type { LockedAccount } from './reach.ts';
import { endSessions, giveFirstPassword, removeTotp, switchAccount } from './resets.ts';
import type { ChangeKind } from './schema.ts';

export interface ChangeRow {
  readonly change_id: string;
  readonly user_id: string;
  readonly username: string;
  readonly name: string;
  readonly kind: ChangeKind;
  readonly duties: readonly Duty[];
  readonly regions: readonly string[];
  readonly fixmedins_code: string | null;
  readonly reason: string;
  readonly proposed_by: string;
  readonly proposed_by_name: string;
  readonly proposed_at: string;
  /** Null while it waits. */
  readonly confirmed: boolean | null;
  readonly decided_by_name: string | null;
  readonly decided_at: string | null;
}

export interface Wanted extends Posts {
  /** Made by the client: a repeat proposes nothing new. */
  readonly change_id: string;
  readonly reason: string;
}

/**
 * Proposes other duties and places for somebody else; they count once a head has confirmed them.
 * @throws ShouhuError SH-H002, SH-H003, SH-H005, SH-H006; SH-A013 the own account; SH-A016 another change waits
 */
export async function proposePosts(
  db: Kysely<Schema>,
  asking: Asking,
  id: string,
  wanted: Wanted,
): Promise<{ readonly change_id: string }> {
  return transaction(db, 'read committed', async (trx) => {
    const account = await lockAccount(trx, asking.caller, 'account.manage', id);
    checkTogether(wanted);
    await refuseForeignPlace(trx, asking.caller, wanted);
    await propose(trx, asking, account, 'posts', wanted);
    return { change_id: wanted.change_id };
  });
}

/** Writes a proposal, once. For those who looked already whether the caller may. */
export async function propose(
  trx: Transaction<Schema>,
  { caller, at }: Asking,
  { id: user_id }: Pick<LockedAccount, 'id'>,
  kind: ChangeKind,
  { change_id, duties, regions, fixmedins_code, reason }: Wanted,
): Promise<void> {
  const wanted = { user_id, kind, duties: [...duties], regions: [...regions], fixmedins_code, reason };
  const known = await trx
    .selectFrom('account_change')
    .selectAll()
    .where('change_id', '=', change_id)
    .executeTakeFirst();
  if (known !== undefined) {
    const { change_id: _id, proposed_by, proposed_at: _at, ...before } = known;
    if (proposed_by !== caller.id || !isDeepStrictEqual(before, wanted))
      throw shouhuError('SH-H006', { id: change_id });
    return;
  }
  const [waiting] = await changesOf(trx, { user_id, waiting: true });
  if (waiting !== undefined) throw shouhuError('SH-A016', {});
  await trx
    .insertInto('account_change')
    .values({ change_id, ...wanted, proposed_by: caller.id, proposed_at: at })
    .execute();
  await note(trx, caller, at, {
    action: `account.${kind}.proposed`,
    subject: `user:${user_id}`,
    region: regions[0] ?? caller.regions[0] ?? '',
    detail: `${postsText({ duties, regions, fixmedins_code })} ${reason}`,
  });
}

/** Proposals within reach that nobody has decided yet, the oldest first. @throws ShouhuError SH-H002 */
export async function listWaiting(db: Kysely<Schema>, { caller }: Asking): Promise<ChangeRow[]> {
  const reached = accountsWithin(db, scopeOf(caller, 'account.read')).select('user_account.id');
  const ids = new Set((await reached.execute()).map(({ id }) => id));
  return (await changesOf(db, { waiting: true })).filter(({ user_id }) => ids.has(user_id));
}

/** What a second administrator may confirm too; all else takes a head. */
const ANY_SECOND: readonly ChangeKind[] = ['password', 'totp'];

export interface Decided {
  /** Shown this once, of a password that was set anew. */
  readonly password: string | null;
}

/**
 * Confirms a proposal, which then counts with the next request of that person, or turns it down; whoever proposed it may only take it back.
 * @throws ShouhuError SH-H002; SH-H003; SH-A013 it is about the caller; SH-A017 the caller's own; SH-A016 it was decided otherwise
 */
export async function decide(
  db: Kysely<Schema>,
  asking: Asking,
  { change_id, confirmed }: { readonly change_id: string; readonly confirmed: boolean },
): Promise<Decided> {
  const { caller, at } = asking;
  scopeOf(caller, 'account.confirm');
  return transaction(db, 'read committed', async (trx) => {
    const wanted = await trx
      .selectFrom('account_change')
      .selectAll()
      .where('change_id', '=', change_id)
      .executeTakeFirst();
    if (wanted === undefined) throw shouhuError('SH-H003', { id: change_id });
    const { user_id, kind, proposed_by, regions, fixmedins_code } = wanted;
    await lockAccount(trx, caller, 'account.confirm', user_id);
    const isOwn = proposed_by === caller.id;
    if (confirmed && isOwn) throw shouhuError('SH-A017', {});
    // Duties, and who is shut out, are a matter of those who answer for the work, not of those who run the machines.
    if (!ANY_SECOND.includes(kind) && !isOwn && !caller.duties.includes('head'))
      throw shouhuError('SH-H002', { right: `account.confirm ${DUTIES.head}` });
    const before = await trx
      .selectFrom('account_decision')
      .selectAll()
      .where('change_id', '=', change_id)
      .executeTakeFirst();
    if (before !== undefined) {
      if (before.decided_by === caller.id && before.confirmed === confirmed) return { password: null };
      throw shouhuError('SH-A016', {});
    }
    await trx
      .insertInto('account_decision')
      .values({ change_id, confirmed, decided_by: caller.id, decided_at: at })
      .execute();
    const password = confirmed ? await carryOut(trx, asking, wanted) : null;
    await note(trx, caller, at, {
      action: confirmed ? `account.${kind}.confirmed` : `account.${kind}.refused`,
      subject: `user:${user_id}`,
      region: regions[0] ?? caller.regions[0] ?? '',
      detail: kind === 'posts' ? postsText({ duties: wanted.duties.filter(isDuty), regions, fixmedins_code }) : '',
    });
    return { password };
  });
}

async function carryOut(
  trx: Transaction<Schema>,
  { at }: Asking,
  {
    user_id,
    kind,
    duties,
    regions,
    fixmedins_code,
  }: Pick<ChangeRow, 'user_id' | 'kind' | 'regions' | 'fixmedins_code'> & {
    readonly duties: readonly string[];
  },
): Promise<string | null> {
  if (kind === 'password') return giveFirstPassword(trx, at, user_id);
  if (kind === 'totp') await removeTotp(trx, at, user_id);
  else if (kind === 'sessions') await endSessions(trx, user_id);
  else if (kind === 'disable' || kind === 'enable') await switchAccount(trx, at, user_id, kind === 'disable');
  else
    await trx
      .updateTable('user_account')
      .set({ duties: [...duties], regions: [...regions], fixmedins_code, updated_at: at })
      .where('id', '=', user_id)
      .execute();
  return null;
}

/** Proposals with what became of them, the latest first; those that wait, the oldest first. */
export async function changesOf(
  db: Kysely<Schema> | Transaction<Schema>,
  { user_id, waiting = false }: { readonly user_id?: string; readonly waiting?: boolean },
): Promise<ChangeRow[]> {
  const rows = await db
    .selectFrom('account_change')
    .innerJoin('user_account', 'user_account.id', 'account_change.user_id')
    .leftJoin('account_decision', 'account_decision.change_id', 'account_change.change_id')
    .selectAll('account_change')
    .select(['username', 'name', 'confirmed', 'decided_by', 'decided_at'])
    .$if(user_id !== undefined, (query) => query.where('account_change.user_id', '=', user_id ?? ''))
    .$if(waiting, (query) => query.where('account_decision.change_id', 'is', null))
    .orderBy('proposed_at', waiting ? 'asc' : 'desc')
    .orderBy('account_change.change_id')
    .limit(200)
    .execute();
  const names = await namesOf(
    db,
    rows.flatMap(({ proposed_by, decided_by }) => [proposed_by, ...(decided_by === null ? [] : [decided_by])]),
  );
  return rows.map(({ decided_by, decided_at, proposed_at, duties, ...row }) => ({
    ...row,
    duties: duties.filter(isDuty),
    proposed_at: proposed_at.toISOString(),
    proposed_by_name: names[row.proposed_by] ?? row.proposed_by,
    decided_by_name: decided_by === null ? null : (names[decided_by] ?? decided_by),
    decided_at: decided_at === null ? null : decided_at.toISOString(),
  }));
}
