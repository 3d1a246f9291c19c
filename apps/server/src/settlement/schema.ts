/**
 * Tables of visits and settlements, columns by their national names. Times are civil (`yyyy-MM-dd HH:mm:ss`, Asia/Shanghai), amounts fen, `cnt`
 * in 1e-4, `pric` and `pric_uplmt_amt` in 1e-6 yuan, `selfpay_prop` in 1e-4.
 */
import type { Accumulation, Step } from '@shouhu/benefits';
import type { ColumnType, GeneratedAlways, JSONColumnType } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;
/** Written as JSON text. */
type Json<Type extends object | null> = JSONColumnType<Type>;

export type CareKind = 'outpatient' | 'inpatient' | 'pharmacy';
/**
 * `open` takes fees; `in-hospital` too, and is settled mid-stay; `discharged` is settled finally; `settled` has been: an outpatient visit takes further
 * batches, an inpatient one nothing; `cancelled` ended without fees, or is a sale that was taken back.
 */
export type VisitState = 'open' | 'in-hospital' | 'discharged' | 'settled' | 'cancelled';

interface VisitTable {
  mdtrt_id: Fixed<string>;
  psn_no: Fixed<string>;
  fixmedins_code: Fixed<string>;
  care: Fixed<CareKind>;
  state: VisitState;
  insutype: string;
  /** Whose policy holds. */
  insuplc_admdvs: Fixed<string>;
  /** Unknown until 2203 of an outpatient visit. */
  med_type: string | null;
  begntime: string;
  endtime: string | null;
  ipt_otp_no: string | null;
  dise_codg: string | null;
  er_flag: boolean;
  atddr_no: string | null;
  dept_code: string | null;
  /** Of the message that opened it. */
  msgid: Fixed<string>;
  /** What else the institution told, by field. */
  particulars: Json<Record<string, string | null>>;
  /** Contact and agent of the person, JSON, sealed. */
  contact: string | null;
}

interface VisitDiagnosisTable {
  mdtrt_id: string;
  /** 1 admission (or outpatient), 2 discharge. */
  inout_diag_type: string;
  diag_srt_no: number;
  diag_type: string;
  maindiag_flag: string | null;
  diag_code: string;
  diag_name: string;
  diag_dept: string | null;
  dise_dor_no: string | null;
  diag_time: string | null;
  adm_cond: string | null;
  vali_flag: string;
}

export interface FeeLineTable {
  mdtrt_id: Fixed<string>;
  feedetl_sn: Fixed<string>;
  chrg_bchno: Fixed<string | null>;
  /** The line that this one takes back, of the same visit. */
  init_feedetl_sn: Fixed<string | null>;
  /** The settlement that it stands in: frozen while that stands. */
  setl_id: string | null;
  med_list_codg: Fixed<string>;
  medins_list_codg: Fixed<string>;
  fee_ocur_time: Fixed<string>;
  cnt: Fixed<number>;
  pric: Fixed<number>;
  det_item_fee_sumamt: Fixed<number>;
  list_type: Fixed<string>;
  chrgitm_lv: Fixed<string>;
  med_chrgitm_type: Fixed<string>;
  /** First share as the catalogue has it, and as it was applied. */
  list_selfpay_prop: Fixed<number | null>;
  selfpay_prop: number;
  pric_uplmt_amt: Fixed<number | null>;
  lmt_used_flag: Fixed<string>;
  hosp_appr_flag: Fixed<string>;
  /** As priced when it came, and anew by its settlement. */
  fulamt_ownpay_amt: number;
  overlmt_amt: number;
  preselfpay_amt: number;
  inscp_scp_amt: number;
  dise_codg: Fixed<string | null>;
  rxno: Fixed<string | null>;
  bilg_dr_codg: Fixed<string | null>;
  bilg_dept_codg: Fixed<string | null>;
  particulars: Json<Record<string, string | null>>;
}

