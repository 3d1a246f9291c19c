/** Tables of clearing, reconciliation and the income of funds. A month is its first day, amounts are fen. */
import type { ColumnType, JSONColumnType } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;

/** Village clinics are paid in full by the 5th of the next month; all others by the standard terms. */
export type ClearingTerms = 'village' | 'standard';

/**
 * `computed` by the platform, `confirmed` by the institution, `approved` by a second person (also without confirmation when its days are over),
 * `paid` by an order. What comes to nothing, or to less, stays approved.
 */
export type ClearingState = 'computed' | 'confirmed' | 'approved' | 'paid';

interface ClearingTable {
  fixmedins_code: Fixed<string>;
  month: Fixed<string>;
  admdvs: Fixed<string>;
  terms: Fixed<ClearingTerms>;
  state: ClearingState;
  /** What funds and personal accounts pay for the settlements of the month, less its cancellations. */
  gross_fen: Fixed<number>;
  /** Taken by decided reviews and measures; negative where one was revoked. */
  deducted_fen: Fixed<number>;
  /** What was negative in the month before. */
  carried_in_fen: Fixed<number>;
  pay_fen: Fixed<number>;
  carried_out_fen: Fixed<number>;
  computed_by: Fixed<string>;
  computed_on: Fixed<string>;
  confirmed_by: string | null;
  confirmed_on: string | null;
  approved_by: string | null;
  approved_on: string | null;
  order_id: string | null;
}

/** Money ordered to be paid: a file for the bank. */
interface ClearingOrderTable {
  order_id: Fixed<string>;
  month: Fixed<string>;
  day: Fixed<string>;
  institutions: Fixed<number>;
  fen: Fixed<number>;
  ordered_by: Fixed<string>;
  ordered_at: Fixed<Date>;
}

interface ClearingApplicationTable {
  clr_appy_evt_id: Fixed<string>;
  msgid: Fixed<string>;
  fixmedins_code: Fixed<string>;
  month: Fixed<string>;
  clr_type: Fixed<string>;
  applied_at: Fixed<Date>;
  withdrawn_at: Date | null;
}

/** A file of an institution, or a result for it; its content is base64, sealed. */
interface ClearingFileTable {
  file_qury_no: Fixed<string>;
  fixmedins_code: Fixed<string>;
  filename: Fixed<string>;
  content: Fixed<string>;
  kept_at: Fixed<Date>;
}

/** One reconciliation: of totals (3201), or of details (3202). */
interface ClearingStatementTable {
  msgid: Fixed<string>;
  infno: Fixed<'3201' | '3202'>;
  fixmedins_code: Fixed<string>;
  insutype: Fixed<string | null>;
  clr_type: Fixed<string | null>;
  begndate: Fixed<string>;
  enddate: Fixed<string>;
  ours: JSONColumnType<Record<string, number>, string, never>;
  theirs: JSONColumnType<Record<string, number>, string, never>;
  stmt_rslt: Fixed<string>;
  stmt_rslt_dscr: Fixed<string>;
  /** Lines that differ. */
  differences: Fixed<number>;
  result_file: Fixed<string | null>;
  stated_at: Fixed<Date>;
}

/** An account at a bank that an institution is paid to, from a day on. */
interface InstitutionBankTable {
  account_id: Fixed<string>;
  fixmedins_code: Fixed<string>;
  begndate: Fixed<string>;
  bank: Fixed<string>;
  holder: Fixed<string>;
  /** Sealed. */
  account_no: string;
  /** Its last four digits. */
  tail: Fixed<string>;
  made_by: Fixed<string>;
  made_at: Fixed<Date>;
  state: 'proposed' | 'confirmed' | 'dropped';
  decided_by: string | null;
  decided_at: Date | null;
}

export interface ClearingSchema {
  institution_bank: InstitutionBankTable;
  clearing: ClearingTable;
  clearing_terms: { fixmedins_code: Fixed<string>; terms: ClearingTerms };
  clearing_kind: {
    fixmedins_code: Fixed<string>;
    month: Fixed<string>;
    insutype: Fixed<string>;
    clr_type: Fixed<string>;
    /** Settlements less cancellations. */
    setl_cnt: Fixed<number>;
    medfee_sumamt: Fixed<number>;
    fund_pay_sumamt: Fixed<number>;
    /** Personal accounts, mutual aid included. */
    acct_pay: Fixed<number>;
  };
  clearing_line: {
    fixmedins_code: Fixed<string>;
    month: Fixed<string>;
    insutype: Fixed<string>;
    clr_type: Fixed<string>;
    fund_pay_type: Fixed<string>;
    fen: Fixed<number>;
  };
  clearing_deduction: {
    entry_id: Fixed<string>;
    fixmedins_code: Fixed<string>;
    month: Fixed<string>;
    fen: Fixed<number>;
  };
  clearing_order: ClearingOrderTable;
  /** What an institution objects to in its clearing, and what was answered. */
  clearing_objection: {
    objection_id: Fixed<string>;
    fixmedins_code: Fixed<string>;
    month: Fixed<string>;
    words: Fixed<string>;
    made_by: Fixed<string>;
    made_at: Fixed<Date>;
    answer: string | null;
    answered_by: string | null;
    answered_at: Date | null;
  };
  clearing_application: ClearingApplicationTable;
  clearing_file: ClearingFileTable;
  clearing_statement: ClearingStatementTable;
  /** Income of a fund, proposed by one person and posted by another. */
  fund_booking: {
    booking_id: Fixed<string>;
    /** Posted income that it takes back; null for income. */
    reverses: Fixed<string | null>;
    fund: Fixed<string>;
    source: Fixed<string>;
    fen: Fixed<number>;
    day: Fixed<string>;
    note: Fixed<string>;
    made_by: Fixed<string>;
    made_at: Fixed<Date>;
    state: 'proposed' | 'posted' | 'dropped';
    decided_by: string | null;
    decided_at: Date | null;
  };
}
