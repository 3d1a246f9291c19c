/** A platform that people sign in to, and their browsers, for tests: real PostgreSQL, the clock moved by hand. */
import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import { testDatabase } from '@shouhu/database/testing';
import { ShouhuError } from '@shouhu/errors';
import type { Duty } from '@shouhu/procedure';
import type { Kysely } from 'kysely';
import type { Caller } from '../rights/caller.ts';
import { migrations } from '../store/migrations.ts';
import type { Schema } from '../store/schema.ts';
import { createIdentity } from './identity.ts';
import type { Identity } from './identity.ts';
import type { NewUser } from './people.ts';
import { makeProvider } from './provider.ts';
import type { ProviderOptions } from './provider.ts';

export const ADMIN: Caller = {
  id: 'admin',
  name: '管理员',
  duties: ['administrator'],
  regions: ['429000'],
  fixmedins_code: null,
};

export const PASSWORD = 'four unrelated words';

export interface Answer {
  /** `ok`, or the code of the refusal. */
  readonly code: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly cookies: readonly string[];
}

export interface Browser {
  readonly cookies: Map<string, string>;
  readonly headers: (more?: Record<string, string>) => Headers;
  readonly post: (path: string, body?: object, more?: Record<string, string>) => Promise<Answer>;
  readonly get: (path: string) => Promise<Answer>;
  readonly signIn: (username: string, password?: string) => Promise<Answer>;
}

export interface Platform {
  readonly db: Kysely<Schema>;
  readonly identity: Identity;
  readonly restart: () => Identity;
  /** What those who run the platform are told. */
  readonly warned: readonly string[];
  readonly browser: (identity?: Identity, address?: string) => Browser;
  readonly add: (username: string, more?: Partial<NewUser>) => Promise<string>;
  /** What the log says, in order: `action actor`. */
  readonly log: () => Promise<string[]>;
  readonly wait: (ms: number) => void;
}

export const MINUTE = 60_000;

export async function platform(
  context: TestContext,
  baseUrl = 'http://127.0.0.1:8080',
  totpDuties: readonly Duty[] = [],
  oidc?: ProviderOptions,
): Promise<Platform> {
  context.mock.timers.enable({ apis: ['Date'], now: new Date('2026-03-02T02:00:00Z') });
  const { db } = await testDatabase<Schema>(context, migrations);
  const secret = randomBytes(32).toString('hex');
  const warned: string[] = [];
  const provider = oidc === undefined ? {} : { provider: makeProvider(oidc, baseUrl, (line) => warned.push(line)) };
  const restart = (): Identity => createIdentity({ db, secret, baseUrl, totpDuties, ...provider });
  const identity = restart();
  const asking = () => ({ caller: ADMIN, at: new Date() });
  return {
    db,
    identity,
    restart,
    warned,
    browser: (of = identity, address = anyAddress()) => newBrowser(of, baseUrl, address),
    add: (username, more = {}) =>
      identity.createUser(asking(), {
        username,
        name: '张三',
        password: PASSWORD,
        duties: ['inspector'],
        regions: ['429004'],
        fixmedins_code: null,
        ...more,
      }),
    log: async () => {
      const entries = await db.selectFrom('log_entry').selectAll().orderBy('seq').execute();
      return entries.map(({ action, actor }) => `${action} ${actor}`);
    },
    wait: (ms) => context.mock.timers.setTime(Date.now() + ms),
  };
}

function newBrowser(identity: Identity, baseUrl: string, address: string): Browser {
  const cookies = new Map<string, string>();
  const headers = (more: Record<string, string> = {}): Headers => {
    const all = new Headers({ origin: baseUrl, ...more });
    if (cookies.size > 0) all.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    return all;
  };
  const send = async (request: Request): Promise<Answer> => {
    try {
      const response = await identity.handler(request, address);
      const set = response.headers.getSetCookie();
      for (const cookie of set) keep(cookies, cookie);
      return { code: 'ok', body: objectOf(await response.json()), cookies: set };
    } catch (error) {
      if (!(error instanceof ShouhuError)) throw error;
      return { code: error.code, body: { ...error.params }, cookies: [] };
    }
  };
  const post: Browser['post'] = (path, body, more) =>
    send(
      new Request(`${baseUrl}/api/auth${path}`, {
        method: 'POST',
        headers: headers({ 'content-type': 'application/json', ...more }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  return {
    cookies,
    headers,
    post,
    get: (path) => send(new Request(`${baseUrl}/api/auth${path}`, { headers: headers() })),
    signIn: (username, password = PASSWORD) => post('/sign-in/username', { username, password }),
  };
}

/** The count of what an address sent is kept for the whole process: tests share none. */
function anyAddress(): string {
  return `10.${[...randomBytes(3)].join('.')}`;
}

function keep(cookies: Map<string, string>, cookie: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
  if (/max-age=0/i.test(cookie)) cookies.delete(name);
  else cookies.set(name, value);
}

function objectOf(value: unknown): Record<string, unknown> {
  if (Array.isArray(value)) return { list: value };
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** What an authenticator shows at an instant, from the address it was given (RFC 6238). */
export function codeOf(totpURI: unknown, at = Date.now()): string {
  const base32 = new URL(String(totpURI)).searchParams.get('secret') ?? '';
  const bits = base32
    .split('')
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'));
  const bytes = bits.join('').match(/.{8}/g) ?? [];
  assert.ok(bytes.length > 0);
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}
