/** 3201: an institution tells what it has settled of a kind in some days, and is told whether we have the same. */
import { addDays, fen, formatCivilDate, formatYuan } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { day, formed, text, yuan } from '@shouhu/interface';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { civilDayOf, dayOf } from '../casework/matter.ts';
import type { Handling } from '../gateway/transaction.ts';
import { transactionOf } from '../settlement/transaction-of.ts';
import type { Schema } from '../store/schema.ts';

/** 对账结果: 0 the same, 1 not (values from memory, unverified). */
export const SAME = '0';
const DIFFERENT = '1';

/** Longest time that is reconciled at once, in days. */
const MOST_DAYS = 366;
/** C200. */
const MOST_TEXT = 200;

export const count = z
  .union([z.number(), z.string().regex(/^-?\d{1,10}$/, 'N10')], 'N10')
  .transform(Number)
  .refine((value) => Number.isSafeInteger(value) && Math.abs(value) < 1e10, { message: 'N10' });
export const agency = formed(/^\d{6}$/, 6, '6 digits');
export const days = { stmt_begndate: day, stmt_enddate: day };

const totals = z.object({
  data: z.object({
    insutype: text(6),
    clr_type: text(6),
    setl_optins: agency,
    ...days,
    medfee_sumamt: yuan,
    fund_pay_sumamt: yuan,
    acct_pay: yuan,
    fixmedins_setl_cnt: count,
  }),
});

/** Sums of settlements less cancellations, amounts in fen, by national names. */
export type Sums = Readonly<Record<string, number>>;

export interface Reconciled {
  readonly fixmedins_code: string;
  /** Days of settlement, both included. */
  readonly begndate: string;
  readonly enddate: string;
  /** All kinds when absent. */
  readonly insutype?: string;
  readonly clr_type?: string;
  /** The agency that clears them. */
  readonly clr_optins: string;
}

/** Which settlements and cancellations are meant, of `settlement` as `s`. */
export function withinDays({ fixmedins_code, begndate, enddate, insutype, clr_type, clr_optins }: Reconciled) {
  return sql<boolean>`s.fixmedins_code = ${fixmedins_code} AND s.clr_optins = ${clr_optins}
    AND s.setl_time >= ${begndate}::timestamp AND s.setl_time < ${enddate}::timestamp + interval '1 day'
    AND (${insutype ?? null}::text IS NULL OR s.insutype = ${insutype ?? null}) AND (${clr_type ?? null}::text IS NULL OR s.clr_type = ${clr_type ?? null})`;
}

/** What we have. */
export async function sumsOf(trx: Transaction<Schema>, of: Reconciled): Promise<Sums> {
  const { rows } = await sql<Sums>`
    SELECT coalesce(sum(medfee_sumamt), 0)::bigint AS medfee_sumamt, coalesce(sum(fund_pay_sumamt), 0)::bigint AS fund_pay_sumamt,
      coalesce(sum(acct_pay + acct_mulaid_pay), 0)::bigint AS acct_pay, coalesce(sum(psn_cash_pay), 0)::bigint AS cash_payamt,
      count(*) - 2 * count(*) FILTER (WHERE refd_setl_flag) AS fixmedins_setl_cnt
    FROM settlement s WHERE ${withinDays(of)}`.execute(trx);
  return rows[0] ?? {};
}

/** @throws ShouhuError SH-Y012 */
export function refuseDays({ at }: Handling, begin: string, end: string): void {
  const [from, to] = [dayOf(begin), dayOf(end)];
  if (to < from || to > civilDayOf(at) || formatCivilDate(addDays(from, MOST_DAYS)) < end)
    throw shouhuError('SH-Y012', { begin, end, most: MOST_DAYS });
}

const NAMES: Readonly<Record<string, string>> = {
  medfee_sumamt: '医疗费总额',
  fund_pay_sumamt: '基金支付总额',
  acct_pay: '个人账户支付',
  cash_payamt: '现金支付',
  fixmedins_setl_cnt: '结算笔数',
};

const shown = (name: string, value: number): string =>
  name === 'fixmedins_setl_cnt' ? String(value) : formatYuan(fen(value));

/** The result, and each sum that differs with both figures. */
export function compared(ours: Sums, theirs: Sums): { readonly stmt_rslt: string; readonly stmt_rslt_dscr: string } {
  const differing = Object.entries(theirs)
    .filter(([name, value]) => value !== ours[name])
    .map(([name, value]) => `${NAMES[name]}：中心 ${shown(name, ours[name] ?? 0)}，机构 ${shown(name, value)}`);
  return differing.length === 0
    ? { stmt_rslt: SAME, stmt_rslt_dscr: '一致' }
    : { stmt_rslt: DIFFERENT, stmt_rslt_dscr: differing.join('；').slice(0, MOST_TEXT) };
}

async function reconcileTotals(handling: Handling, { data }: z.output<typeof totals>): Promise<object> {
  const { trx, message, at } = handling;
  const { stmt_begndate: begndate, stmt_enddate: enddate, insutype, clr_type, setl_optins } = data;
  refuseDays(handling, begndate, enddate);
  const { fixmedins_code, msgid } = message;
  const { medfee_sumamt, fund_pay_sumamt, acct_pay, fixmedins_setl_cnt } = data;
  const theirs = { medfee_sumamt, fund_pay_sumamt, acct_pay, fixmedins_setl_cnt };
  const ours = await sumsOf(trx, { fixmedins_code, begndate, enddate, insutype, clr_type, clr_optins: setl_optins });
  const result = compared(ours, theirs);
  await trx
    .insertInto('clearing_statement')
    .values({
      msgid,
      infno: '3201',
      fixmedins_code,
      insutype,
      clr_type,
      begndate,
      enddate,
      ours: JSON.stringify(ours),
      theirs: JSON.stringify(theirs),
      ...result,
      differences: 0,
      result_file: null,
      stated_at: at,
    })
    .execute();
  return { stmtinfo: { setl_optins, ...result } };
}

export const totalTransactions = [
  transactionOf({ infno: '3201', name: '医药机构费用结算对总账', input: totals, handle: reconcileTotals }),
];
