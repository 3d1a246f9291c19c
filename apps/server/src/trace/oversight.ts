/** What staff see of boxes and stock: where a box was bought and sold, who tried to sell it again, and where stock fell below zero. */
import { quantityOf } from '../settlement/numbers.ts';
import { instantText } from '@shouhu/interface';
import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import { maskTraceCode } from './codes.ts';
import { lookUp } from './look-up.ts';
import type { SalesOfBox } from './look-up.ts';
import type { EndedWhy } from './schema.ts';

interface BoxSale {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly med_list_codg: string;
  readonly trdn_flag: boolean;
  readonly setl_id: string | null;
  readonly docno: string | null;
  readonly cnt: number | null;
  readonly taken_at: string;
  readonly ended_at: string | null;
  readonly ended_why: EndedWhy | null;
}

interface BoxMove {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly infno: string;
  readonly med_list_codg: string;
  readonly fixmedins_bchno: string;
  readonly biz_time: string;
  readonly withdrawn: boolean;
}

export interface Box {
  readonly sales: SalesOfBox;
  readonly sold: readonly BoxSale[];
  readonly moved: readonly BoxMove[];
}

/** The latest first; of institutions within reach. @throws ShouhuError SH-H002 */
export async function readBox(db: Kysely<Schema>, { caller, at }: Asking, drug_trac_codg: string): Promise<Box> {
  const within = rowsWithin(scopeOf(caller, 'trace.read'), 'i');
  const { rows: sold } = await sql<Omit<BoxSale, 'taken_at' | 'ended_at'> & { taken_at: Date; ended_at: Date | null }>`
    SELECT i.fixmedins_code, i.fixmedins_name, sale.med_list_codg, sale.trdn_flag, part.setl_id, docno, part.cnt, taken_at, part.ended_at, ended_why
    FROM trace_sale sale JOIN trace_part part USING (sale_id) JOIN institution i ON i.fixmedins_code = sale.fixmedins_code
    LEFT JOIN stock_movement move USING (movement_id)
    WHERE drug_trac_codg = ${drug_trac_codg} AND ${within} ORDER BY part_id DESC LIMIT 200`.execute(db);
  const { rows: moved } = await sql<BoxMove>`
    SELECT i.fixmedins_code, i.fixmedins_name, infno, med_list_codg, fixmedins_bchno, to_char(biz_time, 'YYYY-MM-DD HH24:MI:SS') AS biz_time,
      EXISTS (SELECT FROM stock_movement back WHERE back.reverses = own.movement_id) AS withdrawn
    FROM stock_box box JOIN stock_movement own USING (movement_id) JOIN institution i ON i.fixmedins_code = own.fixmedins_code
    WHERE drug_trac_codg = ${drug_trac_codg} AND ${within} ORDER BY movement_id DESC LIMIT 200`.execute(db);
  return {
    sales: await lookUp(db, drug_trac_codg, at),
    sold: sold.map((row) => ({
      ...row,
      cnt: row.cnt === null ? null : quantityOf(row.cnt),
      taken_at: instantText(row.taken_at),
      ended_at: row.ended_at === null ? null : instantText(row.ended_at),
    })),
    moved,
  };
}

export interface Attempt {
  readonly attempt_id: number;
  readonly code: string;
  readonly drug_trac_codg: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly infno: string;
  readonly msgid: string;
  readonly at: string;
  /** Where it had been sold, and when. */
  readonly sold_by: string;
  readonly seller_name: string;
  readonly med_list_codg: string;
  readonly sold_at: string;
}

export interface AttemptFilter {
  /** Only those of another institution than the one that had sold the box. */
  readonly others: boolean;
  /** Who tried, or who had sold it. */
  readonly fixmedins_code?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** Refused sales of boxes that were sold; seen by those of either institution's region. The latest first. @throws ShouhuError SH-H002 */
export async function listAttempts(
  db: Kysely<Schema>,
  { caller }: Asking,
  { others, fixmedins_code, before, limit }: AttemptFilter,
): Promise<Attempt[]> {
  const scope = scopeOf(caller, 'trace.read');
  const { rows } = await sql<Omit<Attempt, 'code' | 'at' | 'sold_at'> & { at: Date; sold_at: Date }>`
    SELECT attempt_id, own.drug_trac_codg, own.fixmedins_code, i.fixmedins_name, infno, msgid, at, sale.fixmedins_code AS sold_by,
      seller.fixmedins_name AS seller_name, sale.med_list_codg,
      (SELECT max(taken_at) FROM trace_part part WHERE part.sale_id = own.sale_id AND taken_at <= at) AS sold_at
    FROM trace_attempt own JOIN trace_sale sale USING (sale_id) JOIN institution i ON i.fixmedins_code = own.fixmedins_code
    JOIN institution seller ON seller.fixmedins_code = sale.fixmedins_code
    WHERE (${rowsWithin(scope, 'i')} OR ${rowsWithin(scope, 'seller')}) AND (NOT ${others}::boolean OR own.fixmedins_code <> sale.fixmedins_code)
      AND (${fixmedins_code ?? null}::text IS NULL OR ${fixmedins_code ?? null} IN (own.fixmedins_code, sale.fixmedins_code)) AND ${olderThan('attempt_id', before)} ORDER BY attempt_id DESC LIMIT ${limit}`.execute(
    db,
  );
  return rows.map(({ at, sold_at, ...row }) => ({
    ...row,
    code: maskTraceCode(row.drug_trac_codg),
    at: instantText(at),
    sold_at: instantText(sold_at),
  }));
}

export interface Fault {
  readonly movement_id: number;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly infno: string;
  readonly med_list_codg: string;
  readonly fixmedins_bchno: string;
  readonly biz_time: string;
  /** What stock was after it. */
  readonly cnt: number;
}

/** Movements after which stock was below zero, where a region lets them. The latest first. @throws ShouhuError SH-H002 */
export async function listFaults(
  db: Kysely<Schema>,
  { caller }: Asking,
  { before, limit }: Pick<AttemptFilter, 'before' | 'limit'>,
): Promise<Fault[]> {
  const within = rowsWithin(scopeOf(caller, 'trace.read'), 'i');
  const { rows } = await sql<Fault>`
    SELECT movement_id, i.fixmedins_code, i.fixmedins_name, infno, med_list_codg, fixmedins_bchno, to_char(biz_time, 'YYYY-MM-DD HH24:MI:SS') AS biz_time,
      fault.cnt
    FROM stock_fault fault JOIN stock_movement USING (movement_id) JOIN institution i USING (fixmedins_code)
    WHERE ${within} AND ${olderThan('movement_id', before)} ORDER BY movement_id DESC LIMIT ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, cnt: quantityOf(row.cnt) }));
}

const olderThan = (column: string, before: number | undefined): RawBuilder<boolean> =>
  before === undefined ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} < ${before}`;

export interface LookUps {
  readonly day: string;
  readonly sales: number;
  readonly count: number;
}

/** How often codes were looked up and what was found, by day. @throws ShouhuError SH-H002 */
export async function countLookUps(
  db: Kysely<Schema>,
  { caller }: Asking,
  { from, until }: { readonly from: string; readonly until: string },
): Promise<LookUps[]> {
  scopeOf(caller, 'trace.read');
  return db
    .selectFrom('trace_look_up')
    .selectAll()
    .where('day', '>=', from)
    .where('day', '<=', until)
    .orderBy('day')
    .orderBy('sales')
    .execute();
}
