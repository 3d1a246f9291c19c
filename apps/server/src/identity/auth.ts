/** The sign-in library, set up for staff: user names instead of mail, no sign-up, nothing over the network. */
import assert from 'node:assert/strict';
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor, username } from 'better-auth/plugins';
import { CamelCasePlugin } from 'kysely';
import type { Kysely } from 'kysely';
import type { Duty } from '@shouhu/procedure';
import type { Schema } from '../store/schema.ts';
import { oidc } from './oidc.ts';
import { PASSWORD_LENGTH, firstPasswordEnd, hashPassword, verifyPassword } from './password.ts';
import { passkeys } from './passkeys.ts';
import { USERNAME, normalise } from './people.ts';
import type { Provider } from './provider.ts';

export interface AuthOptions {
  readonly db: Kysely<Schema>;
  /** Signs cookies and encrypts the secrets of authenticators; 32 characters at least, random. A new one ends all sessions and enrolments. */
  readonly secret: string;
  /** Where browsers find the platform: `https://…`. No other origin may change anything. */
  readonly baseUrl: string;
  /** Duties that count only for those who have an authenticator. */
  readonly totpDuties?: readonly Duty[];
  /** The identity provider of the bureau; absent: it has none. */
  readonly provider?: Provider;
}

/** Header that carries the network address of a request to the library: ours alone, whatever the request says. */
export const ADDRESS_HEADER = 'x-shouhu-address';

const SESSION_S = 12 * 3_600;

/** Requests that one network address may send to one path in a minute; many people of a bureau share one. */
const RATE = { window: 60, max: 120 };

export type Auth = ReturnType<typeof makeAuth>;

/** The library over our database. Only handler.ts and sessions.ts are to talk to it: they hold what it leaves open. */
export function makeAuth({ db, secret, baseUrl, provider }: AuthOptions) {
  // The environment alone can switch telemetry on, over what is said below; with nowhere to send it to there is none.
  delete process.env['BETTER_AUTH_TELEMETRY_ENDPOINT'];
  // Its own lockout counts codes alone: tries.ts counts passwords and codes together.
  const codes = twoFactor({ accountLockout: { enabled: false }, schema: { twoFactor: { modelName: 'user_totp' } } });
  const [afterSignIn] = codes.hooks.after;
  assert(afterSignIn !== undefined);
  return betterAuth({
    appName: '守护',
    baseURL: baseUrl,
    secrets: [{ version: 1, value: secret }],
    telemetry: { enabled: false },
    logger: { disabled: true },
    onAPIError: { throw: true },
    database: { db: db.withPlugin(new CamelCasePlugin()), type: 'postgres', transaction: true },
    user: { modelName: 'user_account' },
    account: { modelName: 'user_credential' },
    verification: { modelName: 'user_challenge' },
    // Twelve hours and no more; sessions.ts ends those that nobody uses.
    session: {
      modelName: 'user_session',
      expiresIn: SESSION_S,
      disableSessionRefresh: true,
      additionalFields: { twoFactors: { type: 'boolean', required: false, defaultValue: false, input: false } },
    },
    emailAndPassword: {
      enabled: false,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    advanced: {
      cookiePrefix: 'shouhu',
      useSecureCookies: baseUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict' },
      // Said, because the library would drop the checks where TEST or NODE_ENV=test is set.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      database: { generateId: 'uuid' },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    rateLimit: {
      enabled: true,
      storage: 'memory',
      customRules: { '/get-session': false, '/**': RATE },
    },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userId }, context) => {
            // A new password is set by somebody with a session, in a transaction that must not wait for a second connection.
            if (context?.path !== '/change-password') await refuseEnded(db, userId);
          },
        },
      },
    },
    plugins: [
      username({
        minUsernameLength: 3,
        maxUsernameLength: 30,
        displayUsername: false,
        usernameNormalization: normalise,
        usernameValidator: (name) => USERNAME.test(normalise(name)),
      }),
      passkeys(db, baseUrl),
      oidc({ db, secret, provider, askForCode: afterSignIn.handler }),
      codes,
    ],
  });
}

/** Nobody gets in to a disabled account, or by a first password that lay about too long. */
async function refuseEnded(db: Kysely<Schema>, id: string): Promise<void> {
  const { disabled_at, must_change, updated_at } = await db
    .selectFrom('user_account')
    .innerJoin('user_credential', 'user_credential.user_id', 'user_account.id')
    .select(['disabled_at', 'must_change', 'user_credential.updated_at'])
    .where('user_account.id', '=', id)
    .executeTakeFirstOrThrow();
  if (disabled_at !== null) throw new APIError('FORBIDDEN', { code: 'USER_DISABLED' });
  if (must_change && firstPasswordEnd(updated_at) <= new Date())
    throw new APIError('FORBIDDEN', { code: 'FIRST_PASSWORD_EXPIRED' });
}
