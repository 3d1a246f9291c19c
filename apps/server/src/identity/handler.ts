/** A request to sign in, or about the own account: what comes before the library sees it, and what of its answer counts and is logged. */
import { createHmac } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { note } from '../log/log.ts';
import type { Caller } from '../rights/caller.ts';
import type { Auth, AuthOptions } from './auth.ts';
import { findPerson, normalise } from './people.ts';
import type { Person } from './people.ts';
import { isWrong, refusalOf } from './refusals.ts';
import { readAsked, requestOf } from './routes.ts';
import type { Asked } from './routes.ts';
import { challenged, spendCode } from './second-step.ts';
import { personOf } from './sessions.ts';
import { beginTry, forgiveAll, forgiveTry } from './tries.ts';

/**
 * Answers a request to /api/auth/….
 * @param address of the sender on the network; it shows in its list of sessions, and how much one address may send is limited
 * @throws ShouhuError SH-A…, SH-H001, SH-H005, SH-H007 for whatever is refused
 */
export type Handler = (request: Request, address: string) => Promise<Response>;

const SIGN_IN = '/sign-in/username';
const VERIFY = '/two-factor/verify-totp';

const UNKNOWN: Caller = { id: 'unknown', name: '', duties: [], regions: [], fixmedins_code: null };

export function makeHandler(auth: Auth, { db, secret, baseUrl }: AuthOptions): Handler {
  return async (request, address) => {
    const at = new Date();
    const asked = await readAsked(request, address);
    const { path, route } = asked;
    // Whoever signs in is the one named, whatever session the browser still has.
    const signedIn = path === SIGN_IN ? null : await personOf(db, auth, asked.headers);
    if (path === VERIFY && signedIn?.has_totp === true) throw shouhuError('SH-A009', {});
    const person = signedIn ?? (await unproved(asked));
    const tried = await begin(asked, person, at);
    const answer = await ask(asked, person);
    if (answer instanceof ShouhuError) {
      if (tried !== undefined && isWrong(answer)) {
        const action = signedIn === null ? 'sign-in.failed' : `${route.action}.failed`;
        await record(person, at, tried.is_last ? [action, 'lockout'] : [action]);
      } else if (tried !== undefined) await forgiveTry(db, tried.try_id);
      throw answer;
    }
    if (path === SIGN_IN && (await waitsForCode(answer))) {
      if (tried !== undefined) await forgiveTry(db, tried.try_id);
      return answer;
    }
    if (tried !== undefined) await forgiveAll(db, tried.subject);
    const done = tried !== undefined && signedIn === null ? 'sign-in' : route.action;
    if (person !== null && done !== undefined) await record(person, at, [done]);
    return answer;
  };

  /** Whom a request without a session is about. */
  async function unproved({ path, body, headers }: Asked): Promise<Person | null> {
    if (path === SIGN_IN) return findPerson(db, { typed: body['username'] ?? '' });
    const id = path.startsWith('/two-factor/verify-') ? await challenged(auth, headers) : null;
    return id === null ? null : findPerson(db, { id });
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
    const code = asked.path === VERIFY ? asked.body['code'] : undefined;
    const spent = code === undefined || person === null ? undefined : await spendCode(auth, secret, person.id, code);
    if (spent?.is_new === false) return shouhuError('SH-A006', {});
    const response = await auth.handler(requestOf(asked, baseUrl));
    if (response.ok) return response;
    await spent?.release();
    return refusalOf(response);
  }

  async function record(person: Person | null, at: Date, actions: readonly string[]): Promise<void> {
    const by = person ?? UNKNOWN;
    await transaction(db, 'read committed', async (trx) => {
      for (const action of actions) await note(trx, by, at, { action, subject: `user:${by.id}`, region: '' });
    });
  }
}

/** A right password of somebody with an authenticator opens nothing yet. */
async function waitsForCode(response: Response): Promise<boolean> {
  const said: unknown = await response.clone().json();
  return typeof said === 'object' && said !== null && 'twoFactorRedirect' in said;
}
