import { z } from 'zod';
import type { App, Services } from '../http/new-app.ts';
import { list } from '../http/list.ts';
import { readMatter, viewOf } from './matter.ts';
import { listMatters } from './list-matters.ts';
import { openMatter } from './open-matter.ts';
import { takeStep } from './take-step.ts';

const fact = z.union([
  z.string().max(20_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(1_000)).max(1_000).readonly(),
]);
const facts = z.record(z.string(), fact);

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
  debts: z.object({ refund: z.int(), fine: z.int(), surcharge: z.int() }),
  deeds: list(
    z.object({
      action: z.string(),
      name: z.string(),
      by: z.string(),
      with: list(z.string()),
      on: z.string(),
      facts,
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
    }),
  ),
});

const matter_id = z.uuid();
const opening = z.object({
  matter_id,
  procedure: z.string(),
  lead_id: z.string().nullable(),
  fixmedins_code: z.string(),
});
const step = z.object({
  request_id: z.uuid(),
  seen: z.int().min(0),
  action: z.string(),
  on: z.iso.date().optional(),
  with: z.array(z.string()).max(20).default([]),
  facts: facts.default({}),
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
});

const filter = z.object({
  procedure: z.string().optional(),
  state: z.string().optional(),
  fixmedins_code: z.string().optional(),
  due_until: z.iso.date().optional(),
  after_due_day: z.iso.date().optional(),
  after_matter_id: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(50),
});

/** Reviews and cases: one machine for all procedures. */
export function caseRoutes(app: App, { db }: Services): void {
  const one = z.object({ matter_id });
  app.get(
    '/api/matters',
    { schema: { querystring: filter, response: { 200: list(row) } } },
    async ({ query, asking }) => {
      const { after_due_day, after_matter_id: id, ...rest } = query;
      const after = id === undefined ? undefined : { due_day: after_due_day ?? null, matter_id: id };
      return listMatters(db, asking.caller, { ...rest, after });
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
    '/api/matters/:matter_id/steps',
    { schema: { params: one, body: step, response: { 200: view } } },
    async ({ params, body: { on, ...body }, asking }) =>
      await takeStep(db, asking, { ...params, ...body, ...(on === undefined ? {} : { on }) }),
  );
}
