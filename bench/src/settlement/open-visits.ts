/** Visits with ten lines each that wait for their settlement, one of a person. */
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { DOCTOR, hospitalAt, INSURED_IN, personAt, REGION } from '../till/county.ts';

export const PREFIX = 'S';
export const LINES_OF_VISIT = 10;
/** Two of a thing for 50 yuan. */
const LINE_FEN = 10_000;

export interface OpenVisit {
  readonly mdtrt_id: string;
  readonly psn_no: string;
  readonly fixmedins_code: string;
}

/** By their number, from 1. */
export const visitAt = (at: number): OpenVisit => ({
  mdtrt_id: personAt(`D${PREFIX}`, at),
  psn_no: personAt(PREFIX, at),
  fixmedins_code: hospitalAt(1),
});

/** Input of the 2207 that settles a visit; the account pays what it can. */
export function settlingOf({ mdtrt_id, psn_no }: OpenVisit): object {
  const manner = { mdtrt_cert_type: '02', med_type: '11', psn_setlway: '01', acct_used_flag: '1', insutype: '310' };
  const medfee_sumamt = (LINES_OF_VISIT * LINE_FEN) / 100;
  return { data: { mdtrt_id, psn_no, ...manner, chrg_bchno: 'B1', medfee_sumamt } };
}

/** No trace codes: what they cost depends on how many boxes are scanned. */
export async function fillOpenVisits<Schema>(db: Kysely<Schema>, count: number): Promise<void> {
  const [person, visit] = [PREFIX, `D${PREFIX}`].map((prefix) => sql.raw(`'${prefix}' || lpad(p::text, 9, '0')`));
  const all = sql`FROM generate_series(1, ${sql.lit(count)}) p`;
  const steps = [
    sql`INSERT INTO trace_setting (admdvs, codes_from, below_zero) VALUES (${REGION}, NULL, false)`,
    sql`INSERT INTO visit (mdtrt_id, psn_no, fixmedins_code, care, state, insutype, insuplc_admdvs, med_type, begntime, er_flag, atddr_no, dept_code, msgid, particulars)
      SELECT ${visit}, ${person}, ${hospitalAt(1)}, 'outpatient', 'open', '310', ${INSURED_IN}, '11', current_date, false, ${DOCTOR}, 'A03', ${visit}, '{"dr_name": "医生", "caty": "A03"}' ${all}`,
    sql`INSERT INTO visit_diagnosis (mdtrt_id, inout_diag_type, diag_srt_no, diag_type, diag_code, diag_name, vali_flag)
      SELECT ${visit}, '1', n, '1', CASE n WHEN 1 THEN 'I10.x00' ELSE 'E11.900' END, '测试诊断', '1' ${all} CROSS JOIN generate_series(1, 2) n`,
    sql`INSERT INTO fee_line (mdtrt_id, feedetl_sn, chrg_bchno, med_list_codg, medins_list_codg, fee_ocur_time, cnt, pric, det_item_fee_sumamt, list_type, chrgitm_lv,
        med_chrgitm_type, selfpay_prop, lmt_used_flag, hosp_appr_flag, fulamt_ownpay_amt, overlmt_amt, preselfpay_amt, inscp_scp_amt, rxno, bilg_dr_codg, bilg_dept_codg, particulars)
      SELECT ${visit}, 'F' || k, 'B1', 'XA01AAA' || lpad(k::text, 16, '0'), 'L' || k, current_date, 20000, 50000000, ${sql.lit(LINE_FEN)}, CASE WHEN k > 6 THEN '201' ELSE '101' END, '01',
        '09', 0, '0', '0', 0, 0, 0, ${sql.lit(LINE_FEN)}, ${visit} || k / 5, ${DOCTOR}, 'A03', '{"prd_days": "7", "bilg_dr_name": "医生"}'
        ${all} CROSS JOIN generate_series(1, ${sql.lit(LINES_OF_VISIT)}) k`,
    sql`VACUUM (ANALYZE)`,
  ];
  for (const step of steps) await step.execute(db);
}
