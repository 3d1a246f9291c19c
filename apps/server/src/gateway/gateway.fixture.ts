/** An institution that is connected, for tests: its keys, and a client over the application itself. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { buildMessage, received } from '@shouhu/interface';
import type { Message, Received, Sender, Sending } from '@shouhu/interface';
import { makePrivateKey, publicKeyOf } from '@shouhu/vault';
import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';

export interface Institution {
  readonly sender: Sender;
  readonly key_id: string;
  readonly build: (infno: string, input: object, more?: Partial<Sending>) => Message;
  readonly post: (message: Pick<Message, 'infno' | 'text'>, url?: string) => Promise<Received>;
  /** Builds and posts. */
  readonly ask: (infno: string, input: object, more?: Partial<Sending>) => Promise<Received>;
}

/** Registers an agreement and a key of an institution of the test county. */
export async function connect(
  on: Platform,
  fixmedins_code = 'H42900000001',
  { bodyKey, agreement = true }: { readonly bodyKey?: string; readonly agreement?: boolean } = {},
): Promise<Institution> {
  const privateKey = makePrivateKey();
  const key_id = randomUUID();
  const url = `/api/institutions/${fixmedins_code}`;
  const key = {
    key_id,
    public_key: publicKeyOf(privateKey),
    note: '测试',
    ...(bodyKey === undefined ? {} : { body_key: bodyKey }),
  };
  const added = await on.ask('admin', 'POST', `${url}/keys`, key);
  assert.equal(added.status, 200, JSON.stringify(added.body));
  const term = {
    agreement_id: randomUUID(),
    number: `2026-${fixmedins_code}`,
    valid_from: '2026-01-01',
    valid_to: '2026-12-31',
  };
  if (agreement) assert.equal((await on.ask('cashier', 'POST', `${url}/agreements`, term)).status, 200);
  return institution(
    on,
    {
      fixmedins_code,
      fixmedins_name: '测试县人民医院',
      mdtrtarea_admvs: '429000',
      opter: '001',
      opter_name: '窗口一',
      privateKey,
      bodyKey,
    },
    key_id,
  );
}

function institution(on: Platform, sender: Sender, key_id: string): Institution {
  let serial = 0;
  const build = (infno: string, input: object, more: Partial<Sending> = {}): Message => {
    serial += 1;
    return buildMessage(sender, { infno, input, at: on.now(), serial, ...more });
  };
  const post = async (
    { infno, text }: Pick<Message, 'infno' | 'text'>,
    url = `/fsi/api/${infno}`,
  ): Promise<Received> => {
    const headers = { 'content-type': 'application/json' };
    const response = await on.app.inject({ method: 'POST', url, headers, payload: text });
    return received(response.statusCode, response.body, sender.bodyKey);
  };
  return { sender, key_id, build, post, ask: async (infno, input, more) => post(build(infno, input, more)) };
}

/** Routes of the door that staff ask, for the test of rights. */
export async function gatewayRoutesOf(on: Platform): Promise<(readonly [string, Route])[]> {
  const { key_id, build, post } = await connect(on, 'H42900000001', { agreement: false });
  // A serial that no other client of the institution comes to.
  const message = build('9001', { signIn: { opter_no: '001', mac: '', ip: '' } }, { serial: 9_000 });
  await post(message);
  const url = '/api/institutions/H42900000001/keys';
  const key = { key_id: randomUUID(), public_key: publicKeyOf(makePrivateKey()), note: '新钥' };
  return [
    [
      'GET /api/gateway/connections',
      { method: 'GET', url: '/api/gateway/connections', right: 'gateway.read', own: true },
    ],
    [
      'GET /api/gateway/connections/{fixmedins_code}',
      { method: 'GET', url: '/api/gateway/connections/H42900000001', right: 'gateway.read' },
    ],
    [
      'GET /api/gateway/messages/{msgid}',
      { method: 'GET', url: `/api/gateway/messages/${message.msgid}`, right: 'gateway.read' },
    ],
    ['GET /api/gateway/flow', { method: 'GET', url: '/api/gateway/flow', right: 'gateway.read', own: true }],
    ['GET /api/gateway/messages', { method: 'GET', url: '/api/gateway/messages', right: 'gateway.read', own: true }],
    ['GET /api/institutions/{fixmedins_code}/keys', { method: 'GET', url, right: 'gateway.read' }],
    ['POST /api/institutions/{fixmedins_code}/keys', { method: 'POST', url, right: 'gateway.key', body: key }],
    [
      'POST /api/institutions/{fixmedins_code}/keys/{key_id}/revoke',
      { method: 'POST', url: `${url}/${key_id}/revoke`, right: 'gateway.key', body: { reason: '更换' } },
    ],
  ];
}
