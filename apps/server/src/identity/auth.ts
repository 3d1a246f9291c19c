/** The sign-in library, set up for staff: user names instead of mail, no sign-up, nothing over the network. */
import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import { twoFactor, username } from 'better-auth/plugins';
import { CamelCasePlugin } from 'kysely';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { PASSWORD_LENGTH, hashPassword, verifyPassword } from './password.ts';
import { USERNAME, normalise } from './people.ts';

export interface AuthOptions {
  readonly db: Kysely<Schema>;
  /** Signs cookies and encrypts the secrets of authenticators; 32 characters at least, random. A new one ends all sessions and enrolments. */
  readonly secret: string;
  /** Where browsers find the platform: `https://…`. No other origin may change anything. */
  readonly baseUrl: string;
}

/** Header that carries the network address of a request to the library: ours alone, whatever the request says. */
export const ADDRESS_HEADER = 'x-shouhu-address';

const SESSION_S = 12 * 3_600;

/** Requests that one network address may send to one path in a minute; many people of a bureau share one. */
const RATE = { window: 60, max: 120 };

export type Auth = ReturnType<typeof makeAuth>;

/** The library over our database. Only handler.ts and sessions.ts are to talk to it: they hold what it leaves open. */
export function makeAuth({ db, secret, baseUrl }: AuthOptions) {
  // The environment alone can switch telemetry on, over what is said below; with nowhere to send it to there is none.
  delete process.env['BETTER_AUTH_TELEMETRY_ENDPOINT'];
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
    session: { modelName: 'user_session', expiresIn: SESSION_S, disableSessionRefresh: true },
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
            if (context?.path !== '/change-password') await refuseDisabled(db, userId);
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
      // Its own lockout counts codes alone: tries.ts counts passwords and codes together.
      twoFactor({ accountLockout: { enabled: false }, schema: { twoFactor: { modelName: 'user_totp' } } }),
    ],
  });
}

async function refuseDisabled(db: Kysely<Schema>, id: string): Promise<void> {
  const { disabled_at } = await db
    .selectFrom('user_account')
    .select('disabled_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (disabled_at !== null) throw new APIError('FORBIDDEN', { code: 'USER_DISABLED' });
}
