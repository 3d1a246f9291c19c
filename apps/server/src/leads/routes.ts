import { z } from 'zod';
import type { App, Services } from '../http/new-app.ts';
import { list } from '../http/list.ts';
import { purpose } from '../persons/purpose.ts';
import { linesOfLead } from './lines.ts';
import { count } from '../lists/count.ts';
import { chosenColumns, exporting, sendExport } from '../lists/export.ts';
import { LEAD_COLUMNS, leadPages } from './export-leads.ts';
import { giveBack } from './give-back.ts';
import { countLeads, listLeads, readLead } from './list-leads.ts';
import { revealPersons } from './reveal-persons.ts';
import { triageLeads } from './triage.ts';

const state = z.enum(['new', 'assigned', 'in-review', 'in-case', 'closed', 'dropped']);

const row = z.object({
  lead_id: z.string(),
  revision: z.int(),
  standing: z.enum(['current', 'changed', 'withdrawn']),
  state,
  assignee: z.string().nullable(),
  rank: z.int(),
  kind: z.string(),
  title: z.string(),
  title_en: z.string(),
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
  steps: list(
    z.object({
      seq: z.int(),
      state: z.enum(['assigned', 'dropped', 'returned']),
      actor: z.string(),
      at: z.string(),
      assignee: z.string().nullable(),
      reason: z.string(),
    }),
  ),
});

const persons = z.object({
  message: z.string(),
  persons: list(z.string()),
  schemes: list(
    z.object({
      scheme_id: z.string(),
      message: z.string(),
      links: list(z.object({ a: z.string(), b: z.string(), weight: z.number() })),
    }),
  ),
});

const line = z.object({
  line_id: z.string(),
  fixmedins_code: z.string(),
  psn_tail: z.string(),
  mdtrt_id: z.string().nullable(),
  service_date: z.string().nullable(),
  item: z.string().nullable(),
  item_name: z.string().nullable(),
  cnt: z.int().nullable(),
  pric: z.int().nullable(),
  amount_fen: z.int().nullable(),
  at_risk_fen: z.int(),
  verdict: z.string(),
  dr: z.string().nullable(),
  rule_codes: list(z.string()),
});

const page = z.object({
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

const filter = z.object({
  state: state.optional(),
  assignee: z.string().optional(),
  fixmedins_code: z.string().optional(),
  title: z.string().optional(),
  live: z.stringbool().optional(),
  found_from: z.iso.date().optional(),
  found_to: z.iso.date().optional(),
});

const sort = z.enum(['expected_fen', 'amount_fen', 'period_to']).optional();

const leadPage = filter.extend({
  sort,
  after_expected_fen: z.coerce.number().int().optional(),
  after_amount_fen: z.coerce.number().int().optional(),
  after_period_to: z.iso.date().optional(),
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

const givingBack = z.object({
  lead_ids: z.array(z.string()).min(1).max(1_000),
  reason: z.string().trim().min(1).max(2_000),
});

/** Leads: listed, read, given to somebody and back. */
export function leadRoutes(app: App, { db, ring, folder }: Services): void {
  app.get(
    '/api/leads',
    { schema: { querystring: leadPage, response: { 200: list(row) } } },
    async ({ query, asking }) => {
      const { after_expected_fen, after_amount_fen, after_period_to, after_lead_id: lead_id, ...rest } = query;
      const after =
        lead_id === undefined
          ? undefined
          : {
              lead_id,
              ...(after_expected_fen === undefined ? {} : { expected_fen: after_expected_fen }),
              ...(after_amount_fen === undefined ? {} : { amount_fen: after_amount_fen }),
              ...(after_period_to === undefined ? {} : { period_to: after_period_to }),
            };
      return listLeads(db, asking.caller, { ...rest, after });
    },
  );
  app.get(
    '/api/leads/count',
    { schema: { querystring: filter, response: { 200: count } } },
    async ({ query, asking }) => countLeads(db, asking.caller, query),
  );
  app.get(
    '/api/leads/export',
    { schema: { querystring: filter.extend({ sort, ...exporting }) } },
    async ({ query, asking }, reply) => {
      const { format, ground, words, columns, without, ...filtered } = query;
      return sendExport(db, asking, reply, {
        list: 'leads',
        right: 'lead.export',
        name: '线索',
        format,
        purpose: { ground, words },
        filter: filtered,
        columns: chosenColumns(LEAD_COLUMNS, columns, without),
        pages: leadPages(db, asking.caller, filtered),
      });
    },
  );
  app.get(
    '/api/leads/:lead_id',
    { schema: { params: z.object({ lead_id: z.string() }), response: { 200: view } } },
    async ({ params, asking }) => readLead({ db, ring }, asking.caller, params.lead_id),
  );
  app.post(
    '/api/leads/:lead_id/persons',
    { schema: { params: z.object({ lead_id: z.string() }), body: purpose, response: { 200: persons } } },
    async ({ params, body, asking }) => revealPersons({ db, ring }, asking, params.lead_id, body),
  );
  app.get(
    '/api/leads/:lead_id/lines',
    { schema: { params: z.object({ lead_id: z.string() }), querystring: page, response: { 200: list(line) } } },
    async ({ params, query, asking }) => linesOfLead({ db, folder }, asking.caller, params.lead_id, query),
  );
  // A hundred thousand ids need more room than other bodies.
  app.post(
    '/api/leads/triage',
    { bodyLimit: 8_388_608, schema: { body: triage, response: { 200: z.object({ moved: z.int() }) } } },
    async ({ body, asking }) => ({ moved: await triageLeads(db, asking, body) }),
  );
  app.post(
    '/api/leads/return',
    { schema: { body: givingBack, response: { 200: z.object({ moved: z.int() }) } } },
    async ({ body, asking }) => ({ moved: await giveBack(db, asking, body) }),
  );
}
