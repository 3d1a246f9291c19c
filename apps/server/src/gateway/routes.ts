import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { readFlow } from './flow.ts';
import { addKey, listKeys, revokeKey } from './keys.ts';
import { readConnection, readMessage } from './read-traffic.ts';
import { listConnections, listMessages } from './traffic.ts';

const connection = z.object({
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  keys: z.int(),
  last_at: z.string().nullable(),
  done: z.int(),
  refused: z.int(),
  unsigned: z.int(),
  p95_ms: z.int().nullable(),
  turned_away: z.int(),
  turned_away_code: z.string().nullable(),
});
const outcome = z.enum(['done', 'refused', 'void']);
const message = z.object({
  seq: z.int(),
  msgid: z.string(),
  fixmedins_code: z.string(),
  infno: z.string(),
  received_at: z.string(),
  outcome,
  code: z.string().nullable(),
  latency_ms: z.int(),
  signed: z.boolean(),
});
const said = z.object({ zh: z.string(), en: z.string(), fix_zh: z.string(), fix_en: z.string() }).nullable();
const connectionView = connection.extend({
  p50_ms: z.int().nullable(),
  p99_ms: z.int().nullable(),
  transactions: list(
    z.object({
      infno: z.string(),
      done: z.int(),
      refused: z.int(),
      voided: z.int(),
      p50_ms: z.int(),
      p99_ms: z.int(),
    }),
  ),
  refusals: list(
    z.object({
      code: z.string(),
      by: z.enum(['door', 'transaction']),
      count: z.int(),
      last_at: z.string(),
      said,
    }),
  ),
});
const flow = z.object({
  minutes: list(z.object({ at: z.string(), done: z.int(), refused: z.int() })),
  p50_ms: z.int().nullable(),
  p95_ms: z.int().nullable(),
  refusals: list(z.object({ code: z.string(), count: z.int(), said })),
});
const messageView = message.extend({
  fixmedins_name: z.string(),
  opter: z.string(),
  bytes: z.int().nullable(),
  key: z.object({ note: z.string(), tail: z.string() }).nullable(),
  said,
  setl_id: z.string().nullable(),
});
const key = z.object({
  key_id: z.string(),
  public_key: z.string(),
  encrypts: z.boolean(),
  note: z.string(),
  added_by: z.string(),
  added_at: z.string(),
  revoked_by: z.string().nullable(),
  revoked_at: z.string().nullable(),
});

const limit = z.coerce.number().int().min(1).max(500).default(100);
const connections = z.object({
  search: z.string().max(100).optional(),
  state: z.enum(['silent', 'refused']).optional(),
  after: z.string().max(30).optional(),
  limit,
});
const messages = z.object({
  fixmedins_code: z.string().max(30).optional(),
  infno: z.string().max(10).optional(),
  outcome: outcome.optional(),
  code: z.string().max(10).optional(),
  msgid: z.string().max(30).optional(),
  slower_ms: z.coerce.number().int().min(0).max(1_000_000).optional(),
  before: z.coerce.number().int().optional(),
  limit,
});
const ofFlow = messages.pick({ fixmedins_code: true, infno: true });
const newKey = z.object({
  key_id: z.uuid(),
  public_key: z.string().max(200),
  body_key: z.string().max(100).optional(),
  note: z.string().trim().min(1).max(300),
});

/** Connections, messages and keys of institutions. */
export function gatewayRoutes(app: App, services: Services): void {
  const { db } = services;
  const one = z.object({ fixmedins_code: z.string().max(30) });
  const ofKey = one.extend({ key_id: z.uuid() });
  app.get(
    '/api/gateway/connections',
    { schema: { querystring: connections, response: { 200: list(connection) } } },
    async ({ query, asking }) => listConnections(db, asking, query),
  );
  app.get(
    '/api/gateway/connections/:fixmedins_code',
    { schema: { params: one, response: { 200: connectionView } } },
    async ({ params, asking }) => readConnection(db, asking, params.fixmedins_code),
  );
  app.get(
    '/api/gateway/messages/:msgid',
    { schema: { params: z.object({ msgid: z.string().max(30) }), response: { 200: messageView } } },
    async ({ params, asking }) => readMessage(db, asking, params.msgid),
  );
  app.get(
    '/api/gateway/messages',
    { schema: { querystring: messages, response: { 200: list(message) } } },
    async ({ query, asking }) => listMessages(db, asking, query),
  );
  app.get(
    '/api/gateway/flow',
    { schema: { querystring: ofFlow, response: { 200: flow } } },
    async ({ query, asking }) => readFlow(db, asking, query),
  );
  const keys = '/api/institutions/:fixmedins_code/keys';
  app.get(keys, { schema: { params: one, response: { 200: list(key) } } }, async ({ params, asking }) =>
    listKeys(services, asking, params.fixmedins_code),
  );
  app.post(
    keys,
    { schema: { params: one, body: newKey, response: { 200: list(key) } } },
    async ({ params: { fixmedins_code }, body, asking }) => {
      await addKey(services, asking, fixmedins_code, body);
      return listKeys(services, asking, fixmedins_code);
    },
  );
  app.post(
    `${keys}/:key_id/revoke`,
    {
      schema: {
        params: ofKey,
        body: z.object({ reason: z.string().trim().min(1).max(300) }),
        response: { 200: list(key) },
      },
    },
    async ({ params: { fixmedins_code, key_id }, body: { reason }, asking }) => {
      await revokeKey(services, asking, fixmedins_code, { key_id, reason });
      return listKeys(services, asking, fixmedins_code);
    },
  );
}
