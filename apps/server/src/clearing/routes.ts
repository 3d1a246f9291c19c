import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { exporting, sendExport } from '../lists/export.ts';
import { approveClearing } from './approve.ts';
import { computeClearing } from './compute.ts';
import { confirmClearing, setTerms } from './confirm.ts';
import { answerObjection, objectToClearing } from './objections.ts';
import { CLEARING_COLUMNS, clearingPages, listMonths } from './months.ts';
import { firstDayOf } from './terms.ts';
import { orderPayment } from './pay.ts';
import { clearingOf, listClearings, monthOf, ORDER_COLUMNS, orderPages, refuseUnknownOrder } from './read.ts';
import { listStatements } from './statements.ts';

const month = z.string().max(7);
const state = z.enum(['computed', 'confirmed', 'approved', 'paid']);
const terms = z.enum(['village', 'standard']);
const decided = z.object({ institutions: z.int(), fen: z.int() });
const deciding = z.object({ month, seen_fen: z.int().min(0) });
const done = z.object({ done: z.literal(true) });
const answering = z.object({ words: z.string().trim().min(2).max(500) });
const objecting = answering.extend({ objection_id: z.uuid(), month });

const clearing = z.object({
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  month: z.string(),
  terms,
  state,
  gross_fen: z.int(),
  deducted_fen: z.int(),
  carried_in_fen: z.int(),
  pay_fen: z.int(),
  carried_out_fen: z.int(),
  computed_by: z.string(),
  computed_on: z.string(),
  confirmed_by: z.string().nullable(),
  confirmed_on: z.string().nullable(),
  approved_by: z.string().nullable(),
  approved_on: z.string().nullable(),
  order_id: z.string().nullable(),
  confirm_due: z.string().nullable(),
  pay_due: z.string().nullable(),
  overdue: z.boolean(),
  withheld: z.boolean(),
  objected: z.boolean(),
});
const kind = { insutype: z.string(), clr_type: z.string() };
const lines = z.object({
  clearing,
  kinds: list(
    z.object({
      ...kind,
      setl_cnt: z.int(),
      medfee_sumamt: z.int(),
      fund_pay_sumamt: z.int(),
      acct_pay: z.int(),
    }),
  ),
  lines: list(z.object({ ...kind, fund_pay_type: z.string(), fen: z.int() })),
  deductions: list(z.object({ matter_id: z.string(), day: z.string(), fen: z.int() })),
  objections: list(
    z.object({
      objection_id: z.string(),
      words: z.string(),
      made_by: z.string(),
      made_at: z.string(),
      answer: z.string().nullable(),
      answered_by: z.string().nullable(),
      answered_at: z.string().nullable(),
    }),
  ),
});
const overview = z.object({
  month: z.string(),
  open: z.int(),
  open_overdue: z.int(),
  states: list(z.object({ state: z.string(), ...decided.shape })),
  ready: decided,
  payable: decided,
  overdue: z.int(),
  withheld: z.int(),
  objected: z.int(),
});
const sums = z.record(z.string(), z.number());
const statement = z.object({
  msgid: z.string(),
  infno: z.string(),
  fixmedins_code: z.string(),
  fixmedins_name: z.string(),
  insutype: z.string().nullable(),
  clr_type: z.string().nullable(),
  begndate: z.string(),
  enddate: z.string(),
  ours: sums,
  theirs: sums,
  stmt_rslt: z.string(),
  stmt_rslt_dscr: z.string(),
  differences: z.int(),
  stated_at: z.string(),
});
const limit = z.coerce.number().int().min(1).max(1_000).default(50);

