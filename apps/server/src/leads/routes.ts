import { z } from 'zod';
import type { App, Services } from '../http/new-app.ts';
import { list } from '../http/list.ts';
import { listLeads, readLead } from './list-leads.ts';
import { triageLeads } from './triage.ts';

const state = z.enum(['new', 'assigned', 'in-review', 'in-case', 'dropped']);

const row = z.object({
  lead_id: z.string(),
  revision: z.int(),
  standing: z.enum(['current', 'changed', 'withdrawn']),
  state,
  assignee: z.string().nullable(),
  rank: z.int(),
  kind: z.string(),
  title: z.string(),
  verdict: z.string(),
  amount_fen: z.int(),
  expected_fen: z.int(),
  period_from: z.string(),
  period_to: z.string(),
  message: z.string(),
  institutions: list(z.object({ fixmedins_code: z.string(), fixmedins_name: z.string(), admdvs: z.string() })),
});

const view = row.extend({
  content: z.record(z.string(), z.unknown()).nullable(),
  revisions: list(z.object({ revision: z.int(), standing: z.string(), run_id: z.int() })),
  matters: list(z.object({ matter_id: z.string(), procedure: z.string(), state: z.string() })),
});

const filter = z.object({
  state: state.optional(),
  assignee: z.string().optional(),
  fixmedins_code: z.string().optional(),
  after_expected_fen: z.coerce.number().int().optional(),
  after_lead_id: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});

const triage = z.object({
  lead_ids: z.array(z.string()).min(1).max(100_000),
  to: z.discriminatedUnion('state', [
    z.object({ state: z.literal('assigned'), assignee: z.string().min(1) }),
    z.object({ state: z.literal('dropped'), reason: z.string().trim().min(1) }),
  ]),
});

/** Leads: listed, read, given to somebody. */
export function leadRoutes(app: App, { db }: Services): void {
  app.get(
    '/api/leads',
    { schema: { querystring: filter, response: { 200: list(row) } } },
    async ({ query, asking }) => {
      const { after_expected_fen: expected_fen, after_lead_id: lead_id, ...rest } = query;
      const after = expected_fen === undefined || lead_id === undefined ? undefined : { expected_fen, lead_id };
      return listLeads(db, asking.caller, { ...rest, after });
    },
  );
  app.get(
    '/api/leads/:lead_id',
    { schema: { params: z.object({ lead_id: z.string() }), response: { 200: view } } },
    async ({ params, asking }) => readLead(db, asking.caller, params.lead_id),
  );
  // A hundred thousand ids need more room than other bodies.
  app.post(
    '/api/leads/triage',
    { bodyLimit: 8_388_608, schema: { body: triage, response: { 200: z.object({ moved: z.int() }) } } },
    async ({ body, asking }) => ({ moved: await triageLeads(db, asking, body) }),
  );
}