interface SettlementTable {
  setl_id: Fixed<string>;
  mdtrt_id: Fixed<string>;
  psn_no: Fixed<string>;
  fixmedins_code: Fixed<string>;
  msgid: Fixed<string>;
  chrg_bchno: Fixed<string | null>;
  mid_setl_flag: Fixed<boolean>;
  /** A cancellation: every amount the opposite of the settlement that it names. */
  refd_setl_flag: Fixed<boolean>;
  init_setl_id: Fixed<string | null>;
  insutype: Fixed<string>;
  med_type: Fixed<string>;
  insuplc_admdvs: Fixed<string>;
  psn_type: Fixed<string>;
  cvlserv_flag: Fixed<string>;
  hosp_lv: Fixed<string>;
  mdtrt_cert_type: Fixed<string>;
  psn_setlway: Fixed<string>;
  acct_used_flag: Fixed<boolean>;
  invono: Fixed<string | null>;
  dise_codg: Fixed<string | null>;
  setl_time: Fixed<string>;
  begndate: Fixed<string>;
  enddate: Fixed<string>;
  /** Insurance year whose accumulation it used. */
  year: Fixed<number>;
  /** Its place among the settlements and cancellations of the person in that year. */
  nth: Fixed<number>;
  clr_type: Fixed<string>;
  clr_optins: Fixed<string>;
  medfee_sumamt: Fixed<number>;
  fulamt_ownpay_amt: Fixed<number>;
  overlmt_selfpay: Fixed<number>;
  preselfpay_amt: Fixed<number>;
  inscp_scp_amt: Fixed<number>;
  fund_pay_sumamt: Fixed<number>;
  psn_part_amt: Fixed<number>;
  acct_pay: Fixed<number>;
  acct_mulaid_pay: Fixed<number>;
  psn_cash_pay: Fixed<number>;
  hosp_part_amt: Fixed<number>;
  /** 统筹基金支付比例 in fact, in 1e-4. */
  pool_prop_selfpay: Fixed<number>;
  /** What the personal account held after it. */
  balc: Fixed<number>;
  /** The policy that it was calculated by. */
  policy: Fixed<string>;
  /** Every amount of `setlinfo` by its national name, in fen. */
  amounts: Json<Record<string, number>>;
  /** How it was calculated, line by line. */
  steps: Json<readonly Step[]>;
  /** What the year had used before it, and after it; null for a cancellation. */
  used_before: JSONColumnType<Accumulation | null, string | null, never>;
  used_after: JSONColumnType<Accumulation | null, string | null, never>;
  /** Its entry in the ledger; null where no fund and no account pays. */
  entry_id: Fixed<string | null>;
  opter: Fixed<string>;
  opter_name: Fixed<string>;
}

interface SettlementShareTable {
  setl_id: Fixed<string>;
  fund_pay_type: Fixed<string>;
  inscp_scp_amt: Fixed<number>;
  crt_payb_lmt_amt: Fixed<number | null>;
  fund_payamt: Fixed<number>;
  setl_proc_info: Fixed<string>;
}

/** What one insurance year of a person has used: the `Accumulation` of benefits. */
interface AccumulationTable {
  psn_no: Fixed<string>;
  year: Fixed<number>;
  /** How many settlements and cancellations made it. */
  settlements: number;
  used: Json<Accumulation>;
}

/** Whose personal account pays for whom beside his own (家庭共济), by rank. */
interface MutualAidTable {
  psn_no: Fixed<string>;
  payer: Fixed<string>;
  rank: number;
  begndate: string;
  enddate: string | null;
}

/** An item of the catalogue (目录) as it is paid by from a day on; the later row holds. */
interface CatalogueItemTable {
  med_list_codg: Fixed<string>;
  begndate: Fixed<string>;
  enddate: string | null;
  list_type: string;
  chrgitm_lv: string;
  med_chrgitm_type: string;
  /** Null: the policy's figure for the class. */
  selfpay_prop: number | null;
  pric_uplmt_amt: number | null;
  lmt_used_flag: string;
}

/** Settlements of this kind up to and with `through` are cleared. */
interface SettlementClosedTable {
  fixmedins_code: Fixed<string>;
  insutype: Fixed<string>;
  clr_type: Fixed<string>;
  through: string;
}

/** A book of policies as it was accepted; the last one holds. */
interface PolicyBookTable {
  seq: GeneratedAlways<number>;
  digest: Fixed<string>;
  /** JSON of its policies and of `adopted`. */
  content: Fixed<string>;
  accepted_at: Fixed<Date>;
}

/** Each policy that was ever accepted, by its id. */
interface PolicyKeptTable {
  policy: Fixed<string>;
  content: string;
}

export interface SettlementSchema {
  policy_book: PolicyBookTable;
  policy_kept: PolicyKeptTable;
  visit: VisitTable;
  visit_diagnosis: VisitDiagnosisTable;
  fee_line: FeeLineTable;
  settlement: SettlementTable;
  settlement_share: SettlementShareTable;
  accumulation: AccumulationTable;
  mutual_aid: MutualAidTable;
  catalogue_item: CatalogueItemTable;
  settlement_closed: SettlementClosedTable;
}