/** Clearing of a month, from its computation to the file for the bank. */
export function clearingRoutes(app: App, services: Services): void {
  const { db } = services;
  const ofMonth = z.object({ month });
  const of = '/api/clearing/:month';
  app.get(of, { schema: { params: ofMonth, response: { 200: overview } } }, async ({ params, asking }) =>
    monthOf(db, asking, params.month),
  );
  const months = z.object({ month: z.string(), state, institutions: z.int(), pay_fen: z.int() });
  app.get('/api/clearing', { schema: { response: { 200: list(months) } } }, async ({ asking }) =>
    listMonths(db, asking),
  );
  app.get(
    `${of}/export`,
    { schema: { params: ofMonth, querystring: z.object({ ...exporting, state: state.optional() }) } },
    async ({ params, query: { format, ground, words, state: only }, asking }, reply) => {
      firstDayOf(params.month);
      const filter = { month: params.month, state: only };
      return sendExport(db, asking, reply, {
        list: 'clearing',
        right: 'clearing.read',
        name: `月度清算-${params.month}`,
        format,
        purpose: { ground, words },
        filter,
        columns: CLEARING_COLUMNS,
        pages: clearingPages(db, asking, filter),
      });
    },
  );
  const page = z.object({ state: state.optional(), after: z.string().max(30).optional(), limit });
  app.get(
    `${of}/institutions`,
    { schema: { params: ofMonth, querystring: page, response: { 200: list(clearing) } } },
    async ({ params, query, asking }) => listClearings(db, asking, { ...params, ...query }),
  );
  app.get(
    `${of}/institutions/:fixmedins_code`,
    { schema: { params: ofMonth.extend({ fixmedins_code: z.string().max(30) }), response: { 200: lines } } },
    async ({ params, asking }) => clearingOf(db, asking, params.fixmedins_code, params.month),
  );
  const computed = z.object({ institutions: z.int(), settlements: z.int(), pay_fen: z.int() });
  app.post(
    '/api/clearing/compute',
    { schema: { body: z.object({ month }), response: { 200: computed } } },
    async ({ body, asking }) => computeClearing(db, asking, body.month),
  );
  app.post(
    '/api/clearing/confirm',
    { schema: { body: z.object({ month }), response: { 200: done } } },
    async ({ body, asking }) => {
      await confirmClearing(db, asking, body.month);
      return { done: true as const };
    },
  );
  app.post(
    '/api/clearing/objections',
    { schema: { body: objecting, response: { 200: done } } },
    async ({ body, asking }) => {
      await objectToClearing(db, asking, body);
      return { done: true as const };
    },
  );
  app.post(
    '/api/clearing/objections/:objection_id/answer',
    { schema: { params: z.object({ objection_id: z.uuid() }), body: answering, response: { 200: done } } },
    async ({ params, body, asking }) => {
      await answerObjection(db, asking, { ...params, ...body });
      return { done: true as const };
    },
  );
  app.post(
    '/api/clearing/approve',
    { schema: { body: deciding, response: { 200: decided } } },
    async ({ body, asking }) => approveClearing(db, asking, body),
  );
  app.post(
    '/api/clearing/orders',
    { schema: { body: deciding.extend({ order_id: z.uuid() }), response: { 200: decided } } },
    async ({ body, asking }) => orderPayment(db, asking, body),
  );
  app.get(
    '/api/clearing/orders/:order_id',
    { schema: { params: z.object({ order_id: z.uuid() }), querystring: z.object(exporting) } },
    async ({ params: { order_id }, query: { format, ground, words }, asking }, reply) => {
      await refuseUnknownOrder(db, asking, order_id);
      return sendExport(db, asking, reply, {
        list: 'payment-order',
        right: 'clearing.pay',
        name: '清算支付单',
        format,
        purpose: { ground, words },
        filter: { order_id },
        columns: ORDER_COLUMNS,
        pages: orderPages(services, asking, order_id),
      });
    },
  );
  app.post(
    '/api/clearing/terms',
    { schema: { body: z.object({ fixmedins_code: z.string().max(30), terms }), response: { 200: done } } },
    async ({ body, asking }) => {
      await setTerms(db, asking, body);
      return { done: true as const };
    },
  );
  const statements = z.object({
    fixmedins_code: z.string().max(30).optional(),
    stmt_rslt: z.string().max(6).optional(),
    limit,
  });
  app.get(
    '/api/reconciliations',
    { schema: { querystring: statements, response: { 200: list(statement) } } },
    async ({ query, asking }) => listStatements(db, asking, query),
  );
}
