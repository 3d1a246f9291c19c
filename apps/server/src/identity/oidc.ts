/**
 * Signing in by the bureau's own identity provider, as endpoints of the sign-in library. It makes no accounts: a person links theirs, after the
 * password, with what the provider calls them for ever, never by name or mail.
 */
import { createHmac } from 'node:crypto';
import type { AuthContext } from 'better-auth';
import { APIError, createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import type { createAuthMiddleware } from 'better-auth/api';
import { parseCookies, setSessionCookie } from 'better-auth/cookies';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Schema } from '../store/schema.ts';
import { provePassword } from './prove-password.ts';
import type { Provider, Question } from './provider.ts';

/** How long a person has at the provider; the question is spent with the first answer. */
const QUESTION_MS = 5 * 60_000;
const COOKIE = 'oidc';
const SIGN_IN = '/oidc/sign-in';

/** What the cookie of a browser stands for: a question at the provider, or an answer of it that was proved. */
type Kept =
  | { readonly what: string; readonly question: Question }
  | { readonly what: 'proved'; readonly user_id: string; readonly twoFactors: boolean };

type Places = Pick<AuthContext, 'internalAdapter' | 'createAuthCookie'>;

interface OidcOptions {
  readonly db: Kysely<Schema>;
  /** Subjects are kept under it, so that nobody reads them in the database. */
  readonly secret: string;
  /** Absent: the bureau has none, and nothing of it is offered. */
  readonly provider: Provider | undefined;
  /** The library's own step that asks for the code of an authenticator. */
  readonly askForCode: ReturnType<typeof createAuthMiddleware>;
}

export function oidc({ db, secret, provider, askForCode }: OidcOptions) {
  return {
    id: 'oidc' as const,
    hooks: {
      after: [
        {
          matcher: ({ path, context }: Matched) =>
            path === SIGN_IN && context.newSession?.session['twoFactors'] !== true,
          handler: askForCode,
        },
      ],
    },
    endpoints: {
      providerOffered: createAuthEndpoint('/oidc/offered', { method: 'GET' }, async (ctx) =>
        ctx.json({ offered: provider !== undefined }),
      ),
      askProvider: createAuthEndpoint('/oidc/begin', { method: 'POST' }, async (ctx) => {
        const { url, question } = await known(provider).ask();
        await keep(ctx, { what: 'sign-in', question });
        return ctx.json({ url });
      }),
      signInByProvider: createAuthEndpoint(SIGN_IN, { method: 'POST' }, async (ctx) => {
        const proved = await spend(ctx.context, ctx.headers, 'proved');
        const user = 'user_id' in proved ? await ctx.context.internalAdapter.findUserById(proved.user_id) : null;
        if (!('user_id' in proved) || user === null) throw refused('PROVIDER_REFUSED');
        const { twoFactors } = proved;
        const session = await ctx.context.internalAdapter.createSession(user.id, false, { twoFactors }, true);
        await setSessionCookie(ctx, { session, user });
        await db.updateTable('user_link').set({ used_at: new Date() }).where('user_id', '=', user.id).execute();
        return ctx.json({ status: true });
      }),
      beginLink: createAuthEndpoint(
        '/oidc/begin-link',
        { method: 'POST', body: z.object({ password: z.string() }), use: [sessionMiddleware] },
        async (ctx) => {
          const { user } = ctx.context.session;
          await provePassword(db, user.id, ctx.body.password);
          // Who was signed in there on a shared machine must not become this person here.
          const { url, question } = await known(provider).ask(QUESTION_MS / 1_000);
          await keep(ctx, { what: `link ${user.id}`, question });
          return ctx.json({ url });
        },
      ),
      link: createAuthEndpoint(
        '/oidc/link',
        { method: 'POST', body: z.object({ answer: z.string() }), use: [sessionMiddleware] },
        async (ctx) => {
          const { user } = ctx.context.session;
          const { issuer, prove } = known(provider);
          const { subject } = await prove(await asked(ctx.context, ctx.headers, `link ${user.id}`), ctx.body.answer);
          const row = { issuer, subject: keyed(secret, issuer, subject), linked_at: new Date(), used_at: null };
          await db.transaction().execute(async (trx) => {
            await trx.deleteFrom('user_link').where('user_id', '=', user.id).execute();
            const made = await trx
              .insertInto('user_link')
              .values({ user_id: user.id, ...row })
              .onConflict((on) => on.column('subject').doNothing())
              .executeTakeFirst();
            if (made.numInsertedOrUpdatedRows === 0n) throw refused('PROVIDER_TAKEN');
          });
          return ctx.json({ status: true });
        },
      ),
      unlink: createAuthEndpoint(
        '/oidc/unlink',
        { method: 'POST', body: z.object({ password: z.string() }), use: [sessionMiddleware] },
        async (ctx) => {
          const { user } = ctx.context.session;
          await provePassword(db, user.id, ctx.body.password);
          await db.deleteFrom('user_link').where('user_id', '=', user.id).execute();
          return ctx.json({ status: true });
        },
      ),
    },
  };
}

