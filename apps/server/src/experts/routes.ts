import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { purpose } from '../persons/purpose.ts';
import { drawExperts, listDraws } from './draw-experts.ts';
import { addExpert, changeExpert, listExperts, revealPhone } from './experts.ts';

const kind = z.enum(['expert', 'supervisor']);
const institution = z.string().regex(/^[HP]\d{11}$/);
const words = z.string().trim().min(1).max(100);
const ties = z
  .array(z.object({ fixmedins_code: institution, reason: words }))
  .max(50)
  .refine((all) => new Set(all.map(({ fixmedins_code }) => fixmedins_code)).size === all.length)
  .readonly();
const stated = z.object({
  kind,
  name: words,
  field: words,
  unit: words,
  fixmedins_code: institution.nullable(),
  admdvs: z.string().regex(/^\d{6}$/),
  ties,
});
const phone = z.string().regex(/^\+?\d[\d-]{5,18}\d$/);
const expert_id = z.uuid();
const one = z.object({ expert_id });

const row = z.object({
  expert_id: z.string(),
  kind,
  name: z.string(),
  field: z.string(),
  unit: z.string(),
  fixmedins_code: z.string().nullable(),
  admdvs: z.string(),
  phone_masked: z.string(),
  version: z.int(),
  left_on: z.string().nullable(),
  ties: list(z.object({ fixmedins_code: z.string(), reason: z.string() })),
});

const drawWanted = z.object({
  draw_id: z.uuid(),
  purpose: z.string().trim().min(2).max(200),
  kind,
  field: words.nullable(),
  fixmedins_code: institution.nullable(),
  count: z.int().min(1).max(50),
});

const drawn = z.object({
  draw_id: z.string(),
  purpose: z.string(),
  kind,
  field: z.string().nullable(),
  fixmedins_code: z.string().nullable(),
  count: z.int(),
  admdvs: z.string(),
  seed: z.string(),
  pool: list(z.string()),
  pool_digest: z.string(),
  recused: list(z.object({ expert_id: z.string(), reason: z.string() })),
  drawn: list(z.string()),
  drawn_by: z.string(),
  drawn_at: z.string(),
  names: z.record(z.string(), z.string()),
  holds: z.boolean(),
});

/** The pool of experts and supervisors, and draws from it. */
export function expertRoutes(app: App, { db, ring }: Services): void {
  app.get(
    '/api/experts',
    {
      schema: {
        querystring: z.object({ kind: kind.optional(), field: z.string().optional() }),
        response: { 200: list(row) },
      },
    },
    async ({ query, asking }) => listExperts(db, asking.caller, query),
  );
  app.post(
    '/api/experts',
    { schema: { body: stated.extend({ expert_id, phone }), response: { 200: one } } },
    async ({ body, asking }) => addExpert({ db, ring }, asking, body),
  );
  app.post(
    '/api/experts/:expert_id',
    {
      schema: {
        params: one,
        body: stated.extend({
          seen: z.int().min(0),
          phone: phone.optional(),
          left_on: z.iso.date().nullable(),
        }),
        response: { 200: z.object({ version: z.int() }) },
      },
    },
    async ({ params, body, asking }) => changeExpert({ db, ring }, asking, { ...params, ...body }),
  );
  app.post(
    '/api/experts/:expert_id/phone',
    { schema: { params: one, body: purpose, response: { 200: z.object({ phone: z.string() }) } } },
    async ({ params, body, asking }) => revealPhone({ db, ring }, asking, params.expert_id, body),
  );
  app.get('/api/draws', { schema: { response: { 200: list(drawn) } } }, async ({ asking }) =>
    listDraws(db, asking.caller),
  );
  app.post('/api/draws', { schema: { body: drawWanted, response: { 200: drawn } } }, async ({ body, asking }) =>
    drawExperts(db, asking, body),
  );
}
