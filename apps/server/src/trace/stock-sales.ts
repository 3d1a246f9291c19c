/** Sales (3505) and their returns (3506): stock goes and comes, boxes are sold and free again. */
import { formatQuantity, quantity } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { blindIndex } from '@shouhu/vault';
import { sql } from 'kysely';
import type { Handling } from '../gateway/transaction.ts';
import { lockWithPayers } from '../insured/lock-person.ts';
import { catalogueOf } from '../settlement/catalogue.ts';
import { endParts, sellBoxes } from './boxes.ts';
import type { Bill } from './boxes.ts';
import { maskTraceCode } from './codes.ts';
import { checkBoxes } from './counts.ts';
import { lockStock, move } from './movements.ts';
import type { Change } from './movements.ts';
import { particularsOf } from './stock-fields.ts';
import type { EndedWhy } from './schema.ts';
import type { Returned, Sold } from './stock-fields.ts';
import { termsOf } from './terms.ts';
import type { Terms } from './terms.ts';

/** @throws ShouhuError SH-Z001 to SH-Z007, SH-Z010 to SH-Z013, SH-Z018 */
export async function sellStock(handling: Handling, row: Sold, codes: readonly string[]): Promise<void> {
  const { med_list_codg, trdn_flag, sel_retn_cnt: cnt, rtal_docno, setl_id, psn_no } = row;
  const terms = await termsOfRow(handling, row);
  const of = row.mdtrt_setl_type === '1' ? setl_id : null;
  const stands = of === null || (await settlementStands(handling, of, psn_no));
  const change = {
    ...changeOf(handling, row, codes),
    infno: '3505',
    delta: 0 - cnt,
    docno: rtal_docno,
    setl_id: of,
  } as const;
  const movement_id = await move(handling, change, terms);
  if (movement_id === undefined) return;
  if (!stands) throw shouhuError('SH-Z018', { setl_id: of ?? '' }, { field: 'setl_id' });
  checkBoxes(terms, { ...(await lineOf(handling, row, rtal_docno)), codes });
  const settled = of === null ? new Set() : await boxesOfSettlement(handling, of);
  const bill: Bill = { setl_id: of, mdtrt_id: null, feedetl_sn: null, movement_id, psn_no };
  const missing = codes.filter((code) => !settled.has(code));
  if (missing.length > 0) await sellBoxes(handling, [{ bill, med_list_codg, trdn_flag, cnt, codes: missing }], terms);
}

const termsOfRow = async ({ trx, message }: Handling, { med_list_codg }: Sold | Returned): Promise<Terms> =>
  termsOf(trx, message.admdvs, [med_list_codg]);

async function lineOf({ trx }: Handling, row: Sold | Returned, feedetl_sn: string) {
  const { med_list_codg, sel_retn_time, sel_retn_cnt: cnt, trdn_flag } = row;
  const day = sel_retn_time.slice(0, 10);
  const { list_type } = (await catalogueOf(trx, [med_list_codg]))(med_list_codg, day);
  return { feedetl_sn, med_list_codg, list_type, day, cnt, trdn_flag };
}

function changeOf(
  { ring }: Handling,
  row: Sold | Returned,
  codes: readonly string[],
): Omit<Change, 'infno' | 'docno' | 'setl_id'> {
  const { med_list_codg, fixmedins_hilist_id, fixmedins_bchno, trdn_flag, certno, psn_no } = row;
  return {
    med_list_codg,
    fixmedins_hilist_id,
    fixmedins_bchno,
    trdn_flag,
    cnt: row.sel_retn_cnt,
    pric: row.finl_trns_pric,
    biz_time: row.sel_retn_time,
    psn_no,
    certno_index: certno === null ? null : buyerIndex(ring, certno),
    particulars: particularsOf(row),
    codes,
  };
}

/** By which a buyer is found again. */
export const buyerIndex = (ring: Handling['ring'], certno: string): string =>
  blindIndex(ring, 'stock buyer', certno.trim().toUpperCase());

/** Whether a settlement is of this institution, of the person where one is named, and was not cancelled; a cancellation waits. */
async function settlementStands({ trx, message }: Handling, setl_id: string, psn_no: string | null): Promise<boolean> {
  const row = await trx
    .selectFrom('settlement')
    .select(['psn_no', 'refd_setl_flag'])
    .where('setl_id', '=', setl_id)
    .where('fixmedins_code', '=', message.fixmedins_code)
    .executeTakeFirst();
  if (row === undefined || row.refd_setl_flag || (psn_no !== null && row.psn_no !== psn_no)) return false;
  await lockWithPayers(trx, row.psn_no);
  const back = trx.selectFrom('settlement').select('setl_id').where('init_setl_id', '=', setl_id);
  return (await back.executeTakeFirst()) === undefined;
}

async function boxesOfSettlement({ trx }: Handling, setl_id: string): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('trace_part')
    .innerJoin('trace_sale', 'trace_sale.sale_id', 'trace_part.sale_id')
    .select('drug_trac_codg')
    .where('setl_id', '=', setl_id)
    .where('trace_part.ended_at', 'is', null)
    .execute();
  return new Set(rows.map(({ drug_trac_codg }) => drug_trac_codg));
}

