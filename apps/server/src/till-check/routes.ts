import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { purpose } from '../persons/purpose.ts';
import { CAUSES } from './causes.ts';
import { exporting, sendExport } from '../lists/export.ts';
import { listDecisions, replayDecision, revealDecision } from './decisions.ts';
import { listComparedDays, listDifferences } from './differences.ts';
import { readDecision } from './explain-decision.ts';
import { DECISION_COLUMNS, decisionPages } from './export-decisions.ts';
import { checkFigures } from './figures.ts';

const outcome = z.enum(['clean', 'reminded', 'undecided', 'not-checked']);
const fen = z.int().nullable();

const row = z.object({
  decision_id: z.string(),
  infno: z.string(),
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  psn_tail: z.string(),
  mdtrt_id: z.string(),
  decided_at: z.string(),
  outcome,
  reason: z.enum(['history', 'knowledge', 'engine']).nullable(),
  lines: z.int(),
  history_lines: z.int(),
  findings: z.int(),
  undecided: z.int(),
  engine_us: z.int(),
  latency_ms: z.int().nullable(),
});

const label = { zh: z.string(), en: z.string() };
const reminder = z.object({
  jr_id: z.string(),
  rule_id: z.string(),
  rule_name: z.string(),
  sev_deg: z.string(),
  amount_fen: fen,
  message: z.string(),
  evidence: list(z.object({ ...label, text: z.string(), text_en: z.string() })),
  basis: list(z.string()),
  knowledge: list(z.string()),
  points: list(
    z.object({
      point_id: z.string(),
      item_name: z.string(),
      condition: z.string(),
      batch: z.string(),
      published: z.string(),
    }),
  ),
  rx_ids: list(z.string()),
  related_rx_ids: list(z.string()),
  dspo_way: z.string().nullable(),
  told_at: z.string().nullable(),
});
const undecided = z.object({
  rule_id: z.string(),
  rule_name: z.string(),
  rx_ids: list(z.string()),
  missing: list(z.object({ field: z.string(), ...label })),
});
const order = z.object({
  rx_id: z.string(),
  hilist_code: z.string(),
  hilist_name: z.string().nullable(),
  drord_begn_date: z.string(),
  cnt: z.int(),
  pric: z.int().nullable(),
  sum_fen: z.int(),
});
const visit = z.object({
  med_type: z.string().nullable(),
  insutype: z.string().nullable(),
  adm_date: z.string(),
  dscg_date: z.string().nullable(),
  diagnoses: list(z.string()).nullable(),
  orders: list(order),
});
const found = z.object({
  jr_id: z.string(),
  rule_code: z.string(),
  rule_name: z.string().nullable(),
  decision_id: z.string().nullable(),
  change: z.enum(['appeared', 'vanished', 'changed']),
  cause: z.enum(CAUSES),
  till_fen: fen,
  day_fen: fen,
});
const view = row.extend({
  msgid: z.string(),
  snapshot: z.string().nullable(),
  replays: z.boolean().nullable(),
  visit: visit.nullable(),
  reminders: list(reminder),
  cannot_decide: list(undecided),
  compared: z.object({
    settlements: list(z.object({ setl_id: z.string(), day: z.string() })),
    days: list(z.string()),
    differences: list(found),
  }),
});

const bytes = z.object({ bytes: z.int(), digest: z.string() });
const replayed = z.object({
  given: bytes,
  again: bytes.nullable(),
  same: z.boolean().nullable(),
  took_ms: z.int(),
  differences: list(z.object({ place: z.string(), given: z.string().nullable(), again: z.string().nullable() })),
});

const figures = z.object({
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  checked: z.int(),
  not_checked: z.int(),
  reminded: z.int(),
  reminders: z.int(),
  answered: z.int(),
  accepted: z.int(),
});

const difference = found.extend({
  mdtrt_id: z.string(),
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  setl_id: z.string().nullable(),
});
const comparedDay = z.object({
  day: z.string(),
  compared_at: z.string(),
  visits: z.int(),
  causes: list(z.object({ cause: z.enum(CAUSES), count: z.int() })),
});

const person = z.object({
  psn_no: z.string(),
  reasons: list(z.object({ jr_id: z.string(), reason: z.string() })),
});

const day = z.iso.date();
const limit = z.coerce.number().int().min(1).max(1_000).default(100);
const code = z.string().max(30).optional();
const matching = {
  fixmedins_code: code,
  day: day.optional(),
  infno: z.enum(['3101', '3102']).optional(),
  outcome: outcome.optional(),
  mdtrt_id: z.string().max(50).optional(),
};
const decisions = z.object({
  ...matching,
  before: z.string().max(50).optional(),
  limit,
});
const differences = z.object({
  day,
  cause: z.enum(CAUSES).optional(),
  fixmedins_code: code,
  after_mdtrt_id: z.string().max(50).optional(),
  after_jr_id: z.string().max(100).optional(),
  limit,
});
const period = z.object({ from: day, to: day });
const one = z.object({ decision_id: z.string().max(50) });

/** Decisions of the real-time check, how it fares, and what the settled days showed. */
export function tillCheckRoutes(app: App, services: Services): void {
  const { db } = services;
  app.get(
    '/api/till/decisions',
    { schema: { querystring: decisions, response: { 200: list(row) } } },
    async ({ query, asking }) => listDecisions(db, asking, query),
  );
  app.get(
    '/api/till/decisions/export',
    { schema: { querystring: z.object({ ...exporting, ...matching }) } },
    async (
      { query: { format, ground, words, fixmedins_code, day: on, infno, outcome: was, mdtrt_id }, asking },
      reply,
    ) => {
      const filter = { fixmedins_code, day: on, infno, outcome: was, mdtrt_id };
      return sendExport(db, asking, reply, {
        list: 'decisions',
        right: 'check.read',
        name: '实时审核',
        format,
        purpose: { ground, words },
        filter,
        columns: DECISION_COLUMNS,
        pages: decisionPages(db, asking, filter),
      });
    },
  );
  app.get(
    '/api/till/decisions/:decision_id',
    { schema: { params: one, response: { 200: view } } },
    async ({ params, asking }) => readDecision(services, asking, params.decision_id),
  );
  app.get(
    '/api/till/decisions/:decision_id/replay',
    { schema: { params: one, response: { 200: replayed } } },
    async ({ params, asking }) => replayDecision(services, asking, params.decision_id),
  );
  app.post(
    '/api/till/decisions/:decision_id/person',
    { schema: { params: one, body: purpose, response: { 200: person } } },
    async ({ params, body, asking }) => revealDecision(services, asking, params.decision_id, body),
  );
  app.get(
    '/api/till/figures',
    { schema: { querystring: period, response: { 200: list(figures) } } },
    async ({ query, asking }) => checkFigures(db, asking, query),
  );
  app.get(
    '/api/till/days',
    { schema: { querystring: period, response: { 200: list(comparedDay) } } },
    async ({ query, asking }) => listComparedDays(db, asking, query),
  );
  app.get(
    '/api/till/differences',
    { schema: { querystring: differences, response: { 200: list(difference) } } },
    async ({ query, asking }) => listDifferences(db, asking, query),
  );
}
