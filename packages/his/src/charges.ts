/** What is charged: fee lines of a day, some of them dearer than the catalogue lets them be. */
import type { Random } from '@shouhu/synth';
import { DOCTOR, FEW } from './course.ts';
import type { Fields, Item, Scene } from './course.ts';

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

/** A fifth above the cap, now and then. */
const priceOf = (random: Random, { pric, cap }: Item): number =>
  cap !== undefined && random.chance(FEW) ? Math.ceil(Math.max(pric, cap) * 1.2) : pric;

/** A box that was never sold: twenty digits, of which the first seven name drug and pack. */
function box(random: Random): object {
  const digits = [random.between(8_000_000, 8_999_999), random.between(0, 999_999), random.between(0, 9_999_999)];
  const drug_trac_codg = digits.map((part, at) => String(part).padStart(at === 1 ? 6 : 7, '0')).join('');
  return { drug_trac_codg, trdn_flag: '0', min_prcunt_type: '1' };
}

export const yuan = (fen: number): string => (fen / 100).toFixed(2);
