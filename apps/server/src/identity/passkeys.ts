/**
 * Passkeys, as endpoints of the sign-in library: enrolled after the password, and a sign-in by themselves, as the device verifies its person
 * (two factors in one). The library's own plugin does not install beside it.
 */
import { APIError, createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../store/schema.ts';
import { provePassword } from './prove-password.ts';

/** How long a person has to touch the device; the challenge is spent with the first answer. */
const CHALLENGE_MS = 5 * 60_000;
const COOKIE = 'passkey';
const MOST_PASSKEYS = 10;

/** What devices sign with: ECDSA on P-256, Ed25519, RSA. */
const ALGORITHMS = [-7, -8, -257];

/** @param baseUrl origin and name of the relying party: a device answers no other */
export function passkeys(db: Kysely<Schema>, baseUrl: string) {
  const { origin: expectedOrigin, hostname: rpID } = new URL(baseUrl);
  const ofPerson = async (user_id: string) =>
    db.selectFrom('user_passkey').selectAll().where('user_id', '=', user_id).execute();
  return {
    id: 'passkeys',
    endpoints: {
      beginPasskey: createAuthEndpoint(
        '/passkey/begin-enrolment',
        { method: 'POST', body: z.object({ password: z.string() }), use: [sessionMiddleware] },
        async (ctx) => {
          const { user } = ctx.context.session;
          await provePassword(db, user.id, ctx.body.password);
          const known = await ofPerson(user.id);
          if (known.length >= MOST_PASSKEYS) throw refused('TOO_MANY_PASSKEYS');
          const options = await generateRegistrationOptions({
            rpName: '守护',
            rpID,
            userName: user.name,
            userID: new TextEncoder().encode(user.id),
            attestationType: 'none',
            supportedAlgorithmIDs: ALGORITHMS,
            excludeCredentials: known.map(({ credential_id }) => ({ id: credential_id })),
            authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
          });
          await challenge(ctx, `enrol ${user.id}`, options.challenge);
          return ctx.json(options);
        },
      ),
      enrolPasskey: createAuthEndpoint(
        '/passkey/enrol',
        { method: 'POST', body: z.object({ name: z.string(), response: z.string() }), use: [sessionMiddleware] },
        async (ctx) => {
          const { user } = ctx.context.session;
          const expectedChallenge = await spend(ctx, `enrol ${user.id}`);
          const { registrationInfo } = await checked(
            verifyRegistrationResponse({
              response: registrationOf(ctx.body.response),
              expectedChallenge,
              expectedOrigin,
              expectedRPID: rpID,
              requireUserVerification: true,
              supportedAlgorithmIDs: ALGORITHMS,
            }),
          );
          const name = ctx.body.name.trim().slice(0, 40);
          if (registrationInfo === undefined || name === '') throw refused('PASSKEY_REFUSED');
          const { id, publicKey, counter } = registrationInfo.credential;
          const made = await db
            .insertInto('user_passkey')
            .values({
              user_id: user.id,
              name,
              credential_id: id,
              public_key: Buffer.from(publicKey).toString('base64url'),
              counter,
              created_at: new Date(),
            })
            .onConflict((on) => on.column('credential_id').doNothing())
            .executeTakeFirst();
          if (made.numInsertedOrUpdatedRows === 0n) throw refused('PASSKEY_REFUSED');
          return ctx.json({ status: true });
        },
      ),
      removePasskey: createAuthEndpoint(
        '/passkey/remove',
        { method: 'POST', body: z.object({ id: z.string(), password: z.string() }), use: [sessionMiddleware] },
        async (ctx) => {
          const { user } = ctx.context.session;
          await provePassword(db, user.id, ctx.body.password);
          await db
            .deleteFrom('user_passkey')
            .where(sql<string>`passkey_id::text`, '=', ctx.body.id)
            .where('user_id', '=', user.id)
            .execute();
          return ctx.json({ status: true });
        },
      ),
      askForPasskey: createAuthEndpoint('/passkey/begin', { method: 'POST' }, async (ctx) => {
        // Of nobody in particular: who has passkeys is for no stranger to learn.
        const options = await generateAuthenticationOptions({ rpID, userVerification: 'required' });
        await challenge(ctx, 'sign-in', options.challenge);
        return ctx.json(options);
      }),
      signInByPasskey: createAuthEndpoint(
        '/passkey/sign-in',
        { method: 'POST', body: z.object({ response: z.string() }) },
        async (ctx) => {
          const expectedChallenge = await spend(ctx, 'sign-in');
          const response = assertionOf(ctx.body.response);
          const key = await db
            .selectFrom('user_passkey')
            .selectAll()
            .where('credential_id', '=', response.id)
            .executeTakeFirst();
          if (key === undefined) throw refused('PASSKEY_REFUSED');
          const { verified, authenticationInfo } = await checked(
            verifyAuthenticationResponse({
              response,
              expectedChallenge,
              expectedOrigin,
              expectedRPID: rpID,
              requireUserVerification: true,
              credential: {
                id: key.credential_id,
                publicKey: new Uint8Array(Buffer.from(key.public_key, 'base64url')),
                counter: key.counter,
              },
            }),
          );
          if (!verified) throw refused('PASSKEY_REFUSED');
          // Of two answers that a device and its copy give at once, one is refused.
          const counted = await db
            .updateTable('user_passkey')
            .set({ counter: authenticationInfo.newCounter, used_at: new Date() })
            .where('passkey_id', '=', key.passkey_id)
            .where('counter', '=', key.counter)
            .executeTakeFirst();
          const user = await ctx.context.internalAdapter.findUserById(key.user_id);
          if (counted.numUpdatedRows === 0n || user === null) throw refused('PASSKEY_REFUSED');
          const session = await ctx.context.internalAdapter.createSession(user.id, false, { twoFactors: true }, true);
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ status: true });
        },
      ),
    },
  } as const;
}

