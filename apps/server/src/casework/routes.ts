import { z } from 'zod';
import type { App, Services } from '../http/new-app.ts';
import { list } from '../http/list.ts';
import { readMatter, viewOf } from './matter.ts';
import { count } from '../lists/count.ts';
import { chosenColumns, exporting, sendExport } from '../lists/export.ts';
import { MATTER_COLUMNS, matterPages } from './export-matters.ts';
import { countMatters, listMatters } from './list-matters.ts';
import { issueReviews } from './issue-reviews.ts';
import { openMatter } from './open-matter.ts';
import { takeStep } from './take-step.ts';
import { withTurns } from './turns.ts';

const fact = z.union([
  z.string().max(20_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(1_000)).max(1_000).readonly(),
]);
const facts = z.record(z.string(), fact);

const relative = z.object({ matter_id: z.string(), procedure: z.string(), state: z.string() });

const view = z.object({
  matter_id: z.string(),
  procedure: z.string(),
  lead_id: z.string().nullable(),
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  version: z.int(),
  state: z.string(),
  state_name: z.string(),
  officers: list(z.string()),
  clocks: list(
    z.object({ clock: z.string(), name: z.string(), basis: z.string(), state: z.string(), due: z.string().nullable() }),
  ),
  names: z.record(z.string(), z.string()),
  debts: z.object({ refund: z.int(), penalty: z.int(), fine: z.int(), surcharge: z.int() }),
  plan: list(z.object({ on: z.string(), due: z.string(), fen: z.int(), paid_fen: z.int() })),
  parent: relative.nullable(),
  children: list(relative),
  deeds: list(
    z.object({
      action: z.string(),
      name: z.string(),
      by: z.string(),
      with: list(z.string()),
      on: z.string(),
      facts,
      confirmed: list(z.string()),
      awaited: list(z.string()),
    }),
  ),
  offers: list(
    z.object({
      action: z.string(),
      name: z.string(),
      basis: z.string(),
      facts: list(z.string()),
      refusal: z
        .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
        .nullable(),
      papers: list(
        z.object({
          kind: z.string(),
          name: z.string(),
          must: z.boolean(),
          made: z.boolean(),
          number: z.string().nullable(),
          given: z.boolean(),
          delivered: z.object({ way: z.string(), on: z.string() }).nullable(),
        }),
      ),
    }),
  ),
  over: z.boolean(),
  next: list(
    z.object({
      action: z.string(),
      name: z.string(),
      duties: list(z.string()),
      wait: z.object({ clock: z.string(), name: z.string(), due: z.string() }).nullable(),
      mine: z.boolean(),
    }),
  ),
});

const matter_id = z.uuid();
const first = z.object({
  request_id: z.uuid(),
  action: z.string(),
  on: z.iso.date().optional(),
  with: z.array(z.string()).max(20).default([]),
  facts: facts.default({}),
});
const opening = z.object({
  matter_id,
  procedure: z.string(),
  lead_id: z.string().nullable(),
  parent_id: z.uuid().nullable().default(null),
  fixmedins_code: z.string(),
  first: first.optional(),
});
const step = first.extend({ seen: z.int().min(0) });

/** As many as one transaction settles while somebody waits. */
const MOST_REVIEWS = 2_000;

const reviews = z.object({ request_id: z.uuid(), lead_ids: z.array(z.string()).min(1).max(MOST_REVIEWS) });
const issued = z.object({
  issued: z.int(),
  left: list(
    z.object({
      lead_id: z.string(),
      title: z.string(),
      why: z.enum(['several-institutions', 'no-amount', 'taken-up']),
    }),
  ),
});

const row = z.object({
  matter_id: z.string(),
  procedure: z.string(),
  lead_id: z.string().nullable(),
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  state: z.string(),
  version: z.int(),
  due_day: z.string().nullable(),
  due_clock: z.string().nullable(),
  turn: z.boolean(),
});

const filter = z.object({
  procedure: z.string().optional(),
  state: z.string().optional(),
  fixmedins_code: z.string().optional(),
  open: z.stringbool().optional(),
  due_until: z.iso.date().optional(),
  duty_until: z.iso.date().optional(),
  clock: z.string().optional(),
  officer: z.string().optional(),
  action: z.string().optional(),
  acted_from: z.iso.date().optional(),
  acted_to: z.iso.date().optional(),
});

const page = filter.extend({
  after_due_day: z.iso.date().optional(),
  after_matter_id: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});

/** Reviews and cases: one machine for all procedures. */
export function caseRoutes(app: App, { db }: Services): void {
  const one = z.object({ matter_id });
  app.get(
    '/api/matters',
    { schema: { querystring: page, response: { 200: list(row) } } },
    async ({ query, asking }) => {
      const { after_due_day, after_matter_id: id, ...rest } = query;
      const after = id === undefined ? undefined : { due_day: after_due_day ?? null, matter_id: id };
      return withTurns(db, asking, await listMatters(db, asking.caller, { ...rest, after }));
    },
  );
  app.get(
    '/api/matters/count',
    { schema: { querystring: filter, response: { 200: count } } },
    async ({ query, asking }) => countMatters(db, asking.caller, query),
  );
  app.get(
    '/api/matters/export',
    { schema: { querystring: filter.extend(exporting) } },
    async ({ query, asking }, reply) => {
      const { format, ground, words, columns, without, ...filtered } = query;
      return sendExport(db, asking, reply, {
        list: 'matters',
        right: 'matter.export',
        name: '事项',
        format,
        purpose: { ground, words },
        filter: filtered,
        columns: chosenColumns(MATTER_COLUMNS, columns, without),
        pages: matterPages(db, asking.caller, filtered),
      });
    },
  );
  app.get(
    '/api/matters/:matter_id',
    { schema: { params: one, response: { 200: view } } },
    async ({ params, asking }) => {
      const matter = await readMatter(db, asking.caller, params.matter_id, 'read');
      return viewOf(db, matter, asking);
    },
  );
  app.post(
    '/api/matters',
    { schema: { body: opening, response: { 200: view } } },
    async ({ body, asking }) => await openMatter(db, asking, body),
  );
  app.post(
    '/api/reviews',
    { bodyLimit: 8_388_608, schema: { body: reviews, response: { 200: issued } } },
    async ({ body, asking }) => issueReviews(db, asking, body),
  );
  app.post(
    '/api/matters/:matter_id/steps',
    { schema: { params: one, body: step, response: { 200: view } } },
    async ({ params, body: { on, ...body }, asking }) =>
      takeStep(db, asking, { ...params, ...body, ...(on === undefined ? {} : { on }) }),
  );
}
