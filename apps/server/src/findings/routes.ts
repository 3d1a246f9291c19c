import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { listFindings, listFoundRules } from './list-findings.ts';
import { purpose } from '../persons/purpose.ts';
import { readFinding } from './read-finding.ts';
import { revealPerson } from './reveal-person.ts';

const standing = z.enum(['current', 'changed', 'withdrawn']);

const row = z.object({
  finding_id: z.string(),
  revision: z.int(),
  standing,
  rule_code: z.string(),
  rule_name: z.string(),
  verdict: z.string(),
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  service_date: z.string(),
  amount_fen: z.int(),
  has_amount: z.boolean(),
  psn_tail: z.string(),
  message: z.string(),
});

const content = z.object({
  rule_type: z.string(),
  mdtrt_ids: list(z.string()),
  setl_ids: list(z.string()),
  lines: list(z.object({ line_id: z.string(), amount_fen: z.int().nullable(), fixmedins_code: z.string().optional() })),
  related_line_ids: list(z.string()),
  amount_reason: z.string().nullable(),
  knowledge: list(z.string()),
  retroactive: z.boolean(),
  exempted_by: z.string().nullable(),
  basis: list(z.string()),
  evidence: list(z.object({ zh: z.string(), en: z.string(), text: z.string(), text_en: z.string() })),
});

const point = z.object({
  point_id: z.string(),
  item_name: z.string(),
  condition: z.string(),
  batch: z.string(),
  published: z.string(),
});

const view = row.extend({
  content: content.nullable(),
  points: list(point),
  leads: list(z.object({ lead_id: z.string(), title: z.string(), title_en: z.string() })),
  revisions: list(z.object({ revision: z.int(), standing, run_id: z.int() })),
});

const filter = z.object({
  lead_id: z.string().optional(),
  fixmedins_code: z.string().optional(),
  rule_code: z.string().optional(),
  verdict: z.enum(['violation', 'suspicion']).optional(),
  after_amount_fen: z.coerce.number().int().optional(),
  after_finding_id: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});

/** Findings: listed, and one explained. */
export function findingRoutes(app: App, { db, ring }: Services): void {
  app.get(
    '/api/findings',
    { schema: { querystring: filter, response: { 200: list(row) } } },
    async ({ query, asking }) => {
      const { after_amount_fen: amount_fen, after_finding_id: finding_id, ...rest } = query;
      const after = amount_fen === undefined || finding_id === undefined ? undefined : { amount_fen, finding_id };
      return listFindings(db, asking.caller, { ...rest, after });
    },
  );
  const rule = z.object({ rule_code: z.string(), rule_name: z.string() });
  app.get('/api/findings/rules', { schema: { response: { 200: list(rule) } } }, async ({ asking }) =>
    listFoundRules(db, asking.caller),
  );
  app.get(
    '/api/findings/:finding_id',
    { schema: { params: z.object({ finding_id: z.string() }), response: { 200: view } } },
    async ({ params, asking }) => readFinding(db, ring, asking.caller, params.finding_id),
  );
  app.post(
    '/api/findings/:finding_id/person',
    {
      schema: {
        params: z.object({ finding_id: z.string() }),
        body: purpose,
        response: { 200: z.object({ psn_no: z.string(), message: z.string() }) },
      },
    },
    async ({ params, body, asking }) => revealPerson({ db, ring }, asking, params.finding_id, body),
  );
}
