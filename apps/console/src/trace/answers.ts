/** What the server answers about boxes and codes; compared with its own types in e2e/answers.ts. */
export type EndedWhy = 'cancelled' | 'refund' | 'return' | 'withdrawn';

export interface BoxSale {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly med_list_codg: string;
  readonly trdn_flag: boolean;
  readonly setl_id: string | null;
  readonly docno: string | null;
  readonly cnt: number | null;
  readonly taken_at: string;
  readonly ended_at: string | null;
  readonly ended_why: EndedWhy | null;
}

export interface BoxMove {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly infno: string;
  readonly med_list_codg: string;
  readonly fixmedins_bchno: string;
  readonly biz_time: string;
  readonly withdrawn: boolean;
}

export interface Box {
  readonly sales: 0 | 1 | 2;
  readonly sold: readonly BoxSale[];
  readonly moved: readonly BoxMove[];
}

export interface Attempt {
  readonly attempt_id: number;
  readonly code: string;
  readonly drug_trac_codg: string;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly infno: string;
  readonly msgid: string;
  readonly at: string;
  readonly sold_by: string;
  readonly seller_name: string;
  readonly med_list_codg: string;
  readonly sold_at: string;
}

export interface Fault {
  readonly movement_id: number;
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly infno: string;
  readonly med_list_codg: string;
  readonly fixmedins_bchno: string;
  readonly biz_time: string;
  readonly cnt: number;
}

export interface LookUps {
  readonly day: string;
  readonly sales: number;
  readonly count: number;
}

export interface BoxesOfPlace {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly refused: number;
  readonly most_code: string | null;
  readonly attempts: number;
  readonly others: number;
  readonly boxes: number;
  readonly given: number;
  readonly sold: number;
}

export interface Setting {
  readonly admdvs: string;
  readonly codes_from: string | null;
  readonly below_zero: boolean;
}

export interface Item {
  readonly admdvs: string;
  readonly med_list_codg: string;
  readonly needs_code: boolean;
  /** In 1e-4 of the smallest pricing unit. */
  readonly pack_cnt: number | null;
  readonly no_code_until: string | null;
}

export interface TermsSet {
  readonly settings: readonly Setting[];
  readonly items: readonly Item[];
}
