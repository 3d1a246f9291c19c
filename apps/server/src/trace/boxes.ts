/**
 * One code, one valid sale. A box is sold whole, or opened by one institution and sold in parts until nothing of it is left. Of two that sell
 * one box at a moment the index of valid sales lets one in; the other waits for it, and is refused.
 */
import { formatQuantity, quantity } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { instantText } from '@shouhu/interface';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Handling } from '../gateway/transaction.ts';
import type { Schema } from '../store/schema.ts';
import { SoldBefore } from './attempts.ts';
import { maskTraceCode } from './codes.ts';
import { refuseForeign } from './origin.ts';
import type { EndedWhy } from './schema.ts';
import type { Terms } from './terms.ts';

/** Where a sale is written: a fee line of a settlement, or a sale by 3505. */
export interface Bill {
  readonly setl_id: string | null;
  readonly mdtrt_id: string | null;
  readonly feedetl_sn: string | null;
  readonly movement_id: number | null;
  readonly psn_no: string | null;
}

/** Boxes that one line sells. */
export interface SoldLine {
  readonly bill: Bill;
  readonly med_list_codg: string;
  readonly trdn_flag: boolean;
  readonly cnt: number;
  readonly codes: readonly string[];
}

/** A valid sale, new or found. */
interface Held {
  readonly sale_id: number;
  readonly drug_trac_codg: string;
  readonly med_list_codg: string;
  readonly fixmedins_code: string;
  readonly trdn_flag: boolean;
  readonly made: boolean;
}

/** @throws ShouhuError SH-Z001 to SH-Z003, SH-Z007, SH-Z010 to SH-Z012 */
export async function sellBoxes(handling: Handling, lines: readonly SoldLine[], terms: Terms): Promise<void> {
  const { trx, at } = handling;
  const wanted = wantedOf(lines);
  if (wanted.size === 0) return;
  await refuseForeign(handling, wanted);
  const held = await hold(handling, wanted);
  await refuseSold(handling, held, wanted);
  const left = await leftOf(trx, held, terms);
  const byCode = new Map(held.map((one) => [one.drug_trac_codg, one]));
  const parts = lines.flatMap((line) => partsOf(line, byCode, left));
  // However many they are, one statement.
  await sql`INSERT INTO trace_part (sale_id, setl_id, mdtrt_id, feedetl_sn, movement_id, psn_no, cnt, taken_at)
    SELECT sale_id, setl_id, mdtrt_id, feedetl_sn, movement_id, psn_no, cnt, ${at} FROM jsonb_populate_recordset(NULL::trace_part, ${JSON.stringify(parts)}::jsonb)`.execute(
    trx,
  );
}

type Wanted = ReadonlyMap<string, { readonly med_list_codg: string; readonly trdn_flag: boolean }>;

/** A box may stand on several lines of a bill when it is sold in parts. @throws ShouhuError SH-Z003 */
function wantedOf(lines: readonly SoldLine[]): Wanted {
  const wanted = new Map<string, { med_list_codg: string; trdn_flag: boolean }>();
  for (const { codes, med_list_codg, trdn_flag } of lines)
    for (const code of codes) {
      const before = wanted.get(code);
      if (before !== undefined && !(before.trdn_flag && trdn_flag && before.med_list_codg === med_list_codg))
        throw shouhuError('SH-Z003', { code: maskTraceCode(code) }, { field: 'drug_trac_codg' });
      wanted.set(code, { med_list_codg, trdn_flag });
    }
  return wanted;
}

