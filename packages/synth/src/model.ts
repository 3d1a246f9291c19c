/**
 * The county as values. Units: days are civil days since 1970-01-01, seconds are seconds of the day, money is fen,
 * quantities, prices and ratios are ten-thousandths (prices of a yuan). Field names are the national ones.
 */

export type ItemKind = 'western' | 'patent' | 'herb' | 'service' | 'consumable';

/** One item at one institution: its use, with quantities in ten-thousandths, and the columns of its own name. */
export interface Place {
  /** The books it stands in. */
  readonly of: object;
  /** Month by month, net of what was taken back. */
  readonly months: number[];
  lines: number;
  cnt: number;
  inscp: number;
  ownName: Uint8Array | null;
}

/** A billable item of the catalogue. */
export interface Item {
  readonly code: string;
  readonly name: string;
  readonly kind: ItemKind;
  /** 医疗收费项目类别 */
  readonly med_chrgitm_type: string;
  /** 收费项目等级: 01 甲, 02 乙, 03 丙 */
  readonly chrgitm_lv: string;
  readonly pric: number;
  readonly pric_uplmt: number;
  readonly selfpay_prop: number;
  /** `pric` as it is written. */
  readonly pric_text: string;
  /** The bytes of a written line that depend on the item alone. */
  readonly written: Uint8Array;
  /** By the institution's serial; filled while a county is written, where a look-up for each line would be slow. */
  readonly places: (Place | undefined)[];
}

/** Where people live together. */
export interface Home {
  readonly number: number;
  readonly town: number;
  readonly village: number;
  readonly addr: string;
  readonly kind: 'family' | 'nursing';
}

export interface Person {
  readonly index: number;
  readonly psn_no: string;
  readonly gend: '1' | '2' | '9';
  readonly brdy: number;
  readonly insutype: string;
  readonly psn_type: string;
  readonly town: number;
  readonly home: Home;
  /** Index of whose telephone is given. */
  readonly phone: number;
  /** null: not employed by a unit. */
  readonly employer: number | null;
  /** Poor: medical aid pays a part. */
  readonly aided: boolean;
  readonly die_date: number | null;
}

export interface Doctor {
  readonly dr_code: string;
  readonly dept: Department;
  readonly profttl: string;
  /** The bytes of a written line that depend on the doctor alone. */
  readonly written: Uint8Array;
}

export interface Department {
  readonly code: string;
  readonly name: string;
}

export interface Institution {
  readonly fixmedins_code: string;
  readonly name: string;
  /** '1' medical, '2' pharmacy */
  readonly fixmedins_type: string;
  /** 医院等级 code */
  readonly hosp_lv: string;
  /** 3 三级 … 0 none */
  readonly rank: number;
  readonly medins_type: string;
  readonly bed_cnt: number;
  readonly internet: boolean;
  /** Its place in the county's list, from 0. */
  readonly serial: number;
  /** Percent of the catalogue that it stocks. */
  readonly range: number;
  readonly doctors: readonly Doctor[];
  /** Those who see the patients of a department: its own, else those of internal medicine, else all. */
  readonly doctorsFor: ReadonlyMap<Department, readonly Doctor[]>;
}

export interface FeeLine {
  readonly line_id: string;
  readonly item: Item;
  readonly day: number;
  readonly second: number;
  readonly cnt: number;
  /** Differs from the item's where a bill does. */
  readonly pric: number;
  readonly amount: number;
  readonly fulamt_ownpay: number;
  readonly overlmt_selfpay: number;
  readonly preselfpay: number;
  readonly inscp: number;
  readonly rxno: string;
  /** Ten-thousandths; 0: not stated. */
  readonly prd_days: number;
  readonly doctor: Doctor;
  readonly trace: readonly string[];
  readonly trdn: boolean;
  readonly init_feedetl_sn: string;
  /** Day of the row's last change; its clock is the fee's. */
  readonly updated: number;
  readonly valid: boolean;
  /** What the institution itself calls it, where that is not its usual name for the item. */
  readonly ownName: string | undefined;
}

/** One settlement; a reversal holds no lines and the negated amounts of the one it reverses. */
export interface Bill {
  readonly setl_id: string;
  readonly day: number;
  readonly second: number;
  readonly lines: FeeLine[];
  readonly reverses: Bill | null;
  /** Stands for the lines when they have been written and let go. */
  sums: Sums | null;
}

/** Of the lines of a bill, in fen. */
export interface Sums {
  medfee_sumamt: number;
  fulamt_ownpay_amt: number;
  overlmt_selfpay: number;
  preselfpay_amt: number;
}

export interface Coded {
  readonly code: string;
  readonly name: string;
}

export interface OperationDone extends Coded {
  readonly day: number;
  /** Where it is told: who operated when, in seconds of the day; else the theatre's book says. */
  readonly slot?: OperationSlot;
}

export interface OperationSlot {
  readonly doctor: Doctor;
  readonly begin: number;
  readonly end: number;
}

export interface Visit {
  readonly mdtrt_id: string;
  readonly institution: Institution;
  readonly med_type: string;
  /** Insurance that pays: the person's, or maternity. */
  readonly insutype: string;
  readonly begin: number;
  readonly begin_second: number;
  /** null: still in hospital. */
  readonly end: number | null;
  readonly end_second: number;
  readonly doctor: Doctor;
  readonly diagnoses: Coded[];
  readonly operations: OperationDone[];
  readonly bills: Bill[];
  /** How the person's share is paid; undefined: as the person's purse has it. */
  readonly pays: 'account' | 'family' | 'cash' | undefined;
  /** Lines of a visit that has not been settled. */
  readonly open: FeeLine[];
  /** Rows that a correct reading drops: older versions of a corrected line, and withdrawn lines. */
  readonly dropped: { readonly line: FeeLine; readonly setl_id: string }[];
  readonly mdtrt_cert_type: string;
  readonly matn_type: string;
  readonly dscg_way: string;
  readonly valid: boolean;
}
