/** Goods of an institution as it uploads them: a batch that comes, is sold, comes back, goes back, is changed and counted; and the boxes of a sale that a settlement pays for. */
import { FEW, fieldsOf, rowsOf, textOf } from './course.ts';
import type { Ask, Course, Fields, Item, Scene, Told } from './course.ts';
import { box, yuan } from './charges.ts';
import type { Charged, Line } from './charges.ts';

/** A batch of one drug, with the boxes that were bought. */
interface Batch {
  readonly item: Item;
  readonly fixmedins_bchno: string;
  readonly boxes: readonly unknown[];
  readonly today: string;
}

/** Boxes of a batch. */
const [LEAST, MOST] = [5, 9];
/** Above any batch. */
const TOO_MANY = 100;
/** 库存变更类型: lost. */
const LOST = '104';
/** 数据类型 of 3507: changes, and sales. */
const [CHANGES, SALES] = ['2', '4'];

/** One batch, from its purchase to the count of the evening; with faults more goes out, comes back or is bought than can. */
export function* stock(scene: Scene): Course {
  const { random, days, day, faults } = scene;
  const item = random.pick(scene.items.filter(({ isBoxed }) => isBoxed));
  const boxes = Array.from({ length: random.between(LEAST, MOST) }, () => box(random));
  const batch = { item, boxes, fixmedins_bchno: `B${random.next()}`, today: days[day] ?? '' };
  const [first, second, third] = boxes.map((one) => [one]);
  const told = (infno: string, input: object, ...refusedBy: readonly string[]): Ask => ({
    infno,
    input,
    day,
    ...(refusedBy.length === 0 ? {} : { refusedBy }),
  });
  yield told('3503', bought(batch, boxes));
  yield told('3505', sold(batch, [first, second].flat(), 'R1'));
  yield told('3506', sold(batch, first, 'R1'));
  if (faults) {
    yield told('3503', bought(batch, second, 'D2'), 'SH-Z002');
    yield told('3504', bought(batch, [], 'D3', TOO_MANY), 'SH-Z013');
    yield told('3506', sold(batch, second, 'R2', TOO_MANY), 'SH-Z014');
    yield told('3506', sold(batch, third, 'R3'), 'SH-Z015');
  }
  yield told('3504', bought(batch, third, 'D4'));
  const change = { inv_chg_type: LOST, cnt: 1, pric: priceOf(item), inv_chg_time: `${batch.today} 09:10:00` };
  yield told('3502', { invinfo: { ...goodsOf(batch, []), ...change } });
  const count = { invdate: batch.today, inv_cnt: boxes.length - 3 };
  yield told('3501', { invinfo: { ...goodsOf(batch, []), ...count } });
  const mistaken = { fixmedins_bchno: batch.fixmedins_bchno, inv_data_type: random.chance(FEW) ? SALES : CHANGES };
  yield told('3507', { data: mistaken });
  if (faults) yield told('3507', { data: mistaken }, 'SH-Z017');
}

/** The boxed line of a sale whose goods are uploaded too; undefined where none is, or nobody uploads. */
export function uploadedOf({ uploads, random }: Scene, { lines }: Charged): Line | undefined {
  if (uploads !== true) return undefined;
  const boxed = lines.filter(({ item }) => item.isBoxed);
  return boxed.length === 0 ? undefined : random.pick(boxed);
}

/** Before the sale: the goods come. */
export function* comes(scene: Scene, line: Line): Generator<Ask, void, Told> {
  const batch = batchOf(scene, line);
  yield { infno: '3503', input: bought(batch, batch.boxes), day: scene.day };
}

/** After it: they go out under the settlement, and with faults do not come back while it stands. */
export function* goes(scene: Scene, line: Line, sale: Told): Generator<Ask, void, Told> {
  const { day, faults } = scene;
  const batch = batchOf(scene, line);
  yield { infno: '3505', input: sold(batch, batch.boxes, line.feedetl_sn, line.cnt, paidBy(sale)), day };
  if (!faults) return;
  const back = sold(batch, batch.boxes, line.feedetl_sn, line.cnt, paidBy(sale));
  yield { infno: '3506', input: back, day, refusedBy: ['SH-Z016'] };
}

/** After its cancellation they come back. */
export function* comesBack(scene: Scene, line: Line, sale: Told): Generator<Ask, void, Told> {
  const batch = batchOf(scene, line);
  const back = sold(batch, batch.boxes, line.feedetl_sn, line.cnt, paidBy(sale));
  yield { infno: '3506', input: back, day: scene.day };
}

const paidBy = (sale: Told): string => (sale.done ? textOf(sale.output['setlinfo'], 'setl_id') : '');

const batchOf = ({ days, day, person }: Scene, { item, sent, feedetl_sn }: Line): Batch => ({
  item,
  boxes: rowsOf(sent['drug_trac_info']),
  fixmedins_bchno: `${person.psn_no}${feedetl_sn}`,
  today: days[day] ?? '',
});

const priceOf = ({ pric }: Item): string => yuan(pric);

function goodsOf({ item, fixmedins_bchno }: Batch, boxes: readonly unknown[]): Fields {
  const { med_list_codg } = item;
  const goods = { med_list_codg, fixmedins_hilist_id: med_list_codg, fixmedins_hilist_name: med_list_codg };
  const made = { manu_lotnum: '20260101', manu_date: '2026-01-01', expy_end: '2030-01-01', rx_flag: '1' };
  const drugtracinfo = boxes.map((one) => ({ drug_trac_codg: textOf(fieldsOf(one), 'drug_trac_codg') }));
  return { ...goods, fixmedins_bchno, ...made, drugtracinfo };
}

/** A row of 3503 or 3504. */
function bought(batch: Batch, boxes: readonly unknown[] = [], docno = 'D1', cnt = boxes.length): object {
  const supplier = { spler_name: '供货公司', prdr_name: '制药厂', aprvno: '国药准字H1', purc_invo_no: 'F1' };
  const paper = { dynt_no: docno, medins_prod_purc_no: docno, purc_retn_opter_name: '采购员' };
  const when = {
    finl_trns_pric: priceOf(batch.item),
    purc_retn_cnt: cnt,
    purc_retn_stoin_time: `${batch.today} 07:00:00`,
  };
  return { purcinfo: { ...goodsOf(batch, boxes), ...supplier, ...paper, ...when } };
}

/** A row of 3505 or 3506; under a settlement, or paid by the buyer alone. */
function sold(
  batch: Batch,
  boxes: readonly unknown[] = [],
  docno = 'R1',
  cnt = boxes.length,
  setl_id?: string,
): object {
  const who = {
    prsc_dr_name: '测试医生',
    mdtrt_sn: batch.fixmedins_bchno,
    sel_retn_opter_name: '收费员',
    trdn_flag: '0',
  };
  const paid = setl_id === undefined ? { mdtrt_setl_type: '2' } : { mdtrt_setl_type: '1', setl_id };
  const bill = { rtal_docno: docno, medins_prod_sel_no: docno, finl_trns_pric: priceOf(batch.item) };
  const when = { sel_retn_cnt: cnt, sel_retn_time: `${batch.today} 08:30:00` };
  return { selinfo: { ...goodsOf(batch, boxes), ...who, ...paid, ...bill, ...when } };
}
