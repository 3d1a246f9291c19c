/** What the server answers about clearing (api/answers.ts says how these are held to it). */
export type ClearingState = 'computed' | 'confirmed' | 'approved' | 'paid';
export type Terms = 'village' | 'standard';

export interface MonthListed {
  readonly month: string;
  readonly state: ClearingState;
  readonly institutions: number;
  readonly pay_fen: number;
}

interface Decided {
  readonly institutions: number;
  readonly fen: number;
}

export interface MonthView {
  readonly month: string;
  readonly open: number;
  readonly open_overdue: number;
  readonly states: readonly (Decided & { readonly state: string })[];
  readonly ready: Decided;
  readonly payable: Decided;
  readonly overdue: number;
  readonly withheld: number;
  readonly objected: number;
}

export interface ClearingView {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly month: string;
  readonly terms: Terms;
  readonly state: ClearingState;
  readonly gross_fen: number;
  readonly deducted_fen: number;
  readonly carried_in_fen: number;
  readonly pay_fen: number;
  readonly carried_out_fen: number;
  readonly computed_by: string;
  readonly computed_on: string;
  readonly confirmed_by: string | null;
  readonly confirmed_on: string | null;
  readonly approved_by: string | null;
  readonly approved_on: string | null;
  readonly order_id: string | null;
  readonly confirm_due: string | null;
  readonly pay_due: string | null;
  readonly overdue: boolean;
  readonly withheld: boolean;
  readonly objected: boolean;
}

export interface Objection {
  readonly objection_id: string;
  readonly words: string;
  readonly made_by: string;
  readonly made_at: string;
  readonly answer: string | null;
  readonly answered_by: string | null;
  readonly answered_at: string | null;
}

export interface ClearingLines {
  readonly clearing: ClearingView;
  readonly kinds: readonly {
    readonly insutype: string;
    readonly clr_type: string;
    readonly setl_cnt: number;
    readonly medfee_sumamt: number;
    readonly fund_pay_sumamt: number;
    readonly acct_pay: number;
  }[];
  readonly lines: readonly {
    readonly insutype: string;
    readonly clr_type: string;
    readonly fund_pay_type: string;
    readonly fen: number;
  }[];
  readonly deductions: readonly { readonly matter_id: string; readonly day: string; readonly fen: number }[];
  readonly objections: readonly Objection[];
}

/** An account at a bank that an institution is paid to from a day on; of its number the last four digits. */
export interface BankAccount {
  readonly account_id: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly begndate: string;
  readonly bank: string;
  readonly holder: string;
  readonly tail: string;
  readonly made_by: string;
  readonly state: 'proposed' | 'confirmed' | 'dropped';
  readonly decided_by: string | null;
}

export interface Statement {
  readonly msgid: string;
  readonly infno: string;
  readonly begndate: string;
  readonly enddate: string;
  readonly stmt_rslt: string;
  readonly stmt_rslt_dscr: string;
  readonly differences: number;
  readonly stated_at: string;
}
