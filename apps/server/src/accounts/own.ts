/** The own account, as its person sees it. */
import { shouhuError } from '@shouhu/errors';
import { isId } from '../people/people.ts';
import type { Services } from '../http/new-app.ts';
import type { Asking } from '../rights/caller.ts';

interface Passkey {
  readonly passkey_id: string;
  readonly name: string;
  readonly created_at: string;
  readonly used_at: string | null;
}

export interface OwnAccount {
  readonly username: string;
  readonly has_totp: boolean;
  readonly passkeys: readonly Passkey[];
  /** The account at the identity provider that it is linked to. */
  readonly link: { readonly issuer: string; readonly linked_at: string; readonly used_at: string | null } | null;
  readonly phone: string | null;
  readonly password_set_at: string;
  /** What was done to get in, the latest first: wrong tries too. */
  readonly sign_ins: readonly { readonly at: string; readonly action: string }[];
}

const ACTIONS = [
  'sign-in',
  'sign-in.failed',
  'lockout',
  'backup-code.used',
  'password.changed',
  'totp.enrolled',
  'totp.removed',
  'passkey.enrolled',
  'passkey.removed',
  'oidc.linked',
  'oidc.unlinked',
];

/** @throws ShouhuError SH-H003 for a caller without an account here */
export async function readOwn({ db }: Pick<Services, 'db'>, { caller: { id } }: Asking): Promise<OwnAccount> {
  const row = isId(id)
    ? await db
        .selectFrom('user_account')
        .innerJoin('user_credential', 'user_credential.user_id', 'user_account.id')
        .leftJoin('contact', (join) => join.on('contact.person', '=', id).on('channel', '=', 'sms'))
        .select(['username', 'two_factor_enabled', 'shown', 'user_credential.updated_at'])
        .where('user_account.id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (row === undefined) throw shouhuError('SH-H003', { id });
  const sign_ins = await db
    .selectFrom('log_entry')
    .select(['at', 'action'])
    .where('actor', '=', id)
    .where('action', 'in', ACTIONS)
    .orderBy('seq', 'desc')
    .limit(20)
    .execute();
  const keys = await db
    .selectFrom('user_passkey')
    .select(['passkey_id', 'name', 'created_at', 'used_at'])
    .where('user_id', '=', id)
    .orderBy('created_at')
    .execute();
  const link = await db
    .selectFrom('user_link')
    .select(['issuer', 'linked_at', 'used_at'])
    .where('user_id', '=', id)
    .executeTakeFirst();
  return {
    username: row.username,
    has_totp: row.two_factor_enabled,
    passkeys: keys.map(({ created_at, used_at, ...key }) => ({
      ...key,
      created_at: created_at.toISOString(),
      used_at: used_at?.toISOString() ?? null,
    })),
    link:
      link === undefined
        ? null
        : {
            issuer: link.issuer,
            linked_at: link.linked_at.toISOString(),
            used_at: link.used_at?.toISOString() ?? null,
          },
    phone: row.shown,
    password_set_at: row.updated_at.toISOString(),
    sign_ins,
  };
}