/** The valid sale of each code, locked: a new one where there was none. In the order of codes, so that nobody waits in a ring. */
async function hold({ trx, message }: Handling, wanted: Wanted): Promise<readonly Held[]> {
  const codes = [...wanted.keys()].toSorted((a, b) => (a < b ? -1 : 1));
  const items = codes.map((code) => wanted.get(code)?.med_list_codg ?? '');
  const flags = codes.map((code) => wanted.get(code)?.trdn_flag ?? false);
  const { rows } = await sql<Held>`
    INSERT INTO trace_sale AS own (drug_trac_codg, med_list_codg, fixmedins_code, trdn_flag)
    SELECT code, item, ${message.fixmedins_code}, flag FROM unnest(${codes}::text[], ${items}::text[], ${flags}::boolean[]) AS box (code, item, flag)
    ON CONFLICT (drug_trac_codg) WHERE ended_at IS NULL DO UPDATE SET trdn_flag = own.trdn_flag
    RETURNING own.sale_id, own.drug_trac_codg, own.med_list_codg, own.fixmedins_code, own.trdn_flag, own.xmax = 0 AS made`.execute(
    trx,
  );
  return rows;
}

/** Boxes of which more may be sold here: opened by this institution for the same drug. */
function goesOn({ message }: Handling, { made, fixmedins_code, trdn_flag, ...one }: Held, wanted: Wanted): boolean {
  const { trdn_flag: split, med_list_codg } = wanted.get(one.drug_trac_codg) ?? { trdn_flag: false, med_list_codg: '' };
  if (made) return true;
  return trdn_flag && split && fixmedins_code === message.fixmedins_code && med_list_codg === one.med_list_codg;
}

interface LastBill {
  readonly sale_id: number;
  readonly taken_at: Date;
  readonly bill: string;
}

/** Last bills of boxes that are sold, for those who are refused. */
export async function lastBills(trx: Transaction<Schema>, sale_ids: readonly number[]): Promise<LastBill[]> {
  const { rows } = await sql<LastBill>`
    SELECT DISTINCT ON (part.sale_id) part.sale_id, part.taken_at, coalesce('setl_id ' || part.setl_id, '3505 ' || docno, '3505') AS bill
    FROM trace_part part LEFT JOIN stock_movement ON stock_movement.movement_id = part.movement_id
    WHERE part.sale_id = ANY (${sale_ids}::bigint[]) ORDER BY part.sale_id, part.part_id DESC`.execute(trx);
  return rows;
}

/** @throws ShouhuError SH-Z001, SH-Z002 */
async function refuseSold(handling: Handling, held: readonly Held[], wanted: Wanted): Promise<void> {
  const sold = held.filter((one) => !goesOn(handling, one, wanted));
  const [first] = sold;
  if (first === undefined) return;
  const sale_ids = sold.map(({ sale_id }) => sale_id);
  throw soldBefore(handling, first, sold, await lastBills(handling.trx, sale_ids));
}

/** What {@link sellBoxes} would refuse, as far as it shows without holding anything. @throws ShouhuError as it */
export async function lookAtBoxes(handling: Handling, lines: readonly SoldLine[]): Promise<void> {
  const { trx } = handling;
  const wanted = wantedOf(lines);
  if (wanted.size === 0) return;
  await refuseForeign(handling, wanted);
  const sold = await trx
    .selectFrom('trace_sale')
    .select(['sale_id', 'drug_trac_codg', 'med_list_codg', 'fixmedins_code', 'trdn_flag'])
    .where('drug_trac_codg', 'in', [...wanted.keys()])
    .where('ended_at', 'is', null)
    .orderBy('drug_trac_codg')
    .execute();
  const held = sold.map((one) => ({ ...one, made: false }));
  await refuseSold(handling, held, wanted);
}

/** What the till may know: of its own sales the bill, of others the day. */
export function soldBefore(
  { message }: Handling,
  first: Pick<Held, 'sale_id' | 'drug_trac_codg' | 'fixmedins_code'>,
  sold: readonly Pick<Held, 'sale_id' | 'drug_trac_codg'>[],
  bills: readonly LastBill[],
): Error {
  const { taken_at, bill = '—' } = bills.find(({ sale_id }) => sale_id === first.sale_id) ?? {};
  const time = taken_at === undefined ? '—' : instantText(taken_at);
  const code = maskTraceCode(first.drug_trac_codg);
  const cause = new SoldBefore(sold);
  const field = 'drug_trac_codg';
  if (first.fixmedins_code === message.fixmedins_code)
    return shouhuError('SH-Z002', { code, time, bill }, { field }, cause);
  return shouhuError('SH-Z001', { code, time: time.slice(0, 10) }, { field }, cause);
}

