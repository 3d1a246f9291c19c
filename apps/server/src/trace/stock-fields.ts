/** Rows of 3501 to 3507 as the messages carry them: what was counted, changed, bought, sold or returned, each with its trace codes. */
import {
  amount,
  coded,
  dayOfInstant,
  instant as anInstant,
  instantText,
  node,
  oneOf,
  optional,
  text,
  unitPrice,
} from '@shouhu/interface';
import { z } from 'zod';
import { traceCode } from './codes.ts';

const instant = anInstant.transform(instantText);
/** N16,4 above zero. */
const count = amount.refine((value) => value > 0, { message: 'N16,4 > 0' });
const flag = optional(oneOf('0', '1')).transform((value) => value === '1');
const NONE: readonly never[] = [];

/** Codes of a row; the first version of the node was one field. */
export const boxes = z.preprocess((value) => value ?? NONE, z.array(node({ drug_trac_codg: traceCode })));

const goods = {
  med_list_codg: text(50),
  fixmedins_hilist_id: text(30),
  fixmedins_hilist_name: text(200),
  fixmedins_bchno: text(30),
  drugtracinfo: boxes,
};
/** Kept as it was told. */
const told = {
  fixmedins_hilist_name: optional(text(200)),
  manu_lotnum: optional(text(30)),
  manu_date: optional(dayOfInstant),
  expy_end: optional(dayOfInstant),
  memo: optional(text(500)),
  spler_name: optional(text(200)),
  spler_pmtno: optional(text(50)),
  prdr_name: optional(text(200)),
  aprvno: optional(text(100)),
  prod_geay_flag: optional(text(3)),
  inv_chg_opter_name: optional(text(50)),
  purc_retn_opter_name: optional(text(50)),
  sel_retn_opter_name: optional(text(50)),
  prsc_dr_name: optional(text(50)),
  phar_name: optional(text(50)),
  phar_prac_cert_no: optional(text(50)),
  rxno: optional(text(40)),
  rx_circ_flag: optional(text(3)),
  stoout_no: optional(text(40)),
  shelf_posi: optional(text(20)),
};
const TOLD = new Set(Object.keys(told));

export function particularsOf(row: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      TOLD.has(name) && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

/** 3501 盘存. */
export const counted = node({
  ...told,
  ...goods,
  rx_flag: text(3),
  invdate: dayOfInstant,
  inv_cnt: amount.refine((value) => value >= 0, { message: 'N16,2 ≥ 0' }),
  manu_date: dayOfInstant,
  expy_end: dayOfInstant,
});

/** 3502 库存变更. */
export const changed = node({
  ...told,
  ...goods,
  inv_chg_type: coded('inv_chg_type'),
  pric: unitPrice,
  cnt: count,
  rx_flag: text(3),
  inv_chg_time: instant,
  trdn_flag: flag,
});

const purchase = {
  ...told,
  ...goods,
  spler_name: text(200),
  manu_date: dayOfInstant,
  expy_end: dayOfInstant,
  finl_trns_pric: optional(unitPrice),
  purc_retn_cnt: count,
  purc_invo_codg: optional(text(50)),
  rx_flag: text(3),
  purc_retn_stoin_time: instant,
  purc_retn_opter_name: text(50),
};

/** 3503 采购. */
export const bought = node({
  ...purchase,
  manu_lotnum: text(30),
  prdr_name: text(200),
  aprvno: text(100),
  dynt_no: optional(text(50)),
  purc_invo_no: optional(text(50)),
});

/** 3504 采购退货. */
export const sentBack = node({
  ...purchase,
  purc_invo_no: text(50),
  medins_prod_purc_no: optional(text(50)),
});

const buyer = {
  setl_id: optional(text(30)),
  psn_no: optional(text(30)),
  psn_cert_type: optional(text(6)),
  certno: optional(text(600)),
};
const sale = {
  ...told,
  ...goods,
  ...buyer,
  manu_lotnum: text(30),
  manu_date: dayOfInstant,
  rx_flag: text(3),
  trdn_flag: oneOf('0', '1').transform((value) => value === '1'),
  finl_trns_pric: optional(unitPrice),
  sel_retn_cnt: count,
  sel_retn_time: instant,
  sel_retn_opter_name: text(50),
};

/** 3505 销售. */
export const sold = node({
  ...sale,
  prsc_dr_name: text(50),
  hi_feesetl_type: optional(oneOf('0', '1', '2')),
  mdtrt_sn: text(30),
  rtal_docno: text(40),
  /** 1 医保结算, 2 自费结算. */
  mdtrt_setl_type: oneOf('1', '2'),
  drug_trac_codg: optional(traceCode),
}).superRefine(({ mdtrt_setl_type, setl_id }, context) => {
  if (mdtrt_setl_type === '1' && setl_id === null)
    context.addIssue({ code: 'custom', path: ['setl_id'], message: 'setl_id' });
});

/** 3506 销售退货. */
export const returned = node({ ...sale, medins_prod_sel_no: optional(text(50)) });

/** 3507 删除: 1 盘存, 2 变更, 3 采购, 4 销售. */
export const withdrawn = node({ fixmedins_bchno: text(30), inv_data_type: oneOf('1', '2', '3', '4') });

export type Counted = z.output<typeof counted>;
export type Changed = z.output<typeof changed>;
export type Bought = z.output<typeof bought>;
export type SentBack = z.output<typeof sentBack>;
export type Sold = z.output<typeof sold>;
export type Returned = z.output<typeof returned>;
export type Withdrawn = z.output<typeof withdrawn>;
