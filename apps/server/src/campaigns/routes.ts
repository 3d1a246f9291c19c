import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { enterBatch, judgeBatch } from './batches.ts';
import { campaignView, listCampaigns } from './board.ts';
import { coverMore, planCampaign } from './campaigns.ts';
import { drawTeams } from './draws.ts';
import { planLookBack } from './look-backs.ts';
import { measureNames } from './measures.ts';
import { campaignPdf, campaignWorkbook } from './report-files.ts';
import { RECUSALS } from './schema.ts';
import { askSelfInspections } from './targets.ts';

const day = z.iso.date();
const code = z.string().min(1).max(40);
const words = z.string().trim().max(500);

export const item = z.object({
  item_id: z.string().regex(/^[\w.-]{1,40}$/),
  list: z.enum(['self', 'site']),
  text: words.min(1),
  reference: words,
  answer: z.enum(['yes-no', 'amount', 'number', 'text']),
});

const heads = {
  campaign_id: z.uuid(),
  name: words.min(1),
  basis: words,
  theme: words,
  admdvs: z.string().regex(/^\d{6}$/),
  kinds: z.enum(['all', 'H', 'P']),
  targeting: z.enum(['all', 'chosen', 'drawn']),
  from_day: day,
  to_day: day,
  self_until: day.nullable(),
  look_back_from: day.nullable(),
};

const plan = z.object({
  ...heads,
  items: z
    .array(item)
    .max(300)
    .refine((items) => new Set(items.map(({ item_id }) => item_id)).size === items.length, 'item_id'),
  fixmedins_codes: z.array(code).max(10_000).default([]),
});

const made = { made_by: z.string(), made_at: z.string() };
const row = z.object({ ...heads, ...made, targets: z.int(), visited: z.int(), closed: z.int() });

const recusal = z.object({
  person: z.string().min(1).max(80),
  fixmedins_code: code.nullable(),
  reason: z.enum(RECUSALS),
});
const drawing = z.object({
  draw_id: z.uuid(),
  count: z.int().min(1).max(10_000).nullable(),
  team: z.int().min(2).max(10),
  recusals: z.array(recusal).max(1_000),
});

const result = z.object({
  fixmedins_code: code,
  inspected_on: day,
  decided_on: day,
  findings: z.string().trim().min(1).max(2_000),
  measures: list(z.enum(measureNames)),
  terms: z.partialRecord(z.enum(measureNames), z.int().min(1).max(180)).default({}),
  recovered_fen: z.int().min(0),
});
const entry = z.object({
  batch_id: z.uuid(),
  officers: z.array(z.string().min(1).max(80)).min(1).max(20),
  rows: z
    .array(result)
    .min(1)
    .max(1_000)
    .refine((rows) => new Set(rows.map((each) => each.fixmedins_code)).size === rows.length, 'fixmedins_code')
    .refine((rows) => rows.every(({ measures }) => new Set(measures).size === measures.length), 'measures'),
});
const word = z.enum(['confirmed', 'returned']);
const judgement = z.object({ verdict: word, reason: words });

/** Of one inspection. */
const found = z.object({
  result: z.enum(['nothing', 'handled']).nullable(),
  findings: z.string(),
  answers: list(z.object({ item_id: z.string(), value: z.string(), amount_fen: z.int().nullable() })),
  amount_fen: z.int(),
});

const view = z.object({
  ...heads,
  ...made,
  items: list(item),
  institutions: z.int(),
  places: list(
    z.object({
      fixmedins_code: z.string(),
      fixmedins_name: z.string(),
      matter_id: z.string(),
      state: z.string(),
      due_day: z.string().nullable(),
      visited: z.boolean(),
      officers: list(z.string()),
      measures: list(z.enum(measureNames)),
      recovered_fen: z.int(),
    }),
  ),
  batches: list(
    z.object({
      batch_id: z.string(),
      rows: list(result),
      officers: list(z.string()),
      made_by: z.string(),
      made_at: z.string(),
      verdict: z.object({ verdict: word, reason: z.string(), given_by: z.string(), given_at: z.string() }).nullable(),
    }),
  ),
  look_backs: list(
    z.object({
      look_back_id: z.string(),
      day: z.string(),
      seed: z.string().nullable(),
      institutions: list(z.string()),
      count: z.int().nullable(),
      made_by: z.string(),
      made_at: z.string(),
      chosen: list(z.string()),
      places: list(
        z.object({
          fixmedins_code: z.string(),
          matter_id: z.string(),
          earlier_id: z.string(),
          state: z.string(),
          visited: z.boolean(),
          before: found,
          again: found,
        }),
      ),
    }),
  ),
  report: z.object({
    looked_back: z.object({
      planned: z.int(),
      visited: z.int(),
      found_before: z.int(),
      found_again: z.int(),
      put_right: z.int(),
      before_fen: z.int(),
      again_fen: z.int(),
    }),
    institutions: z.int(),
    visited: z.int(),
    kinds: list(
      z.object({
        kind: z.enum(['H', 'P']),
        targets: z.int(),
        visited: z.int(),
        handled: z.int(),
        measures: list(z.object({ measure: z.enum(measureNames), count: z.int() })),
        recovered_fen: z.int(),
      }),
    ),
    recovered_fen: z.int(),
  }),
  draws: list(
    z.object({
      draw_id: z.string(),
      seed: z.string(),
      institutions: list(z.string()),
      inspectors: list(z.string()),
      recusals: list(recusal),
      count: z.int().nullable(),
      team: z.int(),
      drawn_by: z.string(),
      drawn_at: z.string(),
      teams: list(z.object({ fixmedins_code: z.string(), officers: list(z.string()) })),
    }),
  ),
  names: z.record(z.string(), z.string()),
});