/** What is left in each box that is sold in parts, in 1e-4; of a pack that is not known there is always enough. */
async function leftOf(
  trx: Transaction<Schema>,
  held: readonly Held[],
  { itemOf }: Terms,
): Promise<Map<number, number>> {
  const split = held.filter(({ trdn_flag }) => trdn_flag);
  const left = new Map(split.map((one) => [one.sale_id, itemOf(one.med_list_codg).pack_cnt ?? Infinity]));
  const opened = split.filter(({ made }) => !made).map(({ sale_id }) => sale_id);
  if (opened.length === 0) return left;
  const { rows } = await sql<{ sale_id: number; cnt: number }>`
    SELECT sale_id, sum(cnt)::bigint AS cnt FROM trace_part WHERE sale_id = ANY (${opened}::bigint[]) AND ended_at IS NULL
    GROUP BY sale_id`.execute(trx);
  for (const { sale_id, cnt } of rows) left.set(sale_id, (left.get(sale_id) ?? Infinity) - cnt);
  return left;
}

/** Boxes that are sold in parts are used up one after the other, the one with least left first. @throws ShouhuError SH-Z007 */
function partsOf(
  { codes, bill, trdn_flag, cnt }: SoldLine,
  held: ReadonlyMap<string, Held>,
  left: Map<number, number>,
): readonly (Bill & { readonly sale_id: number; readonly cnt: number | null })[] {
  const boxes = codes.flatMap((code) => held.get(code) ?? []);
  if (!trdn_flag) return boxes.map(({ sale_id }) => ({ ...bill, sale_id, cnt: null }));
  const inTurn = boxes.toSorted(
    (a, b) => (left.get(a.sale_id) ?? 0) - (left.get(b.sale_id) ?? 0) || a.sale_id - b.sale_id,
  );
  let rest = cnt;
  const parts = inTurn.map(({ sale_id }) => {
    const had = left.get(sale_id) ?? 0;
    const taken = Math.min(rest, had);
    left.set(sale_id, had - taken);
    rest -= taken;
    return { ...bill, sale_id, cnt: taken };
  });
  if (rest > 0) {
    const code = maskTraceCode(boxes[0]?.drug_trac_codg ?? '');
    const shown = { left: formatQuantity(quantity(cnt - rest)), cnt: formatQuantity(quantity(cnt)) };
    throw shouhuError('SH-Z007', { code, ...shown }, { field: 'drug_trac_codg' });
  }
  return parts;
}

/** An open part of a sale. */
export interface Part {
  readonly part_id: number;
  readonly sale_id: number;
}

/** Ends parts, and sales of which no part is left: the boxes may be sold again. */
export async function endParts(
  { trx, at }: Handling,
  parts: readonly Part[],
  why: EndedWhy,
  ended_by: number | null = null,
): Promise<void> {
  if (parts.length === 0) return;
  const sales = [...new Set(parts.map(({ sale_id }) => sale_id))];
  // A part that is just being sold is seen after the wait.
  await sql`SELECT FROM trace_sale WHERE sale_id = ANY (${sales}::bigint[]) ORDER BY drug_trac_codg FOR UPDATE`.execute(
    trx,
  );
  await sql`UPDATE trace_part SET ended_at = ${at}, ended_why = ${why}, ended_by = ${ended_by}
    WHERE part_id = ANY (${parts.map(({ part_id }) => part_id)}::bigint[]) AND ended_at IS NULL`.execute(trx);
  await sql`UPDATE trace_sale sale SET ended_at = ${at} WHERE sale_id = ANY (${sales}::bigint[]) AND ended_at IS NULL
    AND NOT EXISTS (SELECT FROM trace_part part WHERE part.sale_id = sale.sale_id AND part.ended_at IS NULL)`.execute(
    trx,
  );
}
