/** A request to sign in, or about the own account: what comes before the library sees it, and what of its answer counts and is logged. */
import { createHmac } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { APIError } from 'better-auth/api';
import { note } from '../log/log.ts';
import type { Caller } from '../rights/caller.ts';
import type { Auth, AuthOptions } from './auth.ts';
import { proveAnswer } from './oidc.ts';
import { credentialOf } from './passkeys.ts';
import { findPerson, homeOf, normalise, ownerOf, passwordIsOwn } from './people.ts';
import type { Person } from './people.ts';
import { isWrong, refusalIn, refusalOf } from './refusals.ts';
import { readAsked, requestOf } from './routes.ts';
import type { Asked } from './routes.ts';
import { challenged, spendCode } from './second-step.ts';
import { personOf, tokenOf } from './sessions.ts';
import { withoutTokens } from './tokens.ts';
import { beginTry, forgiveAll, forgiveTry } from './tries.ts';

/**
 * Answers a request to /api/auth/….
 * @param address of the sender on the network; it shows in its list of sessions, and how much one address may send is limited
 * @throws ShouhuError SH-A…, SH-H001, SH-H005, SH-H007 for whatever is refused
 */
export type Handler = (request: Request, address: string) => Promise<Response>;

const SIGN_IN = '/sign-in/username';
const BY_PASSKEY = '/passkey/sign-in';
const BY_PROVIDER = '/oidc/sign-in';
const VERIFY = '/two-factor/verify-totp';
const CHANGE = '/change-password';
const REVOKE = '/revoke-session';

/** How one signed in, as the log has it; by password unless told. */
const WAYS: Readonly<Record<string, string>> = { [BY_PASSKEY]: 'passkey', [BY_PROVIDER]: 'oidc' };

const UNKNOWN: Caller = { id: 'unknown', name: '', duties: [], regions: [], fixmedins_code: null };

export function makeHandler(auth: Auth, { db, secret, baseUrl, provider }: AuthOptions): Handler {
  return async (request, address) => {
    const at = new Date();
    const asked = await readAsked(request, address);
    const { path, route } = asked;
    // Whoever signs in is the one named, whatever session the browser still has.
    const isSignIn = path === SIGN_IN || path === BY_PASSKEY || path === BY_PROVIDER;
    const signedIn = isSignIn ? null : ((await personOf(db, auth, asked.headers))?.person ?? null);
    if (path === VERIFY && signedIn?.has_totp === true) throw shouhuError('SH-A009', {});
    // Whoever made the first password must not leave a way in behind.
    if (route.opens === true && signedIn?.must_change === true) throw shouhuError('SH-A014', {});
    const person = signedIn ?? (await unproved(asked, at));
    const tried = await begin(asked, person, at);
    const answer = await ask(asked, person);
    if (answer instanceof ShouhuError) {
      if (tried !== undefined && isWrong(answer)) {
        const action = signedIn === null ? 'sign-in.failed' : `${route.action}.failed`;
        await record(person, at, tried.is_last ? [action, 'lockout'] : [action]);
      } else if (tried !== undefined) await forgiveTry(db, tried.try_id);
      throw answer;
    }
    if (isSignIn && (await waitsForCode(answer))) {
      if (tried !== undefined) await forgiveTry(db, tried.try_id);
      return answer;
    }
    if (path === CHANGE && person !== null) await passwordIsOwn(db, person.id);
    if (tried !== undefined) await forgiveAll(db, tried.subject);
    const done = tried !== undefined && signedIn === null ? 'sign-in' : route.action;
    if (person !== null && done !== undefined) await record(person, at, [done], WAYS[path]);
    return answer;
  };

  /** Whom a request without a session is about. */
  async function unproved({ path, body, headers }: Asked, at: Date): Promise<Person | null> {
    if (path === SIGN_IN) return findPerson(db, { typed: body['username'] ?? '' });
    if (path === BY_PROVIDER) return answered(headers, body['answer'] ?? '', at);
    if (path === BY_PASSKEY) return ownerOf(db, credentialOf(body['response'] ?? ''));
    const id = path.startsWith('/two-factor/verify-') ? await challenged(auth, headers) : null;
    return id === null ? null : findPerson(db, { id });
  }

  /** Whom the provider names. What it does not prove counts for nobody, and is logged. */
  async function answered(headers: Headers, answer: string, at: Date): Promise<Person | null> {
    try {
      return await findPerson(db, { id: await proveAnswer(auth, { db, secret, provider }, headers, answer) });
    } catch (error) {
      if (!(error instanceof APIError)) throw error;
      const refusal = refusalIn(error.body, error.status);
      if (isWrong(refusal)) await record(null, at, ['sign-in.failed'], WAYS[BY_PROVIDER]);
      throw refusal;
    }
  }

  async function begin({ route, body }: Asked, person: Person | null, at: Date) {
    const username = person?.username ?? body['username'];
    if (route.tries !== true || username === undefined) return undefined;
    // What was typed as a name may be a password typed too early: kept so that nobody can read it.
    const subject = createHmac('sm3', secret).update(normalise(username)).digest('hex');
    const tried = await beginTry(db, subject, at);
    if (!tried.locked) return { ...tried, subject };
    // Not for the log, which anybody could fill so.
    throw shouhuError('SH-A002', { minutes: Math.ceil((tried.until.getTime() - at.getTime()) / 60_000) });
  }

  async function ask(asked: Asked, person: Person | null): Promise<Response | ShouhuError> {
    const { currentPassword, newPassword } = asked.body;
    if (newPassword !== undefined && newPassword === currentPassword) return shouhuError('SH-A015', {});
    const code = asked.path === VERIFY ? asked.body['code'] : undefined;
    const spent = code === undefined || person === null ? undefined : await spendCode(auth, secret, person.id, code);
    if (spent?.is_new === false) return shouhuError('SH-A006', {});
    const response = await auth.handler(requestOf(await knownTo(asked, person), baseUrl));
    if (response.ok) return withoutTokens(response);
    await spent?.release();
    return refusalOf(response);
  }

  /** The library ends a session by its token, of which browsers know nothing. */
  async function knownTo(asked: Asked, person: Person | null): Promise<Asked> {
    if (asked.path !== REVOKE) return asked;
    const token = person === null ? null : await tokenOf(db, person.id, asked.body['id'] ?? '');
    return { ...asked, body: { token: token ?? '' } };
  }

  async function record(person: Person | null, at: Date, actions: readonly string[], detail = ''): Promise<void> {
    const by = person ?? UNKNOWN;
    await transaction(db, 'read committed', async (trx) => {
      const region = await homeOf(trx, by);
      for (const action of actions) await note(trx, by, at, { action, subject: `user:${by.id}`, region, detail });
    });
  }
}

/** A right password of somebody with an authenticator opens nothing yet. */
async function waitsForCode(response: Response): Promise<boolean> {
  const said: unknown = await response.clone().json();
  return typeof said === 'object' && said !== null && 'twoFactorRedirect' in said;
}