/**
 * Whom an answer of the provider proves the browser to be. Once, and for the sign-in that follows at once: it finds the proof under the cookie.
 * @returns the id of the account @throws APIError PROVIDER_RUN_OUT, PROVIDER_REFUSED, PROVIDER_DOWN, PROVIDER_UNLINKED
 */
export async function proveAnswer(
  auth: { readonly $context: Promise<Places> },
  { db, secret, provider }: Pick<OidcOptions, 'db' | 'secret' | 'provider'>,
  headers: Headers,
  answer: string,
): Promise<string> {
  const context = await auth.$context;
  const { issuer, prove } = known(provider);
  const { subject, twoFactors } = await prove(await asked(context, headers, 'sign-in'), answer);
  const link = await db
    .selectFrom('user_link')
    .select('user_id')
    .where('subject', '=', keyed(secret, issuer, subject))
    .executeTakeFirst();
  if (link === undefined) throw refused('PROVIDER_UNLINKED');
  await write(context, placeOf(context, headers), { what: 'proved', user_id: link.user_id, twoFactors });
  return link.user_id;
}

type Context = Parameters<typeof setSessionCookie>[0];
interface Matched {
  readonly path?: string | undefined;
  readonly context: Pick<AuthContext, 'newSession'>;
}

/** Keeps a question here and its place in a cookie of the browser that asked. */
async function keep(ctx: Context, kept: Kept): Promise<void> {
  const cookie = ctx.context.createAuthCookie(COOKIE, { maxAge: QUESTION_MS / 1_000 });
  // Nobody guesses it: it needs no signature.
  const place = `oidc-${crypto.randomUUID()}`;
  await write(ctx.context, place, kept);
  ctx.setCookie(cookie.name, place, cookie.attributes);
}

async function write({ internalAdapter }: Places, identifier: string, kept: Kept): Promise<void> {
  const expiresAt = new Date(Date.now() + QUESTION_MS);
  await internalAdapter.createVerificationValue({ identifier, value: JSON.stringify(kept), expiresAt });
}

function placeOf({ createAuthCookie }: Places, headers: Headers | undefined): string {
  const place = parseCookies(headers?.get('cookie') ?? '').get(createAuthCookie(COOKIE).name) ?? '';
  return place.startsWith('oidc-') ? place : '';
}

/** What is kept under the cookie of this browser, once. @param what it must be for */
async function spend(places: Places, headers: Headers | undefined, what: string): Promise<Kept> {
  const place = placeOf(places, headers);
  const row = place === '' ? null : await places.internalAdapter.consumeVerificationValue(place);
  const kept: Kept | null = row === null || row.expiresAt <= new Date() ? null : JSON.parse(row.value);
  if (kept?.what !== what) throw refused('PROVIDER_RUN_OUT');
  return kept;
}

async function asked(places: Places, headers: Headers | undefined, what: string): Promise<Question> {
  const kept = await spend(places, headers, what);
  if (!('question' in kept)) throw refused('PROVIDER_RUN_OUT');
  return kept.question;
}

/** A subject as it is kept: another provider's is another, even of the same text. */
function keyed(secret: string, issuer: string, subject: string): string {
  return createHmac('sm3', secret)
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');
}

function known(provider: Provider | undefined): Provider {
  if (provider === undefined) throw refused('NO_PROVIDER');
  return provider;
}

function refused(code: string) {
  return new APIError('UNAUTHORIZED', { code });
}
