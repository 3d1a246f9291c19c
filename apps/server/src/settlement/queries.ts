/** What an institution asks of its own settlements: 5203 the settlement, 5204 its fees. */
import { codeName } from '@shouhu/codes';
import { text } from '@shouhu/interface';
import { z } from 'zod';
import type { Handling } from '../gateway/transaction.ts';
import { insuredOf } from '../insured/read-insured.ts';
import type { FeeLine } from './add-lines.ts';
import { setldetailOf, setlinfoOf } from './answer.ts';
import { settlementOf } from './cancel.ts';
import { priceOf, quantityOf, ratioOf, yuanOf } from './numbers.ts';
import { transactionOf } from './transaction-of.ts';

const query = z.object({ data: z.object({ psn_no: text(30), setl_id: text(30), mdtrt_id: text(30) }) });
type Query = z.output<typeof query>;

async function settlement(handling: Handling, { data }: Query): Promise<object> {
  const { trx, ring } = handling;
  const row = await settlementOf(handling, data);
  const person = await insuredOf(trx, row.psn_no);
  const shares = await trx.selectFrom('settlement_share').selectAll().where('setl_id', '=', row.setl_id).execute();
  const { fixmedins_name } = await trx
    .selectFrom('institution')
    .select('fixmedins_name')
    .where('fixmedins_code', '=', row.fixmedins_code)
    .executeTakeFirstOrThrow();
  const { mdtrt_id, setl_id, begndate, enddate, hosp_lv, dise_codg, invono, init_setl_id, fixmedins_code } = row;
  return {
    setlinfo: {
      ...setlinfoOf(ring, person, { mdtrt_id, setl_id }, row),
      fixmedins_code,
      fixmedins_name,
      hosp_lv,
      begndate,
      enddate,
      dise_codg,
      invono,
      insu_optins: row.insuplc_admdvs,
      // Settled over the interface, at the institution.
      pay_loc: '2',
      psn_setlway: row.psn_setlway,
      refd_setl_flag: row.refd_setl_flag ? '1' : '0',
      init_setl_id,
      mid_setl_flag: row.mid_setl_flag ? '1' : '0',
      acct_used_flag: row.acct_used_flag ? '1' : '0',
      year: String(row.year),
      psn_pay: yuanOf(row.psn_part_amt),
      cash_payamt: yuanOf(row.psn_cash_pay),
      opter_id: row.opter,
      opter_name: row.opter_name,
      opt_time: row.setl_time,
    },
    setldetail: setldetailOf(shares),
  };
}

async function fees(handling: Handling, { data }: Query): Promise<object> {
  const { setl_id } = await settlementOf(handling, data);
  const lines = await handling.trx
    .selectFrom('fee_line')
    .selectAll()
    .where('setl_id', '=', setl_id)
    .orderBy('feedetl_sn')
    .execute();
  return lines.map((line) => ({ ...feeOf(line), setl_id, psn_no: data.psn_no }));
}

function feeOf(line: FeeLine): object {
  const { mdtrt_id, feedetl_sn, chrg_bchno, init_feedetl_sn, med_list_codg, medins_list_codg, fee_ocur_time } = line;
  const { list_type, chrgitm_lv, med_chrgitm_type, lmt_used_flag, hosp_appr_flag, pric_uplmt_amt } = line;
  const { dise_codg, rxno, bilg_dr_codg, bilg_dept_codg, particulars } = line;
  return {
    ...particulars,
    mdtrt_id,
    feedetl_sn,
    chrg_bchno,
    init_feedetl_sn,
    dise_codg,
    rxno,
    fee_ocur_time,
    hilist_code: med_list_codg,
    med_list_codg,
    medins_list_codg,
    list_type,
    med_chrgitm_type,
    med_chrgitm_type_name: codeName('med_chrgitm_type', med_chrgitm_type) ?? null,
    chrgitm_lv,
    lmt_used_flag,
    hosp_appr_flag,
    bilg_dept_codg,
    bilg_dr_codg,
    cnt: quantityOf(line.cnt),
    pric: priceOf(line.pric),
    pric_uplmt_amt: pric_uplmt_amt === null ? null : priceOf(pric_uplmt_amt),
    selfpay_prop: ratioOf(line.selfpay_prop),
    det_item_fee_sumamt: yuanOf(line.det_item_fee_sumamt),
    fulamt_ownpay_amt: yuanOf(line.fulamt_ownpay_amt),
    overlmt_amt: yuanOf(line.overlmt_amt),
    preselfpay_amt: yuanOf(line.preselfpay_amt),
    inscp_scp_amt: yuanOf(line.inscp_scp_amt),
  };
}

export const queries = [
  transactionOf({ infno: '5203', name: '结算信息查询', input: query, handle: settlement }),
  transactionOf({ infno: '5204', name: '费用明细查询', input: query, handle: fees }),
];
