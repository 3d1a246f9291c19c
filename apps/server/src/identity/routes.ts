/** What of the library's many addresses is open, and which fields each takes; nothing else of a request reaches it. */
import { shouhuError } from '@shouhu/errors';
import { parseCookies } from 'better-auth/cookies';
import { ADDRESS_HEADER } from './auth.ts';

interface Route {
  /** Fields that may be longer than others. */
  readonly long?: readonly string[];
  readonly fields?: readonly string[];
  /** Sent along with the fields. */
  readonly always?: Readonly<Record<string, boolean>>;
  /** A password or a code is tried: wrong ones count. */
  readonly tries?: true;
  /** It leaves a way in behind: not while somebody else knows the password. */
  readonly opens?: true;
  /** What the log calls it, and what is wrong of it `….failed`. */
  readonly action?: string;
}

const ROUTES: Readonly<Record<string, Route>> = {
  'POST /sign-in/username': { fields: ['username', 'password'], tries: true, action: 'sign-in' },
  'POST /sign-out': { action: 'sign-out' },
  'GET /get-session': {},
  'GET /list-sessions': {},
  // By its id, as no answer names a token.
  'POST /revoke-session': { fields: ['id'], action: 'session.revoked' },
  'POST /revoke-other-sessions': { action: 'session.revoked' },
  'POST /change-password': {
    fields: ['currentPassword', 'newPassword'],
    always: { revokeOtherSessions: true },
    tries: true,
    action: 'password.changed',
  },
  'POST /two-factor/enable': { fields: ['password'], tries: true, action: 'totp.begun' },
  // With a session it ends the enrolment, without one the sign-in. `trustDevice` is no field: the code is asked for every time.
  'POST /two-factor/verify-totp': { fields: ['code'], tries: true, action: 'totp.enrolled' },
  'POST /two-factor/verify-backup-code': { fields: ['code'], tries: true, action: 'backup-code.used' },
  'POST /two-factor/generate-backup-codes': { fields: ['password'], tries: true, action: 'backup-codes.made' },
  'POST /passkey/begin-enrolment': { fields: ['password'], tries: true, opens: true, action: 'passkey.begun' },
  'POST /passkey/enrol': {
    fields: ['name', 'response'],
    long: ['response'],
    opens: true,
    action: 'passkey.enrolled',
  },
  'POST /passkey/remove': { fields: ['id', 'password'], tries: true, action: 'passkey.removed' },
  'POST /passkey/begin': {},
  'POST /passkey/sign-in': { fields: ['response'], long: ['response'], tries: true, action: 'sign-in' },
  // The page takes the answer of the provider and sends it on: a browser brings no cookie of ours along from another site.
  'GET /oidc/offered': {},
  'POST /oidc/begin': {},
  'POST /oidc/sign-in': { fields: ['answer'], long: ['answer'], tries: true, action: 'sign-in' },
  'POST /oidc/begin-link': { fields: ['password'], tries: true, opens: true, action: 'oidc.begun' },
  'POST /oidc/link': { fields: ['answer'], long: ['answer'], opens: true, action: 'oidc.linked' },
  'POST /oidc/unlink': { fields: ['password'], tries: true, action: 'oidc.unlinked' },
  'POST /two-factor/disable': { fields: ['password'], tries: true, action: 'totp.removed' },
};

const BASE = '/api/auth';
const MOST_CHARACTERS = 256;
const MOST_OF_LONG = 16_384;

/** A request as it may go on. */
export interface Asked {
  readonly path: string;
  readonly method: string;
  readonly route: Route;
  readonly body: Readonly<Record<string, string>>;
  readonly headers: Headers;
}

/**
 * @param address of the sender on the network
 * @throws ShouhuError SH-H007 for an address that is not open; SH-H005 for a body that is no JSON, or of other fields
 */
export async function readAsked(request: Request, address: string): Promise<Asked> {
  const { pathname } = new URL(request.url);
  const path = pathname.startsWith(`${BASE}/`) ? pathname.slice(BASE.length) : '';
  const { method } = request;
  const key = `${method} ${path}`;
  const route = Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined;
  if (route === undefined) throw shouhuError('SH-H007', { path: pathname });
  const { fields = [] } = route;
  const body = fields.length === 0 ? {} : await readBody(request, route);
  const headers = new Headers(request.headers);
  headers.set(ADDRESS_HEADER, address);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  // Of a cookie sent twice we must not take one and the library the other: the tries at one person's code would count for another.
  const cookies = [...parseCookies(headers.get('cookie') ?? '')];
  headers.delete('cookie');
  if (cookies.length > 0)
    headers.set('cookie', cookies.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '));
  return { path, method, route, body, headers };
}

/** The request as the library gets it. */
export function requestOf({ path, method, route, body, headers }: Asked, baseUrl: string): Request {
  const url = new URL(`${BASE}${path}`, baseUrl);
  if (method === 'GET') return new Request(url, { method, headers });
  return new Request(url, { method, headers, body: JSON.stringify({ ...body, ...route.always }) });
}

async function readBody(request: Request, { fields = [], long = [] }: Route): Promise<Record<string, string>> {
  // Another site's form can send no JSON by its name without asking first.
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) throw malformed('content-type');
  const sent: unknown = await request.json().catch(() => undefined);
  if (typeof sent !== 'object' || sent === null) throw malformed('body');
  const values = new Map<string, unknown>(Object.entries(sent));
  for (const name of values.keys()) if (!fields.includes(name)) throw malformed(name);
  return Object.fromEntries(
    fields.map((name) => {
      const value = values.get(name);
      const most = long.includes(name) ? MOST_OF_LONG : MOST_CHARACTERS;
      if (typeof value !== 'string' || value.length > most || value.includes('\0')) throw malformed(name);
      return [name, value];
    }),
  );
}

function malformed(field: string) {
  return shouhuError('SH-H005', { field, reason: '' });
}
