/** Clearings as staff and the institution itself see them. */
import { fen, formatCivilDate, formatYuan } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking, Scope } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Column } from '../lists/export.ts';
import type { Schema } from '../store/schema.ts';
import type { Services } from '../http/new-app.ts';
import { accountsOn } from './banks.ts';
import { isReady, sumOf } from './approve.ts';
import type { ClearingRow } from './approve.ts';
import { objectedAmong } from './objected.ts';
import { objectionsOf } from './objections.ts';
import type { Objection } from './objections.ts';
import { withheldAmong } from './pay.ts';
import { confirmDue, firstDayOf, lastDayOf, payDue } from './terms.ts';

type Db = Kysely<Schema>;

export interface ClearingView extends Omit<ClearingRow, 'order_id' | 'admdvs'> {
  readonly order_id: string | null;
  readonly fixmedins_name: string;
  /** Last day for objections, and for paying; null while the holidays of the year are not known. */
  readonly confirm_due: string | null;
  readonly pay_due: string | null;
  /** Not paid, and its last day is over. */
  readonly overdue: boolean;
  /** A measure suspends its payment today. */
  readonly withheld: boolean;
  /** It objected, and nobody has answered. */
  readonly objected: boolean;
}

export interface ClearingFilter {
  /** `yyyy-MM`. */
  readonly month: string;
  readonly state?: ClearingRow['state'] | undefined;
  /** The code of the last of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** By code. @throws ShouhuError SH-H002 without the right */
export async function listClearings(db: Db, { caller, at }: Asking, filter: ClearingFilter): Promise<ClearingView[]> {
  const { month, state, after = '', limit } = filter;
  const rows = await clearingsWithin(db, scopeOf(caller, 'clearing.read'), firstDayOf(month))
    .$if(state !== undefined, (query) => query.where('clearing.state', '=', state ?? 'computed'))
    .where('clearing.fixmedins_code', '>', after)
    .limit(limit)
    .execute();
  return viewed(db, rows, at);
}

function clearingsWithin(db: Db, scope: Scope, first: string) {
  return db
    .selectFrom('clearing')
    .innerJoin('institution', 'institution.fixmedins_code', 'clearing.fixmedins_code')
    .selectAll('clearing')
    .select('fixmedins_name')
    .where('month', '=', first)
    .where(rowsWithin(scope, 'clearing'))
    .orderBy('clearing.fixmedins_code');
}

async function viewed(
  db: Db,
  rows: readonly (ClearingRow & { readonly fixmedins_name: string })[],
  at: Date,
): Promise<ClearingView[]> {
  const day = civilDayOf(at);
  const today = formatCivilDate(day);
  const withheld = await withheldAmong(
    db,
    rows.map(({ fixmedins_code }) => fixmedins_code),
    day,
  );
  const objected = await objectedAmong(db, rows[0]?.month ?? today);
  return rows.map(({ admdvs: _admdvs, ...row }) => {
    const pay_due = payDue(row.terms, row.month);
    const isOpen = row.state !== 'paid' && row.pay_fen > 0;
    return {
      ...row,
      confirm_due: confirmDue(row.terms, row.computed_on),
      pay_due,
      overdue: isOpen && pay_due !== null && today > pay_due,
      withheld: withheld.has(row.fixmedins_code),
      objected: objected.has(row.fixmedins_code),
    };
  });
}

export interface MonthView {
  readonly month: string;
  /** Institutions with settlements of the month and no clearing, and how many of them are beyond their day. */
  readonly open: number;
  readonly open_overdue: number;
  readonly states: readonly { readonly state: string; readonly institutions: number; readonly fen: number }[];
  /** What can be approved today, and what can be paid. */
  readonly ready: { readonly institutions: number; readonly fen: number };
  readonly payable: { readonly institutions: number; readonly fen: number };
  readonly overdue: number;
  readonly withheld: number;
  readonly objected: number;
}

/** How far a month is. @throws ShouhuError SH-H002 without the right */
export async function monthOf(db: Db, { caller, at }: Asking, month: string): Promise<MonthView> {
  const scope = scopeOf(caller, 'clearing.read');
  const first = firstDayOf(month);
  const today = formatCivilDate(civilDayOf(at));
  const rows = await viewed(db, await clearingsWithin(db, scope, first).execute(), at);
  const counted = (some: readonly ClearingView[]) => ({ institutions: some.length, fen: sumOf(some) });
  const open = await openOnes(db, scope, first);
  return {
    month,
    open: open.length,
    open_overdue: open.filter(({ terms }) => today > (payDue(terms, first) ?? today)).length,
    states: [...Map.groupBy(rows, ({ state }) => state)].map(([state, own]) => ({ state, ...counted(own) })),
    ready: counted(rows.filter((row) => isReady(row, today) && !row.objected)),
    payable: counted(rows.filter(({ state, pay_fen, withheld }) => state === 'approved' && pay_fen > 0 && !withheld)),
    overdue: rows.filter(({ overdue }) => overdue).length,
    withheld: rows.filter(({ withheld }) => withheld).length,
    objected: rows.filter(({ objected }) => objected).length,
  };
}

async function openOnes(db: Db, scope: Scope, first: string): Promise<Pick<ClearingRow, 'terms'>[]> {
  const { rows } = await sql<Pick<ClearingRow, 'terms'>>`
    SELECT coalesce(t.terms, 'standard') AS terms FROM institution i LEFT JOIN clearing_terms t USING (fixmedins_code)
    WHERE ${rowsWithin(scope, 'i')} AND NOT EXISTS (SELECT FROM clearing c WHERE c.fixmedins_code = i.fixmedins_code AND month = ${first}::date)
      AND EXISTS (SELECT FROM settlement s WHERE s.fixmedins_code = i.fixmedins_code AND setl_time >= ${first}::timestamp
        AND setl_time < ${lastDayOf(first)}::timestamp + interval '1 day')`.execute(db);
  return rows;
}

export interface ClearingLines {
  readonly clearing: ClearingView;
  readonly kinds: readonly Omit<Selectable<Schema['clearing_kind']>, 'fixmedins_code' | 'month'>[];
  readonly lines: readonly {
    readonly insutype: string;
    readonly clr_type: string;
    readonly fund_pay_type: string;
    readonly fen: number;
  }[];
  readonly deductions: readonly { readonly matter_id: string; readonly day: string; readonly fen: number }[];
  readonly objections: readonly Objection[];
}

/** What a clearing is made of. @throws ShouhuError SH-H003 where there is none, or not within reach */
export async function clearingOf(db: Db, { caller, at }: Asking, code: string, month: string): Promise<ClearingLines> {
  const first = firstDayOf(month);
  const found = await clearingsWithin(db, scopeOf(caller, 'clearing.read'), first)
    .where('clearing.fixmedins_code', '=', code)
    .execute();
  const [clearing] = await viewed(db, found, at);
  if (clearing === undefined) throw shouhuError('SH-H003', { id: `${code} ${month}` });
  const kinds = await db
    .selectFrom('clearing_kind')
    .select(['insutype', 'clr_type', 'setl_cnt', 'medfee_sumamt', 'fund_pay_sumamt', 'acct_pay'])
    .where('fixmedins_code', '=', code)
    .where('month', '=', first)
    .orderBy('insutype')
    .orderBy('clr_type')
    .execute();
  const lines = await db
    .selectFrom('clearing_line')
    .select(['insutype', 'clr_type', 'fund_pay_type', 'fen'])
    .where('fixmedins_code', '=', code)
    .where('month', '=', first)
    .orderBy('insutype')
    .orderBy('clr_type')
    .orderBy('fund_pay_type')
    .execute();
  const deductions = await db
    .selectFrom('clearing_deduction')
    .innerJoin('ledger_entry', 'ledger_entry.entry_id', 'clearing_deduction.entry_id')
    .select(['memo', 'day', 'fen'])
    .where('fixmedins_code', '=', code)
    .where('month', '=', first)
    .orderBy('day')
    .orderBy('clearing_deduction.entry_id')
    .execute();
  return {
    clearing,
    kinds,
    lines,
    deductions: deductions.map(({ memo, day, fen: amount }) => ({ matter_id: memo.slice(7), day, fen: amount })),
    objections: await objectionsOf(db, code, first),
  };
}

export interface OrderRow {
  readonly order_id: string;
  readonly day: string;
  readonly month: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly pay_fen: number;
  /** Of the account that held on the day of the order; null: none was registered. */
  readonly holder: string | null;
  readonly bank: string | null;
  readonly account_no: string | null;
}

/** Of an institution whose account nobody has registered. */
const NO_ACCOUNT = { bank: null, holder: null, account_no: null };

/** Columns of the file for the bank. */
export const ORDER_COLUMNS: readonly Column<OrderRow>[] = [
  { id: 'order_id', title: '支付单号', kind: 'text', width: 38, of: ({ order_id }) => order_id },
  { id: 'day', title: '日期', kind: 'text', width: 12, of: ({ day }) => day },
  { id: 'month', title: '清算月份', kind: 'text', width: 12, of: ({ month }) => month.slice(0, 7) },
  { id: 'fixmedins_code', title: '机构代码', kind: 'text', width: 16, of: ({ fixmedins_code }) => fixmedins_code },
  { id: 'fixmedins_name', title: '机构名称', kind: 'text', width: 30, of: ({ fixmedins_name }) => fixmedins_name },
  { id: 'holder', title: '户名', kind: 'text', width: 30, of: ({ holder }) => holder ?? '' },
  { id: 'bank', title: '开户银行', kind: 'text', width: 30, of: ({ bank }) => bank ?? '' },
  { id: 'account_no', title: '收款账号', kind: 'text', width: 30, of: ({ account_no }) => account_no ?? '' },
  { id: 'amount', title: '金额（元）', kind: 'text', width: 16, of: ({ pay_fen }) => formatYuan(fen(pay_fen)) },
];

/** Rows of an order within the caller's reach, by code, in pages. */
export async function* orderPages(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller }: Asking,
  order_id: string,
): AsyncGenerator<OrderRow[]> {
  const scope = scopeOf(caller, 'clearing.pay');
  for (let after = ''; ;) {
    const page = await db
      .selectFrom('clearing')
      .innerJoin('institution', 'institution.fixmedins_code', 'clearing.fixmedins_code')
      .innerJoin('clearing_order', 'clearing_order.order_id', 'clearing.order_id')
      .select([
        'clearing_order.order_id',
        'day',
        'clearing.month',
        'clearing.fixmedins_code',
        'fixmedins_name',
        'pay_fen',
      ])
      .where('clearing_order.order_id', '=', order_id)
      .where(rowsWithin(scope, 'clearing'))
      .where('clearing.fixmedins_code', '>', after)
      .orderBy('clearing.fixmedins_code')
      .limit(1_000)
      .execute();
    const last = page.at(-1);
    if (last === undefined) return;
    const accounts = await accountsOn(
      db,
      ring,
      page.map(({ fixmedins_code }) => fixmedins_code),
      last.day,
    );
    yield page.map((row) => ({ ...row, ...(accounts.get(row.fixmedins_code) ?? NO_ACCOUNT) }));
    after = last.fixmedins_code;
  }
}

/** @throws ShouhuError SH-H003 for an order that is not within reach */
export async function refuseUnknownOrder(db: Db, { caller }: Asking, order_id: string): Promise<void> {
  const found = await db
    .selectFrom('clearing')
    .select('order_id')
    .where('order_id', '=', order_id)
    .where(rowsWithin(scopeOf(caller, 'clearing.pay'), 'clearing'))
    .executeTakeFirst();
  if (found === undefined) throw shouhuError('SH-H003', { id: order_id });
}
