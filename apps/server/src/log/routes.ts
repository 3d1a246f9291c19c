import { z } from 'zod';
import type { App, Services } from '../http/new-app.ts';
import { list } from '../http/list.ts';
import { scopeOf } from '../rights/caller.ts';
import { ACTIONS } from './actions.ts';
import { readHeads } from './heads.ts';
import { verifyLog } from './log.ts';
import { exportLog, listLog } from './read-log.ts';

const verdict = z.object({
  ok: z.boolean(),
  entries: z.int(),
  head: z.object({ seq: z.int(), digest: z.string() }),
  backwards: list(z.int()),
  seq: z.int().optional(),
  fault: z.string().optional(),
});

const row = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  actor_name: z.string(),
  action: z.string(),
  subject: z.string(),
  subject_name: z.string(),
  procedure: z.string().nullable(),
  purpose: z.string(),
  region: z.string(),
  detail: z.string(),
});

const actionName = z.object({ action: z.string(), zh: z.string(), en: z.string() });

const filter = z.object({
  actor: z.string().trim().min(1).max(60).optional(),
  action: z.string().max(60).optional(),
  subject: z.string().max(200).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  personal: z.stringbool().optional(),
});

/** The log of who saw and did what: read, exported, and whether it still holds, against its signed heads too. */
export function logRoutes(app: App, { db, ring, heads }: Services): void {
  app.get('/api/log/verdict', { schema: { response: { 200: verdict } } }, async ({ asking }) => {
    scopeOf(asking.caller, 'log.read');
    const signed = heads === undefined ? [] : await readHeads(heads.folder);
    return verifyLog(db, { publicKey: ring.publicKey, heads: signed });
  });
  app.get('/api/log/actions', { schema: { response: { 200: list(actionName) } } }, async ({ asking }) => {
    scopeOf(asking.caller, 'log.read');
    return ACTIONS;
  });
  app.get(
    '/api/log',
    {
      schema: {
        querystring: filter.extend({
          before: z.coerce.number().int().optional(),
          limit: z.coerce.number().int().min(1).max(500).default(100),
        }),
        response: { 200: list(row) },
      },
    },
    async ({ query, asking }) => listLog(db, asking, query),
  );
  // What is exported is noted: no address that a link could open.
  app.post(
    '/api/log/export',
    {
      schema: {
        body: filter.extend({ personal: z.boolean().optional() }),
        response: { 200: z.object({ csv: z.string(), entries: z.int(), is_cut: z.boolean() }) },
      },
    },
    async ({ body, asking }) => exportLog(db, asking, body),
  );
}
