/**
 * What a calculation takes and gives. Money is integer fen, quantities are 1e-4, prices 1e-6 yuan, ratios 1e-4, days are civil days
 * (packages/codes). Names are those of the national interface.
 */
import type { CivilDate, Fen, Price, Quantity, Ratio } from '@shouhu/codes';

/** The insured person as registered on the day of the claim. */
export interface Insured {
  readonly psn_no: string;
  /** 险种: by it the scheme is found. */
  readonly insutype: string;
  /** 人员类别: `1101`, `12…`; by its beginning policies tell workers, retired persons, children, residents. */
  readonly psn_type: string;
  readonly gend: string;
  readonly brdy: CivilDate | null;
  /** 公务员标志: '1' yes. */
  readonly cvlserv_flag: string;
  /** 人员身份类别 (`psn_idet_type`) that hold on the day: what medical assistance goes by. */
  readonly identities: readonly string[];
  /** 门诊慢特病 diseases (`opsp_dise_cod`) recognised on the day. */
  readonly chronic: readonly string[];
}

/** 异地就医备案 that holds on the day: long-term residence, a referral, another temporary stay. */
export type Filing = 'resident' | 'referral' | 'temporary';

/** Where care was given, seen from the place of insurance. */
export type Place = 'local' | Filing | 'emergency' | 'unfiled';

/** One visit to be settled, or the part of a stay that has not been settled. */
export interface Claim {
  readonly mdtrt_id: string;
  /** Of the settlement. */
  readonly day: CivilDate;
  /** Of the visit, or of the admission. */
  readonly begndate: CivilDate;
  readonly med_type: string;
  readonly hosp_lv: string;
  /** '1' medical institution, '2' pharmacy. */
  readonly fixmedins_type: string;
  /** 就医地医保区划. */
  readonly admdvs: string;
  /** 参保地医保区划. */
  readonly insuplc_admdvs: string;
  readonly filing: Filing | null;
  readonly emergency: boolean;
  /** 病种编码, where the visit is for one. */
  readonly dise_codg: string | null;
  /** 生育类别. */
  readonly matn_type: string | null;
  /** 中途结算: the stay goes on. */
  readonly mid_setl: boolean;
  readonly lines: readonly ClaimLine[];
  /** 个人账户使用标志. */
  readonly acct_used: boolean;
  readonly acct_balance_fen: Fen;
  /** What relatives' accounts may give (共济). */
  readonly mulaid_balance_fen: Fen;
}

/** One charged line; a refund line has a negative quantity and a negative amount. */
export interface ClaimLine {
  readonly feedetl_sn: string;
  readonly med_list_codg: string;
  readonly list_type: string;
  /** 收费项目等级 of the catalogue: 01 甲, 02 乙, 03 丙. */
  readonly chrgitm_lv: string;
  /** 先行自付比例 of the catalogue; null: the policy's figure for the class. */
  readonly selfpay_prop: Ratio | null;
  /** 定价上限 of one unit; null: none. */
  readonly pric_uplmt_amt: Price | null;
  /** 限制使用标志 '1': payable only in the use that the catalogue names. */
  readonly lmt_used_flag: string;
  /** 医院审批标志: 1 the limited use is confirmed, 2 it is not. */
  readonly hosp_appr_flag: string;
  readonly cnt: Quantity;
  readonly pric: Price;
  readonly det_item_fee_sumamt: Fen;
}

/** A line divided as transactions 2204 and 2301 answer it: the four parts sum to `det_item_fee_sumamt`. */
export interface PricedLine {
  readonly feedetl_sn: string;
  readonly det_item_fee_sumamt: Fen;
  /** 全自费. */
  readonly fulamt_ownpay_amt: Fen;
  /** 超限价. */
  readonly overlmt_amt: Fen;
  /** 先行自付. */
  readonly preselfpay_amt: Fen;
  /** 符合政策范围. */
  readonly inscp_scp_amt: Fen;
  /** The ratio that was applied. */
  readonly selfpay_prop: Ratio;
  readonly step: Step;
}

/** Said of one line of a calculation: what was done, the amount that came out, and by which source of the policy. */
export interface Step {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly fen: Fen;
  /** Keys of the policy's `sources`, or `unverified`. */
  readonly basis: readonly string[];
}

/** Money amounts of `setlinfo`, in fen, by their national names. */
export const AMOUNTS = [
  'medfee_sumamt',
  'fulamt_ownpay_amt',
  'overlmt_selfpay',
  'preselfpay_amt',
  'inscp_scp_amt',
  'act_pay_dedc',
  'hifp_pay',
  'cvlserv_pay',
  'hifes_pay',
  'hifmi_pay',
  'hifob_pay',
  'maf_pay',
  'oth_pay',
  'fund_pay_sumamt',
  'psn_part_amt',
  'acct_pay',
  'acct_mulaid_pay',
  'psn_cash_pay',
  'hosp_part_amt',
] as const;
export type AmountName = (typeof AMOUNTS)[number];
export type Amounts = Readonly<Record<AmountName, Fen>>;

/** The funds that pay beside the pool. */
export const SUPPLEMENTS = ['cvlserv_pay', 'hifes_pay', 'hifmi_pay', 'hifob_pay', 'maf_pay', 'oth_pay'] as const;
export type SupplementName = (typeof SUPPLEMENTS)[number];

/** One row of `setldetail`: a fund that pays, the money it looked at, what was left of its limit, what it pays. */
export interface FundShare {
  readonly fund_pay_type: string;
  readonly fund_pay_type_name: string;
  readonly inscp_scp_amt: Fen;
  /** 本次可支付限额; null: without a limit. */
  readonly crt_payb_lmt_amt: Fen | null;
  readonly fund_payamt: Fen;
  readonly setl_proc_info: string;
}

/** A line of the calculation, with the part of the funds' payment that falls on it. */
export interface CalculatedLine extends PricedLine {
  readonly fund_payamt: Fen;
}

export interface Calculation {
  readonly lines: readonly CalculatedLine[];
  readonly amounts: Amounts;
  /** 统筹基金支付比例 in fact: the pool's payment over what it looked at. */
  readonly pool_prop_selfpay: Ratio;
  readonly shares: readonly FundShare[];
  readonly steps: readonly Step[];
  readonly after: Accumulation;
  /** The policy that was applied. */
  readonly policy: string;
}

/** What a stay that was settled in part has used: of its deductible, of the tiers that go by stay, of a fixed amount. */
export interface OpenStay {
  /** Which stay of the year it is. */
  readonly number: number;
  readonly deductible: number;
  readonly tiers: number;
  /** Paid by the pool. */
  readonly fund: number;
}

type Sums = Readonly<Record<string, number>>;

/**
 * What an insurance year has used, by the policy's own groups. Two schemes that name the same group share it: so a policy says what a
 * change of scheme carries over. All sums are fen, `stays` are counts.
 */
export interface Accumulation {
  readonly year: number;
  readonly deductible: Sums;
  readonly stays: Sums;
  /** In-scope money above the deductible, for tiers that go by the year. */
  readonly tiers: Sums;
  /** The same money, for limits of scope. */
  readonly scope: Sums;
  /** Paid by funds, for limits. */
  readonly fund: Sums;
  /** In-scope money that stayed with the person, for 大病 and assistance. */
  readonly burden: Sums;
  /** By `mdtrt_id`. */
  readonly open: Readonly<Record<string, OpenStay>>;
}