type Context = Parameters<typeof setSessionCookie>[0];

/** Keeps a challenge here and its place in a cookie of the browser that asked. @param what it is for: no other answer spends it */
async function challenge(ctx: Context, what: string, value: string): Promise<void> {
  const cookie = ctx.context.createAuthCookie(COOKIE, { maxAge: CHALLENGE_MS / 1_000 });
  const identifier = `passkey-${crypto.randomUUID()}`;
  const expiresAt = new Date(Date.now() + CHALLENGE_MS);
  await ctx.context.internalAdapter.createVerificationValue({ identifier, value: `${value} ${what}`, expiresAt });
  await ctx.setSignedCookie(cookie.name, identifier, ctx.context.secret, cookie.attributes);
}

/** The challenge that this browser was given, once. */
async function spend(ctx: Context, what: string): Promise<string> {
  const { name } = ctx.context.createAuthCookie(COOKIE);
  const identifier = await ctx.getSignedCookie(name, ctx.context.secret);
  const kept = identifier ? await ctx.context.internalAdapter.consumeVerificationValue(identifier) : null;
  const [value = '', ...rest] = kept === null || kept.expiresAt <= new Date() ? [] : kept.value.split(' ');
  if (value === '' || rest.join(' ') !== what) throw refused('PASSKEY_RUN_OUT');
  return value;
}

/** What a device answers that is none, or for another challenge, origin or name, is refused alike. */
async function checked<Found>(verification: Promise<Found>): Promise<Found> {
  try {
    return await verification;
  } catch {
    throw refused('PASSKEY_REFUSED');
  }
}

/** Their shape is for the library to check. */
function registrationOf(text: string): RegistrationResponseJSON {
  return JSON.parse(checkedJson(text));
}

function assertionOf(text: string): AuthenticationResponseJSON {
  return JSON.parse(checkedJson(text));
}

function checkedJson(text: string): string {
  if (credentialOf(text) === '') throw refused('PASSKEY_REFUSED');
  return text;
}

/** The credential that an answer names, before anything of it was proved; empty where it names none. */
export function credentialOf(text: string): string {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'id' in answer ? String(answer.id) : '';
  } catch {
    return '';
  }
}

function refused(code: string) {
  return new APIError('UNAUTHORIZED', { code });
}
