/** Settlements and cancellations of an institution as reconciliation and clearing count them. */
import { fenOf } from './books.ts';
import type { Settlement } from './books.ts';
import { textOf } from './course.ts';
import type { Fields } from './course.ts';
import { yuan } from './charges.ts';

export interface Row {
  readonly setl_id: string;
  readonly mdtrt_id: string;
  readonly psn_no: string;
  readonly insutype: string;
  readonly clr_type: string;
  readonly clr_optins: string;
  /** Civil day of the settlement. */
  readonly day: string;
  readonly cancels: boolean;
  /** Fen. */
  readonly medfee_sumamt: number;
  readonly fund_pay_sumamt: number;
  readonly acct_pay: number;
  readonly cash_payamt: number;
}

export function rowOf(setlinfo: Fields, cancels: boolean): Row {
  const text = (field: string): string => textOf(setlinfo, field);
  return {
    setl_id: text('setl_id'),
    mdtrt_id: text('mdtrt_id'),
    psn_no: text('psn_no'),
    insutype: text('insutype'),
    clr_type: text('clr_type'),
    clr_optins: text('clr_optins'),
    day: text('setl_time').slice(0, 10),
    cancels,
    medfee_sumamt: fenOf(setlinfo, 'medfee_sumamt'),
    fund_pay_sumamt: fenOf(setlinfo, 'fund_pay_sumamt'),
    // Reconciliation counts what relatives and the wallet paid among the accounts.
    acct_pay: fenOf(setlinfo, 'acct_pay') + fenOf(setlinfo, 'acct_mulaid_pay'),
    cash_payamt: fenOf(setlinfo, 'psn_cash_pay'),
  };
}

export const rowsOfBooks = (settlements: readonly Settlement[]): Row[] =>
  settlements.flatMap(({ setlinfo, back }) => [
    rowOf(setlinfo, false),
    ...(back === null ? [] : [rowOf(back.setlinfo, true)]),
  ]);

/** Sums of rows, in yuan, by national names; a cancellation takes one off. */
export function sumsOf(rows: readonly Row[]) {
  const sum = (field: 'medfee_sumamt' | 'fund_pay_sumamt' | 'acct_pay' | 'cash_payamt'): string =>
    yuan(rows.reduce((total, row) => total + row[field], 0));
  return {
    medfee_sumamt: sum('medfee_sumamt'),
    fund_pay_sumamt: sum('fund_pay_sumamt'),
    acct_pay: sum('acct_pay'),
    cash_payamt: sum('cash_payamt'),
    count: rows.reduce((total, { cancels }) => total + (cancels ? -1 : 1), 0),
  };
}

/** The file of 3202. */
export const fileOf = (rows: readonly Row[]): string =>
  rows
    .map(({ setl_id, mdtrt_id, psn_no, medfee_sumamt, fund_pay_sumamt, acct_pay, cancels }) =>
      [setl_id, mdtrt_id, psn_no, yuan(medfee_sumamt), yuan(fund_pay_sumamt), yuan(acct_pay), cancels ? '1' : '0'].join(
        '\t',
      ),
    )
    .join('\n');