const lookBack = z.object({
  look_back_id: z.uuid(),
  day,
  of: z.union([
    z.object({ named: z.array(code).min(1).max(10_000).readonly() }),
    z.object({ drawn: z.int().min(1).max(10_000) }),
  ]),
});

/** Special campaigns: planned, drawn, followed. */
export function campaignRoutes(app: App, { db }: Services): void {
  const one = z.object({ campaign_id: z.uuid() });
  app.get('/api/campaigns', { schema: { response: { 200: list(row) } } }, async ({ asking }) =>
    listCampaigns(db, asking.caller),
  );
  app.post('/api/campaigns', { schema: { body: plan, response: { 200: view } } }, async ({ body, asking }) => {
    await planCampaign(db, asking, body);
    return campaignView(db, asking.caller, body.campaign_id);
  });
  app.get(
    '/api/campaigns/:campaign_id',
    { schema: { params: one, response: { 200: view } } },
    async ({ params, asking }) => campaignView(db, asking.caller, params.campaign_id),
  );
  app.get(
    '/api/campaigns/:campaign_id/report',
    { schema: { params: one, querystring: z.object({ format: z.enum(['xlsx', 'pdf']) }) } },
    async ({ params, query: { format }, asking: { caller, at } }, reply) => {
      const campaign = await campaignView(db, caller, params.campaign_id);
      void reply.header(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(`${campaign.name}.${format}`)}`,
      );
      if (format === 'pdf') return reply.type('application/pdf').send(await campaignPdf(campaign, at));
      const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
      return reply.type(type).send(await campaignWorkbook(campaign));
    },
  );
  const more = z.object({ fixmedins_codes: z.array(code).max(10_000).default([]) });
  app.post(
    '/api/campaigns/:campaign_id/targets',
    { schema: { params: one, body: more, response: { 200: z.object({ added: z.int() }) } } },
    async ({ params, body, asking }) => ({
      added: await coverMore(db, asking, params.campaign_id, body.fixmedins_codes),
    }),
  );
  app.post(
    '/api/campaigns/:campaign_id/self-inspections',
    { schema: { params: one, response: { 200: z.object({ asked: z.int() }) } } },
    async ({ params, asking }) => ({ asked: await askSelfInspections(db, asking, params.campaign_id) }),
  );
  app.post(
    '/api/campaigns/:campaign_id/draws',
    { schema: { params: one, body: drawing, response: { 200: view } } },
    async ({ params, body, asking }) => {
      await drawTeams(db, asking, params.campaign_id, body);
      return campaignView(db, asking.caller, params.campaign_id);
    },
  );
  app.post(
    '/api/campaigns/:campaign_id/look-backs',
    { schema: { params: one, body: lookBack, response: { 200: view } } },
    async ({ params, body, asking }) => {
      await planLookBack(db, asking, params.campaign_id, body);
      return campaignView(db, asking.caller, params.campaign_id);
    },
  );
  app.post(
    '/api/campaigns/:campaign_id/batches',
    { schema: { params: one, body: entry, response: { 200: view } } },
    async ({ params, body, asking }) => {
      await enterBatch(db, asking, params.campaign_id, body);
      return campaignView(db, asking.caller, params.campaign_id);
    },
  );
  app.post(
    '/api/campaigns/:campaign_id/batches/:batch_id/verdict',
    { schema: { params: one.extend({ batch_id: z.uuid() }), body: judgement, response: { 200: view } } },
    async ({ params: { campaign_id, batch_id }, body, asking }) => {
      await judgeBatch(db, asking, campaign_id, { batch_id, ...body });
      return campaignView(db, asking.caller, campaign_id);
    },
  );
}
