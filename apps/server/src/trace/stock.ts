/** Stock-taking (3501), changes (3502), purchases (3503) and their returns (3504), and what was uploaded by mistake taken back (3507). */
import { shouhuError } from '@shouhu/errors';
import { instantText } from '@shouhu/interface';
import type { Handling } from '../gateway/transaction.ts';
import { endParts, lastBills, sellBoxes, soldBefore } from './boxes.ts';
import { move, reverseMovement, standing } from './movements.ts';
import type { Change, Movement } from './movements.ts';
import type { StockInfno } from './schema.ts';
import { particularsOf } from './stock-fields.ts';
import type { Bought, Changed, Counted, SentBack, Withdrawn } from './stock-fields.ts';
import { termsOf } from './terms.ts';

/** inv_chg_type by which goods come in; the others go out. */
const INTO = new Set(['101', '103', '106', '108']);

type Goods = Pick<Counted, 'med_list_codg' | 'fixmedins_hilist_id' | 'fixmedins_bchno'>;

const nobody = { setl_id: null, psn_no: null, certno_index: null } as const;

function goodsOf(row: Goods, codes: readonly string[]) {
  const { med_list_codg, fixmedins_hilist_id, fixmedins_bchno } = row;
  return { med_list_codg, fixmedins_hilist_id, fixmedins_bchno, ...nobody, particulars: particularsOf(row), codes };
}

/** What there is at the end of a day: the movements up to it are brought to that. */
export async function countStock(handling: Handling, row: Counted, codes: readonly string[]): Promise<void> {
  const { inv_cnt: cnt, invdate } = row;
  const now = instantText(handling.at);
  const end = `${invdate} 23:59:59`;
  const told = {
    infno: '3501',
    cnt,
    biz_time: end < now ? end : now,
    pric: null,
    docno: invdate,
    trdn_flag: false,
  } as const;
  await moved(handling, { ...goodsOf(row, codes), ...told });
}

/** @throws ShouhuError SH-Z001, SH-Z002, SH-Z013 */
export async function changeStock(handling: Handling, row: Changed, codes: readonly string[]): Promise<void> {
  const { inv_chg_type, cnt, pric, inv_chg_time: biz_time, trdn_flag } = row;
  const delta = INTO.has(inv_chg_type) ? cnt : 0 - cnt;
  const told = { infno: '3502', cnt, delta, pric, biz_time, docno: inv_chg_type, trdn_flag } as const;
  const isNew = await moved(handling, { ...goodsOf(row, codes), ...told });
  if (isNew && !trdn_flag) await refuseSoldBoxes(handling, codes);
}

/** A box that was sold to a person is not bought again. @throws ShouhuError SH-Z001, SH-Z002 */
export async function buyStock(handling: Handling, row: Bought, codes: readonly string[]): Promise<void> {
  const isNew = await moved(handling, purchaseOf('3503', row, codes, row.dynt_no ?? row.purc_invo_no));
  if (isNew) await refuseSoldBoxes(handling, codes);
}

/** @throws ShouhuError SH-Z001, SH-Z002, SH-Z013 */
export async function sendBack(handling: Handling, row: SentBack, codes: readonly string[]): Promise<void> {
  const isNew = await moved(handling, purchaseOf('3504', row, codes, row.medins_prod_purc_no ?? row.purc_invo_no));
  if (isNew) await refuseSoldBoxes(handling, codes);
}

function purchaseOf(
  infno: '3503' | '3504',
  row: Bought | SentBack,
  codes: readonly string[],
  docno: string | null,
): Change {
  const { purc_retn_cnt: cnt, finl_trns_pric: pric, purc_retn_stoin_time: biz_time } = row;
  const delta = infno === '3503' ? cnt : 0 - cnt;
  return { ...goodsOf(row, codes), infno, cnt, delta, pric, biz_time, docno, trdn_flag: false };
}

/** @returns whether it was not told before */
async function moved(handling: Handling, change: Change): Promise<boolean> {
  const { trx, message } = handling;
  const terms = await termsOf(trx, message.admdvs, [change.med_list_codg]);
  return (await move(handling, change, terms)) !== undefined;
}

async function refuseSoldBoxes(handling: Handling, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return;
  const { trx } = handling;
  const sold = await trx
    .selectFrom('trace_sale')
    .select(['sale_id', 'drug_trac_codg', 'fixmedins_code'])
    .where('drug_trac_codg', 'in', [...codes])
    .where('ended_at', 'is', null)
    .orderBy('drug_trac_codg')
    .execute();
  const [first] = sold;
  if (first !== undefined)
    throw soldBefore(
      handling,
      first,
      sold,
      await lastBills(
        trx,
        sold.map(({ sale_id }) => sale_id),
      ),
    );
}

/** inv_data_type: what was uploaded by which transactions. */
const KINDS: Readonly<Record<string, readonly StockInfno[]>> = {
  '1': ['3501'],
  '2': ['3502'],
  '3': ['3503', '3504'],
  '4': ['3505', '3506'],
};

/** All movements of the kind under the number, the last first. @throws ShouhuError SH-Z017 without any; SH-Z013; SH-Z001, SH-Z002 when a box that had come back was sold again */
export async function withdrawStock(
  handling: Handling,
  { fixmedins_bchno: batch, inv_data_type }: Withdrawn,
): Promise<void> {
  const { trx, message } = handling;
  // Of two that take the same back the second finds nothing left.
  await trx
    .selectFrom('stock_balance')
    .select('cnt')
    .where('fixmedins_code', '=', message.fixmedins_code)
    .where('fixmedins_bchno', '=', batch)
    .orderBy('fixmedins_hilist_id')
    .forUpdate()
    .execute();
  const movements = await standing(handling, batch)
    .selectAll('own')
    .where('own.infno', 'in', KINDS[inv_data_type] ?? [])
    .orderBy('own.movement_id', 'desc')
    .execute();
  if (movements.length === 0) throw shouhuError('SH-Z017', { batch }, { field: 'fixmedins_bchno' });
  for (const movement of movements) {
    const terms = await termsOf(trx, message.admdvs, [movement.med_list_codg]);
    await reverseMovement(handling, movement, terms);
    if (movement.infno === '3506') await sellAgain(handling, movement);
    if (movement.infno === '3505') await unsell(handling, movement);
  }
}

/** Of a sale that was not one. Boxes that its settlement took stay with the settlement. */
async function unsell(handling: Handling, { movement_id }: Movement): Promise<void> {
  const parts = await handling.trx
    .selectFrom('trace_part')
    .select(['part_id', 'sale_id'])
    .where('movement_id', '=', movement_id)
    .where('ended_at', 'is', null)
    .execute();
  await endParts(handling, parts, 'withdrawn');
}

/** What had come back did not: it is sold as it was. */
async function sellAgain(handling: Handling, { movement_id: returned, med_list_codg }: Movement): Promise<void> {
  const { trx, message } = handling;
  const parts = await trx
    .selectFrom('trace_part')
    .innerJoin('trace_sale', 'trace_sale.sale_id', 'trace_part.sale_id')
    .select(['drug_trac_codg', 'trdn_flag', 'cnt', 'setl_id', 'mdtrt_id', 'feedetl_sn', 'movement_id', 'psn_no'])
    .where('ended_by', '=', returned)
    .execute();
  const lines = parts.map(({ drug_trac_codg, trdn_flag, cnt, ...bill }) => ({
    bill,
    med_list_codg,
    trdn_flag,
    cnt: cnt ?? 0,
    codes: [drug_trac_codg],
  }));
  await sellBoxes(handling, lines, await termsOf(trx, message.admdvs, [med_list_codg]));
}
