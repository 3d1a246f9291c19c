/**
 * The accounts department of an institution: 3201 by kind for a day, 3202 line by line for all days, and 3203A for a month that is closed. What the
 * platform alone has is looked up: settlements that were taken back unanswered the institution has no number of.
 */
import { fieldsOf, textOf } from './course.ts';
import type { Ask, Course, Fields, Told } from './course.ts';
import { fileOf, rowOf, sumsOf } from './ledger.ts';
import type { Row } from './ledger.ts';

export interface Period {
  readonly begin: string;
  readonly end: string;
}

/** What came of it; the same object is filled by one run of a course. */
export interface Reconciled {
  /** Sums that were compared, and detail lines. */
  sums: number;
  lines: number;
  /** Rows that the platform alone had: taken back by this institution without an answer, and of nobody that it knows. */
  takenBack: number;
  strange: number;
  applied: number;
  /** All of the period, as far as lines were reconciled. */
  rows: readonly Row[];
  readonly faults: string[];
}

export const nothingReconciled = (): Reconciled => ({
  sums: 0,
  lines: 0,
  takenBack: 0,
  strange: 0,
  applied: 0,
  rows: [],
  faults: [],
});

export interface Accounts {
  readonly rows: readonly Row[];
  /** Numbers of messages that were taken back, and of those that took them back. */
  readonly reversed: ReadonlySet<string>;
  readonly optins: string;
  readonly period: Period;
  /** Played day. */
  readonly day: number;
  /** Whether a wrong sum is told on purpose. */
  readonly faults: boolean;
}

/** 3201 for every kind that was settled. */
export function* sumsReconciled(accounts: Accounts, found: Reconciled): Course {
  const { optins, period, day, faults } = accounts;
  const kinds = Map.groupBy(accounts.rows, ({ insutype, clr_type }) => `${insutype} ${clr_type}`);
  let wrong = faults;
  for (const [kind, rows] of [...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [insutype = '', clr_type = ''] = kind.split(' ');
    const { cash_payamt: _, count, ...sums } = sumsOf(rows);
    const data = { insutype, clr_type, ...daysOf(optins, period), ...sums, fixmedins_setl_cnt: count };
    if (wrong) {
      const odd = yield { infno: '3201', input: { data: { ...data, fixmedins_setl_cnt: count + 1 } }, day };
      if (resultOf(odd) !== DIFFERENT) found.faults.push(`3201 ${kind}: a wrong count is not told`);
      wrong = false;
    }
    const told = yield { infno: '3201', input: { data }, day };
    found.sums += 1;
    if (resultOf(told) !== SAME) found.faults.push(`3201 ${kind}: ${describedBy(told)}`);
  }
}

/** 3202, by which the institution learns of rows that it has no number of; then once more, and clean; then 3201 of all days. */
export function* detailsReconciled(accounts: Accounts, found: Reconciled): Course {
  const { reversed, day } = accounts;
  let rows = accounts.rows;
  if (rows.length === 0) return;
  const first = yield* details(accounts, rows);
  found.lines += first.lines.length;
  if (resultOf(first.told) !== SAME) {
    const odd = first.lines.filter(([, , , , result]) => result !== SAME);
    const here = odd.filter(([, , , , result]) => result === ONLY_HERE);
    if (odd.length === 0) found.faults.push(`3202: ${describedBy(first.told)}`);
    for (const [, , setl_id = '', , result = ''] of odd)
      if (result !== ONLY_HERE) found.faults.push(`3202 ${setl_id}: result ${result}`);
    const more: Row[] = [];
    for (const [psn_no = '', mdtrt_id = '', setl_id = '', msgid = '', , refd] of here) {
      if (reversed.has(msgid)) found.takenBack += 1;
      else found.strange += 1;
      const kept = yield { infno: '5203', input: { data: { setl_id, mdtrt_id, psn_no } }, day };
      if (kept.done) more.push(rowOf(fieldsOf(kept.output['setlinfo']), refd === '1'));
    }
    rows = [...rows, ...more];
    const again = yield* details(accounts, rows);
    if (resultOf(again.told) !== SAME) found.faults.push(`3202 again: ${describedBy(again.told)}`);
  }
  found.rows = rows;
  yield* sumsReconciled({ ...accounts, rows }, found);
}

/** 3203A for every kind of the month, and 3205A, which says that it is confirmed by them. */
export function* applied(accounts: Accounts, found: Reconciled): Course {
  const { optins, period, day, faults } = accounts;
  const kinds = Map.groupBy(accounts.rows, ({ clr_type }) => clr_type);
  let last = '';
  for (const [clr_type, rows] of [...kinds].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const { medfee_sumamt, fund_pay_sumamt: fund_appy_sum, acct_pay, count: psntime } = sumsOf(rows);
    const { begin: begndate, end: enddate } = period;
    const data = { clr_type, clr_optins: optins, begndate, enddate, medfee_sumamt, fund_appy_sum, acct_pay, psntime };
    if (faults && last === '') {
      const input = { data: { ...data, psntime: psntime + 1 } };
      yield { infno: '3203A', input, day, refusedBy: ['SH-Y008'] };
    }
    const told = yield { infno: '3203A', input: { data }, day };
    if (!told.done) continue;
    found.applied += 1;
    last = textOf(told.output, 'clr_appy_evt_id');
  }
  if (last === '') return;
  const state = yield { infno: '3205A', input: { data: { clr_appy_evt_id: last } }, day };
  const { state: is = 'unknown' } = state.done ? state.output : {};
  if (is !== 'confirmed') found.faults.push(`3205A ${last}: ${String(is)} after every kind was applied for`);
}

/** What is cleared is cancelled no more. */
export function* refusedAfterClearing(cancelled: { infno: string; input: object }, day: number): Course {
  yield { ...cancelled, day, refusedBy: ['SH-Q045'] };
}

const SAME = '0';
const DIFFERENT = '1';
const ONLY_HERE = '2';

const daysOf = (setl_optins: string, { begin: stmt_begndate, end: stmt_enddate }: Period): Fields => ({
  setl_optins,
  stmt_begndate,
  stmt_enddate,
});

interface Details {
  readonly told: Told;
  /** Cells of the result file. */
  readonly lines: readonly (readonly string[])[];
}

function* details({ optins, period, day }: Accounts, rows: readonly Row[]): Generator<Ask, Details, Told> {
  const content = Buffer.from(fileOf(rows)).toString('base64');
  const up = yield { infno: '9101', input: { fsUploadIn: { in: content, filename: 'mx.txt' } }, day };
  const file_qury_no = up.done ? textOf(up.output, 'file_qury_no') : '';
  const { acct_pay: _, count, ...sums } = sumsOf(rows);
  const data = { ...daysOf(optins, period), file_qury_no, ...sums, fixmedins_setl_cnt: count };
  const told = yield { infno: '3202', input: { data }, day };
  const result = told.done ? textOf(told.output['fileinfo'], 'file_qury_no') : '';
  const down = yield { infno: '9102', input: { fsDownloadIn: { file_qury_no: result } }, day };
  const text = Buffer.from(down.done ? textOf(down.output, 'out') : '', 'base64').toString();
  return { told, lines: text.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')])) };
}

const resultOf = (told: Told): string => (told.done ? textOf(told.output['stmtinfo'], 'stmt_rslt') : told.code);
const describedBy = (told: Told): string => (told.done ? textOf(told.output['stmtinfo'], 'stmt_rslt_dscr') : told.code);
