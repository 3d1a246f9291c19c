/** What the server answers about settlements; compared with its own types in e2e/answers.ts. Amounts are fen under their national names. */
export type Standing = 'standing' | 'cancelled' | 'cancellation';

export interface SettlementListed {
  readonly setl_id: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly setl_time: string;
  readonly psn_tail: string;
  readonly insutype: string;
  readonly med_type: string;
  readonly mid_setl: boolean;
  readonly standing: Standing;
  readonly medfee_sumamt: number;
  readonly fund_pay_sumamt: number;
  readonly acct_pay: number;
  readonly acct_mulaid_pay: number;
  readonly psn_cash_pay: number;
}

export interface DaySums {
  readonly settlements: number;
  readonly cancellations: number;
  readonly medfee_sumamt: number;
  readonly fund_pay_sumamt: number;
  readonly acct_pay: number;
  readonly acct_mulaid_pay: number;
  readonly psn_cash_pay: number;
  readonly hosp_part_amt: number;
  readonly funds: readonly {
    readonly fund_pay_type: string;
    readonly name: string;
    readonly payments: number;
    readonly fund_payamt: number;
  }[];
}

export interface StepShown {
  readonly zh: string;
  readonly en: string;
  readonly fen: number;
  readonly sources: readonly {
    readonly title: string;
    readonly number: string | null;
    readonly read: 'official' | 'transcript';
  }[];
  readonly unverified: boolean;
}

export interface SettlementView extends SettlementListed {
  readonly mdtrt_id: string;
  readonly msgid: string;
  readonly chrg_bchno: string | null;
  readonly begndate: string;
  readonly enddate: string;
  readonly year: number;
  readonly policy: string;
  readonly policy_name: { readonly zh: string; readonly en: string } | null;
  readonly amounts: Readonly<Record<string, number>>;
  readonly shares: readonly {
    readonly fund_pay_type: string;
    readonly name: string;
    readonly inscp_scp_amt: number;
    readonly crt_payb_lmt_amt: number | null;
    readonly fund_payamt: number;
  }[];
  readonly steps: readonly StepShown[];
  readonly init_setl_id: string | null;
  readonly cancelled_by: string | null;
}

export interface LineListed {
  readonly feedetl_sn: string;
  readonly med_list_codg: string;
  readonly medins_list_codg: string;
  readonly fee_ocur_time: string;
  readonly chrgitm_lv: string;
  readonly cnt: number;
  readonly pric: number;
  readonly pric_uplmt_amt: number | null;
  readonly selfpay_prop: number;
  readonly det_item_fee_sumamt: number;
  readonly fulamt_ownpay_amt: number;
  readonly overlmt_amt: number;
  readonly preselfpay_amt: number;
  readonly inscp_scp_amt: number;
}

export interface SettledPerson {
  readonly psn_no: string;
  readonly psn_name: string;
  readonly certno: string;
}
