/**
 * Tables of stock and trace codes. Counts are in 1e-4 of the smallest pricing unit, prices in 1e-6 yuan, `biz_time` civil time of Asia/Shanghai.
 * Movements, and codes that moved with them, are written once.
 */
import type { ColumnType, Generated } from 'kysely';

type Fixed<Type> = ColumnType<Type, Type, never>;
type Instant = ColumnType<Date, Date, Date>;

/** What changes stock, by the transaction that tells of it. */
export type StockInfno = '3501' | '3502' | '3503' | '3504' | '3505' | '3506';

/** From when lines of drugs need codes, by region; without a row 2026-01-01, and stock never below zero. */
interface TraceSettingTable {
  admdvs: Fixed<string>;
  /** Null: codes are taken, not asked for. */
  codes_from: string | null;
  /** Stock may fall below zero, and is noted as a fault then. */
  below_zero: boolean;
}

/** What is known of an item, by region. */
interface TraceItemTable {
  admdvs: Fixed<string>;
  med_list_codg: Fixed<string>;
  needs_code: boolean;
  /** Smallest pricing units in a box; null: unknown. */
  pack_cnt: number | null;
  /** Last day on which lines of it settle without a code (无码库); null: none. */
  no_code_until: string | null;
}

/** Codes that came with a fee line, before anything is settled. */
interface TraceScanTable {
  mdtrt_id: Fixed<string>;
  feedetl_sn: Fixed<string>;
  drug_trac_codg: Fixed<string>;
  trdn_flag: Fixed<boolean>;
  min_prcunt_type: Fixed<string | null>;
}

/** A box that is sold: whole, or opened and sold in parts by one institution. At most one of a code has not ended. */
interface TraceSaleTable {
  sale_id: Generated<number>;
  drug_trac_codg: Fixed<string>;
  med_list_codg: Fixed<string>;
  fixmedins_code: Fixed<string>;
  trdn_flag: Fixed<boolean>;
  ended_at: Instant | null;
}

/** Why a sale ended: its settlement was cancelled, its fee line taken back (refund), goods returned (3506), the upload withdrawn (3507). */
export type EndedWhy = 'cancelled' | 'refund' | 'return' | 'withdrawn';

/** One bill on which a box, or some of it, was sold. */
interface TracePartTable {
  part_id: Generated<number>;
  sale_id: Fixed<number>;
  setl_id: Fixed<string | null>;
  /** Fee line of a settlement; null where 3505 told of the sale. */
  mdtrt_id: Fixed<string | null>;
  feedetl_sn: Fixed<string | null>;
  /** The sale by 3505. */
  movement_id: Fixed<number | null>;
  psn_no: Fixed<string | null>;
  /** Of the box; null: the whole of it. */
  cnt: number | null;
  taken_at: Fixed<Date>;
  ended_at: Instant | null;
  ended_why: EndedWhy | null;
  /** The return that ended it. */
  ended_by: number | null;
}

/** Somebody tried to sell what was sold. */
interface TraceAttemptTable {
  attempt_id: Generated<number>;
  drug_trac_codg: Fixed<string>;
  fixmedins_code: Fixed<string>;
  /** The sale that stood. */
  sale_id: Fixed<number>;
  msgid: Fixed<string>;
  infno: Fixed<string>;
  at: Fixed<Date>;
}

/** A code that was given for goods that have none (3592B). */
interface TraceVirtualTable {
  drug_trac_codg: Fixed<string>;
  fixmedins_code: Fixed<string>;
  med_list_codg: Fixed<string>;
  given_at: Fixed<Date>;
}

/** How often codes were looked up, by day and by what was found: 0, 1, or 2 for two and more sales. */
interface TraceLookUpTable {
  day: Fixed<string>;
  sales: Fixed<number>;
  count: number;
}

/** A change of stock of an institution's item and batch. */
interface StockMovementTable {
  movement_id: Generated<number>;
  fixmedins_code: Fixed<string>;
  infno: Fixed<StockInfno>;
  /** The movement that this one takes back. */
  reverses: Fixed<number | null>;
  med_list_codg: Fixed<string>;
  fixmedins_hilist_id: Fixed<string>;
  fixmedins_bchno: Fixed<string>;
  /** What stock changed by. */
  delta: Fixed<number>;
  /** What was told: of 3501 the stock that was counted. */
  cnt: Fixed<number>;
  pric: Fixed<number | null>;
  biz_time: Fixed<string>;
  /** Bill, invoice or kind of change. */
  docno: Fixed<string | null>;
  trdn_flag: Fixed<boolean>;
  setl_id: Fixed<string | null>;
  psn_no: Fixed<string | null>;
  /** Keyed index of the buyer's 证件号码: the number itself and the name are not kept. */
  certno_index: Fixed<string | null>;
  /** Whether the same was told before. */
  digest: Fixed<string>;
  msgid: Fixed<string>;
  recorded_at: Fixed<Date>;
  particulars: ColumnType<Record<string, string>, string, never>;
}

interface StockBoxTable {
  movement_id: Fixed<number>;
  drug_trac_codg: Fixed<string>;
}

/** The sum of the movements. */
interface StockBalanceTable {
  fixmedins_code: Fixed<string>;
  fixmedins_hilist_id: Fixed<string>;
  fixmedins_bchno: Fixed<string>;
  cnt: number;
}

/** A movement after which stock was below zero. */
interface StockFaultTable {
  movement_id: Fixed<number>;
  cnt: Fixed<number>;
}

export interface TraceSchema {
  trace_setting: TraceSettingTable;
  trace_item: TraceItemTable;
  trace_scan: TraceScanTable;
  trace_sale: TraceSaleTable;
  trace_part: TracePartTable;
  trace_attempt: TraceAttemptTable;
  trace_virtual: TraceVirtualTable;
  trace_look_up: TraceLookUpTable;
  stock_movement: StockMovementTable;
  stock_box: StockBoxTable;
  stock_balance: StockBalanceTable;
  stock_fault: StockFaultTable;
}
