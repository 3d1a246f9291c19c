/** What of the library's many addresses is open, and which fields each takes; nothing else of a request reaches it. */
import { shouhuError } from '@shouhu/errors';
import { parseCookies } from 'better-auth/cookies';
import { ADDRESS_HEADER } from './auth.ts';

interface Route {
  readonly fields?: readonly string[];
  /** Sent along with the fields. */
  readonly always?: Readonly<Record<string, boolean>>;
  /** A password or a code is tried: wrong ones count. */
  readonly tries?: true;
  /** What the log calls it, and what is wrong of it `….failed`. */
  readonly action?: string;
}

const ROUTES: Readonly<Record<string, Route>> = {
  'POST /sign-in/username': { fields: ['username', 'password'], tries: true, action: 'sign-in' },
  'POST /sign-out': { action: 'sign-out' },
  'GET /get-session': {},
  'GET /list-sessions': {},
  'POST /revoke-session': { fields: ['token'], action: 'session.revoked' },
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
  'POST /two-factor/disable': { fields: ['password'], tries: true, action: 'totp.removed' },
};

const BASE = '/api/auth';
const MOST_CHARACTERS = 256;

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
  const body = fields.length === 0 ? {} : await readBody(request, fields);
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

async function readBody(request: Request, fields: readonly string[]): Promise<Record<string, string>> {
  // Another site's form can send no JSON by its name without asking first.
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) throw malformed('content-type');
  const sent: unknown = await request.json().catch(() => undefined);
  if (typeof sent !== 'object' || sent === null) throw malformed('body');
  const values = new Map<string, unknown>(Object.entries(sent));
  for (const name of values.keys()) if (!fields.includes(name)) throw malformed(name);
  return Object.fromEntries(
    fields.map((name) => {
      const value = values.get(name);
      if (typeof value !== 'string' || value.length > MOST_CHARACTERS || value.includes('\0')) throw malformed(name);
      return [name, value];
    }),
  );
}

function malformed(field: string) {
  return shouhuError('SH-H005', { field, reason: '' });
}
