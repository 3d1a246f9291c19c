/** A till at which drugs are sold by their codes, rows of stock, and what is true of boxes and stock at every moment. */
import { sql } from 'kysely';
import { EMPLOYEE, ITEMS, PHARMACY, fieldOf, line, selling, till } from '../settlement/settlement.fixture.ts';
import type { Output, Sent, Till } from '../settlement/settlement.fixture.ts';

/** The code of a box, of twenty digits. */
export const boxCode = (serial: number): string => `8123456${String(serial).padStart(13, '0')}`;

/** Codes are asked for from 2026 on. */
export async function tracing(ending: Parameters<typeof till>[0]): Promise<Till> {
  const place = await till(ending);
  await place.on.db.updateTable('trace_setting').set({ codes_from: '2026-01-01' }).execute();
  return place;
}

/** Sets what holds for an item of the region; a code is needed unless told otherwise. */
export async function setItem({ on: { db } }: Till, more: object): Promise<void> {
  const item = { admdvs: '429000', med_list_codg: ITEMS.classA, needs_code: true, pack_cnt: null, no_code_until: null };
  await db
    .insertInto('trace_item')
    .values({ ...item, ...more })
    .execute();
}

type Fields = Readonly<Record<string, unknown>>;

export const scans = (codes: readonly string[], trdn_flag = '0'): object[] =>
  codes.map((drug_trac_codg) => ({ drug_trac_codg, trdn_flag, min_prcunt_type: '1' }));

/** A fee line with codes, a unit for each where nothing else is told. */
export function scanned(feedetl_sn: string, codes: readonly string[], more: Fields & { trdn_flag?: string } = {}) {
  const { trdn_flag = '0', ...fields } = more;
  return line(feedetl_sn, { cnt: codes.length, pric: 10, drug_trac_info: scans(codes, trdn_flag), ...fields });
}

/** Sells at the pharmacy. @returns the settlement */
export async function sold(place: Till, lines: readonly Fields[], more: Fields = {}, sent: Sent = {}): Promise<string> {
  const { setlinfo } = await place.send('2102', selling(lines, more), { from: PHARMACY, ...sent });
  return fieldOf(setlinfo, 'setl_id');
}

export const cancelSale = async (place: Till, setl_id: string, more: Sent = {}): Promise<Output> =>
  place.send('2103', { data: { psn_no: EMPLOYEE, setl_id } }, { from: PHARMACY, ...more });

const goods = (codes: readonly string[]) => ({
  med_list_codg: ITEMS.classA,
  fixmedins_hilist_id: 'L1',
  fixmedins_hilist_name: '测试片',
  fixmedins_bchno: 'B1',
  manu_lotnum: '20260101',
  manu_date: '2026-01-01',
  expy_end: '2028-01-01',
  rx_flag: '1',
  drugtracinfo: codes.map((drug_trac_codg) => ({ drug_trac_codg })),
});

export const countRow = (inv_cnt: number, codes: readonly string[] = [], more: Fields = {}) => ({
  ...goods(codes),
  invdate: '2026-03-01',
  inv_cnt,
  ...more,
});

export const changeRow = (inv_chg_type: string, cnt: number, codes: readonly string[] = [], more: Fields = {}) => ({
  ...goods(codes),
  inv_chg_type,
  cnt,
  pric: 1,
  inv_chg_time: '2026-03-02 08:10:00',
  ...more,
});

export const purchaseRow = (cnt: number, codes: readonly string[] = [], more: Fields = {}) => ({
  ...goods(codes),
  dynt_no: 'D1',
  spler_name: '供货公司',
  prdr_name: '制药厂',
  aprvno: '国药准字H1',
  purc_invo_no: 'F1',
  finl_trns_pric: 5,
  purc_retn_cnt: cnt,
  purc_retn_stoin_time: '2026-03-02 08:00:00',
  purc_retn_opter_name: '采购员',
  ...more,
});

/** Paid by the buyer himself where no settlement is told. */
export const saleRow = (cnt: number, codes: readonly string[] = [], more: Fields = {}) => ({
  ...goods(codes),
  prsc_dr_name: '医生',
  mdtrt_sn: 'M1',
  psn_cert_type: '01',
  certno: '999999197001010011',
  trdn_flag: '0',
  rtal_docno: 'R1',
  mdtrt_setl_type: 'setl_id' in more ? '1' : '2',
  finl_trns_pric: 10,
  sel_retn_cnt: cnt,
  sel_retn_time: '2026-03-02 09:40:00',
  sel_retn_opter_name: '收费员',
  ...more,
});

/** Sends a row of stock from the pharmacy. */
export async function stock(place: Till, infno: string, row: object, more: Sent = {}): Promise<Output> {
  return place.send(infno, stockInput(infno, row), { from: PHARMACY, ...more });
}

const NODES: Readonly<Record<string, string>> = {
  '3501': 'invinfo',
  '3502': 'invinfo',
  '3503': 'purcinfo',
  '3504': 'purcinfo',
  '3505': 'selinfo',
  '3506': 'selinfo',
  '3507': 'data',
};

export const stockInput = (infno: string, row: object): object => ({ [NODES[infno] ?? '']: row });

/** Open sales by code, with whom. */
export async function openSales({ on: { db } }: Till): Promise<Record<string, string>> {
  const rows = await db
    .selectFrom('trace_sale')
    .select(['drug_trac_codg', 'fixmedins_code'])
    .where('ended_at', 'is', null)
    .execute();
  return Object.fromEntries(rows.map(({ drug_trac_codg, fixmedins_code }) => [drug_trac_codg, fixmedins_code]));
}

export async function stockOf({ on: { db } }: Till): Promise<number> {
  const { rows } = await sql<{ sum: number }>`SELECT coalesce(sum(cnt), 0)::bigint AS sum FROM stock_balance`.execute(
    db,
  );
  return (rows[0]?.sum ?? NaN) / 10_000;
}
