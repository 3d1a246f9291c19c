/** The months that were cleared, and the list of one of them as a file. */
import { fen, formatYuan } from '@shouhu/codes';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Column } from '../lists/export.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import { STATE_NAMES } from './confirm.ts';
import { listClearings } from './read.ts';
import type { ClearingFilter, ClearingView } from './read.ts';
import type { ClearingState } from './schema.ts';
import { firstDayOf } from './terms.ts';

export interface MonthListed {
  /** `yyyy-MM`. */
  readonly month: string;
  readonly state: ClearingState;
  readonly institutions: number;
  readonly pay_fen: number;
}

/** Months back from the latest. */
const MONTHS = 24;

/** By month and state within reach, the latest first. @throws ShouhuError SH-H002 without the right */
export async function listMonths(db: Kysely<Schema>, { caller }: Asking): Promise<MonthListed[]> {
  const within = rowsWithin(scopeOf(caller, 'clearing.read'), 'clearing');
  const { rows } = await sql<MonthListed>`
    SELECT to_char(month, 'YYYY-MM') AS month, state, count(*) AS institutions, sum(pay_fen)::bigint AS pay_fen FROM clearing
    WHERE ${within} AND month > (SELECT max(month) FROM clearing) - ${MONTHS} * interval '1 month'
    GROUP BY clearing.month, state ORDER BY clearing.month DESC, state`.execute(db);
  return rows;
}

const amount = (id: string, title: string, of: (row: ClearingView) => number): Column<ClearingView> => ({
  id,
  title,
  kind: 'text',
  width: 16,
  of: (row) => formatYuan(fen(of(row))),
});

/** Columns of the list of a month as a file. */
export const CLEARING_COLUMNS: readonly Column<ClearingView>[] = [
  { id: 'month', title: '清算月份', kind: 'text', width: 12, of: ({ month }) => month.slice(0, 7) },
  { id: 'fixmedins_code', title: '机构代码', kind: 'text', width: 16, of: ({ fixmedins_code }) => fixmedins_code },
  { id: 'fixmedins_name', title: '机构名称', kind: 'text', width: 30, of: ({ fixmedins_name }) => fixmedins_name },
  { id: 'state', title: '状态', kind: 'text', width: 14, of: ({ state }) => STATE_NAMES[state] },
  amount('gross_fen', '应付（元）', ({ gross_fen }) => gross_fen),
  amount('deducted_fen', '扣款（元）', ({ deducted_fen }) => deducted_fen),
  amount('carried_in_fen', '上期结转（元）', ({ carried_in_fen }) => carried_in_fen),
  amount('pay_fen', '实付（元）', ({ pay_fen }) => pay_fen),
  { id: 'pay_due', title: '最迟支付日', kind: 'text', width: 12, of: ({ pay_due }) => pay_due ?? '' },
  { id: 'overdue', title: '逾期', kind: 'text', width: 8, of: ({ overdue }) => (overdue ? '是' : '') },
];

/** Clearings of a month that the filter matches, in pages. @throws ShouhuError SH-H002 without the right */
export async function* clearingPages(
  db: Kysely<Schema>,
  asking: Asking,
  filter: Pick<ClearingFilter, 'month' | 'state'>,
): AsyncGenerator<ClearingView[]> {
  firstDayOf(filter.month);
  for (let after = ''; ;) {
    const page = await listClearings(db, asking, { ...filter, after, limit: 1_000 });
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    after = last.fixmedins_code;
  }
}