/** @throws ShouhuError SH-Z004, SH-Z006, SH-Z014 to SH-Z016 */
export async function takeReturn(handling: Handling, row: Returned, codes: readonly string[]): Promise<void> {
  const { setl_id, sel_retn_cnt: cnt, trdn_flag, medins_prod_sel_no, fixmedins_bchno } = row;
  const terms = await termsOfRow(handling, row);
  await lockStock(handling, row);
  const docno = medins_prod_sel_no;
  const change = { ...changeOf(handling, row, codes), infno: '3506', delta: cnt, docno, setl_id } as const;
  const sold = await soldOf(handling, change);
  const movement_id = await move(handling, change, terms);
  if (movement_id === undefined) return;
  checkBoxes(terms, { ...(await lineOf(handling, row, medins_prod_sel_no ?? fixmedins_bchno)), codes });
  if (cnt > sold) {
    const shown = { cnt: formatQuantity(quantity(cnt)), sold: formatQuantity(quantity(sold)) };
    throw shouhuError('SH-Z014', shown, { field: 'sel_retn_cnt' });
  }
  await freeBoxes(handling, codes, trdn_flag ? cnt : null, movement_id);
}

/** What of a batch was sold and has not come back, under a settlement where one is named. */
async function soldOf({ trx, message }: Handling, change: Change): Promise<number> {
  const { fixmedins_hilist_id, fixmedins_bchno, setl_id } = change;
  const { sold } = await trx
    .selectFrom('stock_movement')
    .select(sql<number>`coalesce(-sum(delta), 0)::bigint`.as('sold'))
    .where('fixmedins_code', '=', message.fixmedins_code)
    .where('fixmedins_hilist_id', '=', fixmedins_hilist_id)
    .where('fixmedins_bchno', '=', fixmedins_bchno)
    .where('infno', 'in', ['3505', '3506'])
    .$if(setl_id !== null, (query) => query.where('setl_id', '=', setl_id))
    .executeTakeFirstOrThrow();
  return sold;
}

interface SoldPart extends Bill {
  readonly part_id: number;
  readonly sale_id: number;
  readonly drug_trac_codg: string;
  readonly cnt: number | null;
  readonly ended_why: EndedWhy | null;
}

/**
 * Boxes that come back may be sold again; of those sold in parts, what came back. What a settlement pays for is not free while it stands.
 * @param cnt of boxes sold in parts, what comes back
 */
async function freeBoxes(
  handling: Handling,
  codes: readonly string[],
  cnt: number | null,
  movement_id: number,
): Promise<void> {
  if (codes.length === 0) return;
  const parts = await partsSoldHere(handling, codes);
  const byCode = Map.groupBy(parts, ({ drug_trac_codg }) => drug_trac_codg);
  const told = codes.flatMap((code) => returnable(code, byCode.get(code) ?? []));
  if (cnt === null) return endParts(handling, told, 'return', movement_id);
  let rest = cnt;
  const ending: SoldPart[] = [];
  for (const part of told) {
    const back = Math.min(rest, part.cnt ?? rest);
    if (back === (part.cnt ?? rest) && back > 0) ending.push(part);
    else if (back > 0) await takeOff(handling, part, back, movement_id);
    rest -= back;
  }
  return endParts(handling, ending, 'return', movement_id);
}

/** The latest first; the sales are held, and read after the wait. */
async function partsSoldHere({ trx, message }: Handling, codes: readonly string[]): Promise<readonly SoldPart[]> {
  const sales = sql`FROM trace_sale sale WHERE drug_trac_codg = ANY (${codes}) AND fixmedins_code = ${message.fixmedins_code}`;
  await sql`SELECT ${sales} ORDER BY drug_trac_codg, sale_id FOR UPDATE`.execute(trx);
  const { rows } = await sql<SoldPart>`
    SELECT part_id, sale_id, drug_trac_codg, setl_id, mdtrt_id, feedetl_sn, movement_id, psn_no, cnt, ended_why
    FROM trace_part JOIN (SELECT sale_id, drug_trac_codg ${sales}) own USING (sale_id) ORDER BY drug_trac_codg, part_id DESC`.execute(
    trx,
  );
  return rows;
}

/** Goods of a settlement that was cancelled or refunded are free already. @throws ShouhuError SH-Z015, SH-Z016 */
function returnable(drug_trac_codg: string, parts: readonly SoldPart[]): readonly SoldPart[] {
  const place = { field: 'drug_trac_codg' };
  const code = maskTraceCode(drug_trac_codg);
  const open = parts.filter(({ ended_why }) => ended_why === null);
  const told = open.filter(({ setl_id }) => setl_id === null);
  const [paid] = open;
  if (told.length === 0 && paid !== undefined)
    throw shouhuError('SH-Z016', { code, setl_id: paid.setl_id ?? '' }, place);
  const why = parts[0]?.ended_why;
  if (told.length === 0 && why !== 'cancelled' && why !== 'refund') throw shouhuError('SH-Z015', { code }, place);
  return told;
}

/** Some of an opened box came back: a part by itself, that has ended. */
async function takeOff({ trx, at }: Handling, part: SoldPart, cnt: number, ended_by: number): Promise<void> {
  const { sale_id, setl_id, mdtrt_id, feedetl_sn, movement_id, psn_no } = part;
  const bill = { setl_id, mdtrt_id, feedetl_sn, movement_id, psn_no };
  await trx
    .updateTable('trace_part')
    .set((e) => ({ cnt: e('cnt', '-', cnt) }))
    .where('part_id', '=', part.part_id)
    .execute();
  await trx
    .insertInto('trace_part')
    .values({ ...bill, sale_id, cnt, taken_at: at, ended_at: at, ended_why: 'return', ended_by })
    .execute();
}
