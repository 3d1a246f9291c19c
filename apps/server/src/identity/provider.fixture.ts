/** An identity provider of a bureau for tests: a real one, on this machine, that believes whoever says a name; and what it could say that is wrong. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ProviderOptions } from './provider.ts';

type Claims = Record<string, unknown>;

export interface TestProvider {
  readonly options: ProviderOptions;
  /** Signs in there and comes back. @returns the query that the browser brings along */
  readonly answerOf: (url: unknown, subject: string) => Promise<string>;
  /** What its tokens say otherwise from now on, signed by it all the same, or by another key. */
  readonly lie: (change: (claims: Claims) => void, key?: 'another') => void;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
}

interface Ending {
  after(work: () => Promise<void>): void;
}

const CLIENT = { client_id: 'shouhu', client_secret: 'a secret of forty characters, for a test' };

/** Longer than the platform waits. */
const TTL_S = 3_600;

/** @param baseUrl of the platform, to which it sends browsers back */
export async function testProvider(ending: Ending, baseUrl: string): Promise<TestProvider> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const others = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  let lie: (claims: Claims) => void = () => undefined;
  let signer = keys.privateKey;
  const server = createServer((request, response) => void answer(request, response));
  const listen = (port: number) =>
    new Promise<void>((done) => {
      server.listen(port, '127.0.0.1', done);
    });
  await listen(0);
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  const issuer = `http://127.0.0.1:${address.port}`;
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [`${baseUrl}/sign-in/answer`] }],
    jwks: { keys: [{ ...keys.privateKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] },
    cookies: { keys: ['of a test'] },
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: TTL_S, Grant: TTL_S, IdToken: TTL_S, Interaction: TTL_S, Session: TTL_S },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    loadExistingGrant: grantOf,
  });
  provider.use(async (context, next) => {
    if (context.path.startsWith('/interaction/')) return signInPage(provider, context);
    await next();
    const body: unknown = context.body;
    if (context.path !== '/token' || typeof body !== 'object' || body === null || !('id_token' in body)) return;
    context.body = { ...body, id_token: signedAnew(String(body.id_token)) };
  });
  const answer = provider.callback();

  function signedAnew(token: string): string {
    const [head = '', claims = ''] = token.split('.');
    const said: Claims = JSON.parse(Buffer.from(claims, 'base64url').toString());
    lie(said);
    const signed = `${head}.${Buffer.from(JSON.stringify(said)).toString('base64url')}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), signer).toString('base64url')}`;
  }

  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  ending.after(stop);
  return {
    options: { issuer, clientId: CLIENT.client_id, clientSecret: CLIENT.client_secret, twoFactors: [] },
    answerOf: (url, subject) => walk(String(url), issuer, subject),
    lie: (change, key) => {
      lie = change;
      signer = key === undefined ? keys.privateKey : others.privateKey;
    },
    stop,
    start: () => listen(address.port),
  };
}

/** Nobody is asked what the platform may know of them. */
async function grantOf({ oidc }: KoaContextWithOIDC) {
  const { account, client, provider } = oidc;
  assert.ok(account !== undefined && client !== undefined);
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope('openid');
  await grant.save();
  return grant;
}

interface Page {
  readonly method: string;
  readonly req: IncomingMessage;
  readonly res: Parameters<Provider['interactionFinished']>[1];
  respond?: boolean | undefined;
  type: string;
  body: unknown;
}

async function signInPage(provider: Provider, context: Page): Promise<void> {
  if (context.method === 'POST') {
    const accountId = new URLSearchParams(await text(context.req)).get('subject') ?? '';
    context.respond = false;
    await provider.interactionFinished(context.req, context.res, { login: { accountId } });
    return;
  }
  context.type = 'html';
  context.body = `<!doctype html><html lang="zh"><title>单位身份认证</title><link rel="icon" href="data:,">
    <form method="post"><label>工号 <input name="subject"></label><button>登录</button></form></html>`;
}

/** Goes through the pages of the provider as a browser does. */
async function walk(url: string, issuer: string, subject: string): Promise<string> {
  const cookies = new Map<string, string>();
  let [next, form]: [URL, URLSearchParams | undefined] = [new URL(url), undefined];
  while (next.origin === issuer) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sent = form === undefined ? {} : { method: 'POST', body: form };
    const response: Response = await fetch(next, { redirect: 'manual', headers: { cookie }, ...sent });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    assert.ok(location !== null || (response.ok && form === undefined), await response.text());
    form = location === null ? new URLSearchParams({ subject }) : undefined;
    next = new URL(location ?? next, next);
  }
  return next.search;
}
