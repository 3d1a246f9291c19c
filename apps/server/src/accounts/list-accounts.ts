/** Accounts as an administrator lists and reads them. */
import { shouhuError } from '@shouhu/errors';
import type { Duty } from '@shouhu/procedure';
import { sql } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { isDuty } from '../identity/people.ts';
import { firstPasswordEnd } from '../identity/password.ts';
import { IDLE_MS } from '../identity/sessions.ts';
import { PHONE, phoneIndex } from '../outbox/contacts.ts';
import { isId } from '../people/people.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { changesOf } from './changes.ts';
import type { ChangeRow } from './changes.ts';
import { accountsWithin } from './reach.ts';

export interface AccountRow {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly duties: readonly Duty[];
  readonly regions: readonly string[];
  readonly fixmedins_code: string | null;
  readonly fixmedins_name: string | null;
  readonly disabled: boolean;
  readonly has_totp: boolean;
  /** The password that was made for the person was not changed yet. */
  readonly must_change: boolean;
  /** Its last two digits and the first two. */
  readonly phone: string | null;
  /** Somebody still has to confirm a change. */
  readonly is_waiting: boolean;
}

export interface AccountFilter {
  /** In name or user name, or a whole telephone number. */
  readonly text?: string | undefined;
  readonly duty?: string | undefined;
  readonly state?: 'active' | 'disabled' | undefined;
  readonly fixmedins_code?: string | undefined;
  readonly after_username?: string | undefined;
  readonly limit: number;
}

type Store = Pick<Services, 'db' | 'ring'>;

/** By user name. @throws ShouhuError SH-H002 without the right */
export async function listAccounts(
  { db, ring }: Store,
  { caller }: Asking,
  { text, duty, state, fixmedins_code, after_username, limit }: AccountFilter,
): Promise<AccountRow[]> {
  let found = rowsOf(db, caller).orderBy('user_account.username').limit(limit);
  if (text !== undefined) {
    const like = `%${text.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`)}%`;
    found = PHONE.test(text)
      ? found.where('contact.found_by', '=', phoneIndex(ring, text))
      : found.where((e) => e.or([e('user_account.name', 'ilike', like), e('username', 'ilike', like)]));
  }
  if (duty !== undefined) found = found.where(sql<boolean>`${duty} = ANY (user_account.duties)`);
  if (state !== undefined) found = found.where('disabled_at', state === 'active' ? 'is' : 'is not', null);
  if (fixmedins_code !== undefined) found = found.where('user_account.fixmedins_code', '=', fixmedins_code);
  if (after_username !== undefined) found = found.where('username', '>', after_username);
  const rows = await found.execute();
  return rows.map(rowOf);
}

export interface AccountView extends AccountRow {
  readonly created_at: string;
  /** Those that can still be used. */
  readonly sessions: number;
  readonly last_sign_in: string | null;
  readonly passkeys: number;
  /** To an identity provider of the bureau. */
  readonly is_linked: boolean;
  /** When the first password ends, while it was not changed. */
  readonly first_password_until: string | null;
  readonly changes: readonly ChangeRow[];
}

/** @throws ShouhuError SH-H002; SH-H003 out of reach */
export async function readAccount({ db }: Pick<Store, 'db'>, { caller, at }: Asking, id: string): Promise<AccountView> {
  const row = isId(id) ? await rowsOf(db, caller).where('user_account.id', '=', id).executeTakeFirst() : undefined;
  if (row === undefined) throw shouhuError('SH-H003', { id });
  const { sessions } = await db
    .selectFrom('user_session')
    .select((e) => e.fn.countAll<number>().as('sessions'))
    .where('user_id', '=', id)
    .where('expires_at', '>', at)
    .where('updated_at', '>', new Date(at.getTime() - IDLE_MS))
    .executeTakeFirstOrThrow();
  const { passkeys } = await db
    .selectFrom('user_passkey')
    .select((e) => e.fn.countAll<number>().as('passkeys'))
    .where('user_id', '=', id)
    .executeTakeFirstOrThrow();
  const link = await db.selectFrom('user_link').select('user_id').where('user_id', '=', id).executeTakeFirst();
  const credential = await db
    .selectFrom('user_credential')
    .select('updated_at')
    .where('user_id', '=', id)
    .executeTakeFirstOrThrow();
  const last = await db
    .selectFrom('log_entry')
    .select('at')
    .where('actor', '=', id)
    .where('action', '=', 'sign-in')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    ...rowOf(row),
    created_at: row.created_at.toISOString(),
    sessions,
    last_sign_in: last?.at ?? null,
    passkeys,
    is_linked: link !== undefined,
    first_password_until: row.must_change ? firstPasswordEnd(credential.updated_at).toISOString() : null,
    changes: await changesOf(db, { user_id: id }),
  };
}

function rowsOf(db: Store['db'], caller: Asking['caller']) {
  return accountsWithin(db, scopeOf(caller, 'account.read'))
    .leftJoin('contact', (join) =>
      join.on(sql<boolean>`contact.person = user_account.id::text`).on('contact.channel', '=', 'sms'),
    )
    .select([
      'user_account.id',
      'username',
      'user_account.name',
      'duties',
      'regions',
      'user_account.fixmedins_code',
      'fixmedins_name',
      'disabled_at',
      'two_factor_enabled',
      'must_change',
      'contact.shown as phone',
      'user_account.created_at',
    ])
    .select((e) =>
      e
        .exists(
          e
            .selectFrom('account_change')
            .leftJoin('account_decision', 'account_decision.change_id', 'account_change.change_id')
            .select('account_change.change_id')
            .whereRef('account_change.user_id', '=', 'user_account.id')
            .where('account_decision.change_id', 'is', null),
        )
        .as('is_waiting'),
    );
}

type Found = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

function rowOf(row: Found): AccountRow {
  const { id, username, name, regions, fixmedins_code, fixmedins_name, must_change, phone } = row;
  return {
    id,
    username,
    name,
    duties: row.duties.filter(isDuty),
    regions,
    fixmedins_code,
    fixmedins_name,
    disabled: row.disabled_at !== null,
    has_totp: row.two_factor_enabled,
    must_change,
    phone,
    is_waiting: Boolean(row.is_waiting),
  };
}
