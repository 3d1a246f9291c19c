/** Fields of visits and settlements, out of those of the interface: times as the civil text that is kept, flags as yes or no. */
import { coded, instant as anInstant, instantText, oneOf, optional, text, yuan } from '@shouhu/interface';
import { z } from 'zod';

/** DT, kept as it is written. */
export const instant = anInstant.transform(instantText);
/** C1: 1 is yes; 0 or nothing is no. */
export const flag = optional(oneOf('0', '1')).transform((value) => value === '1');
/** An amount that need not be told. */
export const maybeYuan = optional(yuan);
export const maybeText = (most: number) => optional(text(most));

/** A node of rows: some systems send the row itself where there is one. */
export const rows = <Row extends z.ZodType>(row: Row) =>
  z.preprocess((value) => (Array.isArray(value) || value === undefined ? value : [value]), z.tuple([row], row));

/** How a person shows who he is: the number and the chip need not be told where 1101 has read them before. */
export const credential = {
  psn_no: text(30),
  mdtrt_cert_type: coded('mdtrt_cert_type'),
  mdtrt_cert_no: maybeText(2000),
  card_sn: maybeText(32),
};

/** Sums that the institution has of what is to be settled, and who pays. */
export const sums = {
  medfee_sumamt: yuan,
  fulamt_ownpay_amt: maybeYuan,
  overlmt_selfpay: maybeYuan,
  preselfpay_amt: maybeYuan,
  inscp_scp_amt: maybeYuan,
  acct_used_flag: flag,
  psn_setlway: maybeText(6),
  invono: maybeText(20),
};
