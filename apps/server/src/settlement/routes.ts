import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { purpose } from '../persons/purpose.ts';
import { listSettlements, sumSettlements } from './list-settlements.ts';
import { listLines, readSettlement, revealSettled } from './read-settlement.ts';

const standing = z.enum(['standing', 'cancelled', 'cancellation']);
const listed = z.object({
  setl_id: z.string(),
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  setl_time: z.string(),
  psn_tail: z.string(),
  insutype: z.string(),
  med_type: z.string(),
  mid_setl: z.boolean(),
  standing,
  medfee_sumamt: z.int(),
  fund_pay_sumamt: z.int(),
  acct_pay: z.int(),
  acct_mulaid_pay: z.int(),
  psn_cash_pay: z.int(),
});
const sums = z.object({
  settlements: z.int(),
  cancellations: z.int(),
  medfee_sumamt: z.int(),
  fund_pay_sumamt: z.int(),
  acct_pay: z.int(),
  acct_mulaid_pay: z.int(),
  psn_cash_pay: z.int(),
  hosp_part_amt: z.int(),
  funds: list(z.object({ fund_pay_type: z.string(), name: z.string(), payments: z.int(), fund_payamt: z.int() })),
});
const said = z.object({ zh: z.string(), en: z.string() });
const source = z.object({
  title: z.string(),
  number: z.string().nullable(),
  read: z.enum(['official', 'transcript']),
});
const view = listed.extend({
  mdtrt_id: z.string(),
  msgid: z.string(),
  chrg_bchno: z.string().nullable(),
  begndate: z.string(),
  enddate: z.string(),
  year: z.int(),
  policy: z.string(),
  policy_name: said.nullable(),
  amounts: z.record(z.string(), z.int()),
  shares: list(
    z.object({
      fund_pay_type: z.string(),
      name: z.string(),
      inscp_scp_amt: z.int(),
      crt_payb_lmt_amt: z.int().nullable(),
      fund_payamt: z.int(),
    }),
  ),
  steps: list(said.extend({ fen: z.int(), sources: list(source), unverified: z.boolean() })),
  init_setl_id: z.string().nullable(),
  cancelled_by: z.string().nullable(),
});
const line = z.object({
  feedetl_sn: z.string(),
  med_list_codg: z.string(),
  medins_list_codg: z.string(),
  fee_ocur_time: z.string(),
  chrgitm_lv: z.string(),
  cnt: z.int(),
  pric: z.int(),
  pric_uplmt_amt: z.int().nullable(),
  selfpay_prop: z.int(),
  det_item_fee_sumamt: z.int(),
  fulamt_ownpay_amt: z.int(),
  overlmt_amt: z.int(),
  preselfpay_amt: z.int(),
  inscp_scp_amt: z.int(),
});
const person = z.object({ psn_no: z.string(), psn_name: z.string(), certno: z.string() });

const filter = z.object({
  day: z.iso.date(),
  fixmedins_code: z.string().max(30).optional(),
  insutype: z.string().max(6).optional(),
  med_type: z.string().max(6).optional(),
  standing: standing.optional(),
});
const limit = z.coerce.number().int().min(1).max(500).default(100);
const page = filter.extend({
  before_time: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
    .optional(),
  before_setl_id: z.string().max(30).optional(),
  limit,
});
const one = z.object({ setl_id: z.string().max(30) });

/** Settlements of a day, their sums, one of them with its calculation and lines, and its person for a purpose. */
export function settlementRoutes(app: App, { db, ring }: Services): void {
  app.get(
    '/api/settlements',
    { schema: { querystring: page, response: { 200: list(listed) } } },
    async ({ query, asking }) => listSettlements(db, asking, query),
  );
  app.get(
    '/api/settlements/sums',
    { schema: { querystring: filter, response: { 200: sums } } },
    async ({ query, asking }) => sumSettlements(db, asking, query),
  );
  app.get(
    '/api/settlements/:setl_id',
    { schema: { params: one, response: { 200: view } } },
    async ({ params, asking }) => readSettlement(db, asking, params.setl_id),
  );
  app.get(
    '/api/settlements/:setl_id/lines',
    {
      schema: {
        params: one,
        querystring: z.object({ after: z.string().max(30).optional(), limit }),
        response: { 200: list(line) },
      },
    },
    async ({ params, query, asking }) => listLines(db, asking, params.setl_id, query),
  );
  app.post(
    '/api/settlements/:setl_id/person',
    { schema: { params: one, body: purpose, response: { 200: person } } },
    async ({ params, body, asking }) => revealSettled({ db, ring }, asking, params.setl_id, body),
  );
}
