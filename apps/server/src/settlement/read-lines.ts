/** Fee lines as the messages carry them: 2204 of an outpatient visit, 2301 of a stay, 2102 of a sale. */
import { amount, coded, optional, text, unitPrice, yuan } from '@shouhu/interface';
import { z } from 'zod';
import { scansOfLine } from '../trace/scans.ts';
import { instant, maybeText } from './fields.ts';

/** A number that stands for all in 2205 and 2302 names nothing. */
export const ALL = '0000';
const own = (most: number) => text(most).refine((value) => value !== ALL, { message: `${ALL} stands for all` });

/** What is kept as it was told. */
const told = {
  sin_dos_dscr: maybeText(200),
  used_frqu_dscr: maybeText(200),
  prd_days: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((value) => (value === null || value === undefined || value === '' ? null : String(value))),
  medc_way_dscr: maybeText(200),
  rx_circ_flag: maybeText(3),
  bilg_dept_name: maybeText(100),
  bilg_dr_name: maybeText(50),
  acord_dept_codg: maybeText(30),
  acord_dept_name: maybeText(100),
  orders_dr_code: maybeText(30),
  orders_dr_name: maybeText(50),
  tcmdrug_used_way: maybeText(6),
  etip_flag: maybeText(3),
  etip_hosp_code: maybeText(30),
  dscg_tkdrug_flag: maybeText(3),
  matn_fee_flag: maybeText(6),
  drord_no: maybeText(30),
};

const charged = {
  ...told,
  ...scansOfLine,
  feedetl_sn: own(30),
  init_feedetl_sn: maybeText(30),
  rxno: maybeText(40),
  fee_ocur_time: instant,
  med_list_codg: text(50),
  medins_list_codg: text(150),
  det_item_fee_sumamt: yuan,
  cnt: amount,
  pric: unitPrice,
  dise_codg: maybeText(30),
  bilg_dr_codg: maybeText(30),
  bilg_dept_codg: maybeText(30),
  hosp_appr_flag: optional(coded('hosp_appr_flag')),
};

const ofVisit = { mdtrt_id: text(30), psn_no: text(30) };

/** Of a sale: the visit is made with it. */
export const soldLine = z.object(charged);
/** Of a stay. */
export const stayLine = z.object({ ...charged, ...ofVisit });
/** Of an outpatient visit, settled by batches. */
export const batchLine = z.object({ ...charged, ...ofVisit, chrg_bchno: own(30) });

export type ChargedLine = z.output<typeof soldLine> & { readonly chrg_bchno?: string };

export function particularsOf(line: ChargedLine): Record<string, string> {
  return Object.fromEntries(
    Object.entries(line).flatMap(([name, value]) =>
      Object.hasOwn(told, name) && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}
