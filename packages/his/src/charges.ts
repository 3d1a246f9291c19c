/** What is charged: fee lines of a day, some of them dearer than the catalogue lets them be. */
import type { Random } from '@shouhu/synth';
import { DOCTOR, FEW, SOME } from './course.ts';
import { rowsOf } from './course.ts';
import type { Ask, Fields, Item, Scene, Told } from './course.ts';

/** One fee line, and what the order before it was. */
export interface Line {
  /** As 2204, 2301 and 2102 send it. */
  readonly sent: Fields;
  readonly feedetl_sn: string;
  readonly item: Item;
  /** Civil time. */
  readonly time: string;
  readonly cnt: number;
  /** Fen. */
  readonly pric: number;
  readonly fen: number;
}

export interface Charged {
  readonly lines: readonly Line[];
  /** Fen. */
  readonly total: number;
}

export const chargedOf = (lines: readonly Line[]): Charged => ({
  lines,
  total: lines.reduce((sum, { fen }) => sum + fen, 0),
});

export function charge(scene: Scene, prefix: string, day: number): Charged {
  const { random, items, days } = scene;
  return chargedOf(
    Array.from({ length: random.between(1, 6) }, (_, at): Line => {
      const item = random.pick(items);
      const cnt = random.between(1, 4);
      const pric = priceOf(random, item);
      const [feedetl_sn, time] = [`${prefix}${at + 1}`, `${days[day] ?? ''} 08:30:00`];
      const sent = {
        feedetl_sn,
        rx_circ_flag: '0',
        fee_ocur_time: time,
        med_list_codg: item.med_list_codg,
        medins_list_codg: item.med_list_codg,
        cnt,
        pric: yuan(pric),
        det_item_fee_sumamt: yuan(cnt * pric),
        bilg_dept_codg: '01',
        bilg_dept_name: '内科',
        bilg_dr_codg: DOCTOR,
        bilg_dr_name: '测试医生',
        hosp_appr_flag: '0',
        ...(item.isBoxed ? { drug_trac_info: Array.from({ length: cnt }, () => box(random)) } : {}),
      };
      return { sent, feedetl_sn, item, time, cnt, pric, fen: cnt * pric };
    }),
  );
}

/** Takes one unit of a line back, where some has more than one; with faults more than there is before. @returns what is left to settle */
export function* refunded(
  { random, uploads, faults }: Scene,
  charged: Charged,
  {
    infno,
    detail,
    day,
  }: { readonly infno: string; readonly detail: (lines: readonly Fields[]) => object; readonly day: number },
): Generator<Ask, Charged, Told> {
  if (uploads !== true || !random.chance(SOME)) return charged;
  const line = charged.lines.find(({ cnt }) => cnt > 1);
  if (line === undefined) return charged;
  if (faults) yield { infno, input: detail([refundOf(line, line.cnt + 1)]), day, refusedBy: ['SH-Q023'] };
  const told = yield { infno, input: detail([refundOf(line, 1)]), day };
  return told.done ? chargedOf(charged.lines.map((one) => (one === line ? withoutOne(line) : one))) : charged;
}

/** A refund line; boxes come back with it. */
function refundOf({ sent, feedetl_sn, pric }: Line, cnt: number): Fields {
  const boxes = rowsOf(sent['drug_trac_info']).slice(0, cnt);
  return {
    ...sent,
    feedetl_sn: `${feedetl_sn}R${cnt}`,
    init_feedetl_sn: feedetl_sn,
    cnt: 0 - cnt,
    det_item_fee_sumamt: yuan(0 - cnt * pric),
    ...(boxes.length === 0 ? {} : { drug_trac_info: boxes }),
  };
}

function withoutOne(line: Line): Line {
  const cnt = line.cnt - 1;
  const boxes = rowsOf(line.sent['drug_trac_info']).slice(1);
  const sent = { ...line.sent, ...(boxes.length === 0 ? {} : { drug_trac_info: boxes }) };
  return { ...line, sent, cnt, fen: cnt * line.pric };
}

/** A fifth above the cap, now and then. */
const priceOf = (random: Random, { pric, cap }: Item): number =>
  cap !== undefined && random.chance(FEW) ? Math.ceil(Math.max(pric, cap) * 1.2) : pric;

/** A box that was never sold: twenty digits, of which the first seven name drug and pack. */
export function box(random: Random): object {
  const digits = [random.between(8_000_000, 8_999_999), random.between(0, 999_999), random.between(0, 9_999_999)];
  const drug_trac_codg = digits.map((part, at) => String(part).padStart(at === 1 ? 6 : 7, '0')).join('');
  return { drug_trac_codg, trdn_flag: '0', min_prcunt_type: '1' };
}

export const yuan = (fen: number): string => (fen / 100).toFixed(2);
