import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { countLookUps, listAttempts, listFaults, readBox } from './oversight.ts';
import { listBoxesOfPlaces } from './places.ts';
import { listTerms, setItem, setTerms } from './set-terms.ts';

const place = { fixmedins_code: z.string(), fixmedins_name: z.string() };
const box = z.object({
  sales: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  sold: list(
    z.object({
      ...place,
      med_list_codg: z.string(),
      trdn_flag: z.boolean(),
      setl_id: z.string().nullable(),
      docno: z.string().nullable(),
      cnt: z.number().nullable(),
      taken_at: z.string(),
      ended_at: z.string().nullable(),
      ended_why: z.enum(['cancelled', 'refund', 'return', 'withdrawn']).nullable(),
    }),
  ),
  moved: list(
    z.object({
      ...place,
      infno: z.string(),
      med_list_codg: z.string(),
      fixmedins_bchno: z.string(),
      biz_time: z.string(),
      withdrawn: z.boolean(),
    }),
  ),
});
const attempt = z.object({
  ...place,
  attempt_id: z.int(),
  code: z.string(),
  drug_trac_codg: z.string(),
  infno: z.string(),
  msgid: z.string(),
  at: z.string(),
  sold_by: z.string(),
  seller_name: z.string(),
  med_list_codg: z.string(),
  sold_at: z.string(),
});
const ofPlace = z.object({
  ...place,
  refused: z.int(),
  most_code: z.string().nullable(),
  attempts: z.int(),
  others: z.int(),
  boxes: z.int(),
  given: z.int(),
  sold: z.int(),
});
const fault = z.object({
  ...place,
  movement_id: z.int(),
  infno: z.string(),
  med_list_codg: z.string(),
  fixmedins_bchno: z.string(),
  biz_time: z.string(),
  cnt: z.number(),
});
const admdvs = z.string().regex(/^\d{6}$/);
const setting = z.object({ admdvs, codes_from: z.iso.date().nullable(), below_zero: z.boolean() });
const item = z.object({
  admdvs,
  med_list_codg: z.string().trim().min(1).max(50),
  needs_code: z.boolean(),
  /** In 1e-4 of the smallest pricing unit. */
  pack_cnt: z.int().positive().max(1_000_000_000_000).nullable(),
  no_code_until: z.iso.date().nullable(),
});
const terms = z.object({ settings: list(setting), items: list(item) });
const limit = z.coerce.number().int().min(1).max(500).default(100);
const paged = { before: z.coerce.number().int().optional(), limit };

const attempts = z.object({
  others: z.stringbool().default(false),
  fixmedins_code: z.string().max(30).optional(),
  ...paged,
});
const period = z.object({ from: z.iso.date(), until: z.iso.date() });

/** Boxes, stock and what is asked of both, as staff see and set it. */
export function traceRoutes(app: App, { db }: Services): void {
  app.get(
    '/api/trace/codes/:drug_trac_codg',
    { schema: { params: z.object({ drug_trac_codg: z.string().min(1).max(100) }), response: { 200: box } } },
    async ({ params, asking }) => readBox(db, asking, params.drug_trac_codg),
  );
  app.get(
    '/api/trace/attempts',
    {
      schema: {
        querystring: attempts,
        response: { 200: list(attempt) },
      },
    },
    async ({ query, asking }) => listAttempts(db, asking, query),
  );
  app.get(
    '/api/trace/faults',
    { schema: { querystring: z.object(paged), response: { 200: list(fault) } } },
    async ({ query, asking }) => listFaults(db, asking, query),
  );
  app.get(
    '/api/trace/look-ups',
    {
      schema: {
        querystring: period,
        response: { 200: list(z.object({ day: z.string(), sales: z.int(), count: z.int() })) },
      },
    },
    async ({ query, asking }) => countLookUps(db, asking, query),
  );
  app.get(
    '/api/trace/institutions',
    { schema: { querystring: period, response: { 200: list(ofPlace) } } },
    async ({ query, asking }) => listBoxesOfPlaces(db, asking, query),
  );
  app.get('/api/trace/terms', { schema: { response: { 200: terms } } }, async ({ asking }) => listTerms(db, asking));
  app.post('/api/trace/settings', { schema: { body: setting, response: { 200: terms } } }, async ({ body, asking }) => {
    await setTerms(db, asking, body);
    return listTerms(db, asking);
  });
  app.post('/api/trace/items', { schema: { body: item, response: { 200: terms } } }, async ({ body, asking }) => {
    await setItem(db, asking, body);
    return listTerms(db, asking);
  });
}
