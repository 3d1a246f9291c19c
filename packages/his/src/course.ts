/**
 * What happens to one patient as a hospital's or a pharmacy's system tells it: one transaction after another, each made of the answers before.
 * A course is made anew from its scene whenever it is needed: with the answers of the journal it comes to where it was.
 */
import type { Random } from '@shouhu/synth';

/** Shows the e-voucher of a person: the token of now, or one of some minutes ago; or their face to a terminal of the institution. */
export interface Showing {
  readonly psn_no: string;
  readonly which: 'now' | 'old' | 'face';
}

/** The next message of a course. */
export interface Ask {
  readonly infno: string;
  /** With an e-voucher it is made of what the telephone shows; of nothing where it cannot show a fresh token at this moment. */
  readonly input: object | ((token: string | undefined) => object);
  readonly shows?: Showing;
  /** What is sent instead after the message was taken back, as a token is used up by then. */
  readonly again?: object;
  /** Played day, from 0, before which it is not sent. */
  readonly day: number;
  /** Codes of which one must refuse it, where it is sent wrong on purpose. */
  readonly refusedBy?: readonly string[];
}

export interface Fields {
  readonly [field: string]: unknown;
}

/** What came of it, and what had been sent. */
export type Told =
  | { readonly done: true; readonly output: Fields; readonly input: object }
  | { readonly done: false; readonly code: string; readonly input: object };

export type Course = Generator<Ask, void, Told>;

export interface Person {
  readonly psn_no: string;
  readonly certno: string;
  readonly insutype: string;
  readonly insuplc_admdvs: string;
}

export interface Item {
  readonly med_list_codg: string;
  /** Fen. */
  readonly pric: number;
  /** Whether it is a drug whose boxes bear trace codes. */
  readonly isBoxed: boolean;
  /** Cap of the unit price, in fen; absent: none. */
  readonly cap?: number;
  /** Share that the person pays first; 1 is all of it. */
  readonly selfpay?: number;
  readonly med_chrgitm_type?: string;
}

/** The institution as its own messages name it. */
export interface Asking {
  readonly fixmedins_code: string;
  readonly fixmedins_name: string;
  readonly admdvs: string;
  readonly hosp_lv: string;
}

export interface Scene {
  readonly random: Random;
  readonly person: Person;
  readonly items: readonly Item[];
  /** Civil days `yyyy-MM-dd` that are played. */
  readonly days: readonly string[];
  /** On which it begins. */
  readonly day: number;
  /** Whether messages are sent wrong on purpose. */
  readonly faults: boolean;
  /** Who asks the real-time check (3101, 3102) and tells what it did (3103); absent: nobody asks. */
  readonly checks?: Asking;
  /** Whether the person has an e-voucher that can be shown. */
  readonly voucher?: boolean;
  /** Whether terminals of the institution recognise faces. */
  readonly faces?: boolean;
  /** Whether goods are uploaded, and single lines taken back; absent: neither. */
  readonly uploads?: boolean;
}

/** `stock` and `filing` settle nothing. */
export type CourseKind = 'outpatient' | 'stay' | 'sale' | 'stock' | 'filing';

/** Of ten thousand courses, how many do what is not usual. */
export const SOME = 1_500;
export const FEW = 600;

export const DOCTOR = 'D429000000123';
export const DIAGNOSIS = { diag_code: 'I10.x00', diag_name: '高血压' };

export function diagnosisOn(day: string): object {
  const code = { diag_type: '1', diag_srt_no: '1', ...DIAGNOSIS, vali_flag: '1' };
  return { ...code, diag_dept: '内科', dise_dor_no: DOCTOR, diag_time: `${day} 08:10:00` };
}

export const ATTENDED = {
  atddr_no: DOCTOR,
  dr_name: '测试医生',
  dept_code: '01',
  dept_name: '内科',
  caty: 'A03',
} as const;

export interface Visit {
  readonly mdtrt_id: string;
  readonly psn_no: string;
}

export function mannerOf({ random, person }: Scene, med_type: string): Fields {
  const acct_used_flag = random.chance(5_000) ? '1' : '0';
  return { insutype: person.insutype, mdtrt_cert_type: '02', med_type, psn_setlway: '01', acct_used_flag };
}

/** A text of a node of an answer; empty where there is none. */
export function textOf(node: unknown, field: string): string {
  if (typeof node !== 'object' || node === null) return '';
  const value: unknown = Reflect.get(node, field);
  return typeof value === 'string' ? value : '';
}

/** A node of an answer; one without members where there is none. */
export const fieldsOf = (node: unknown): Fields => (typeof node === 'object' && node !== null ? { ...node } : {});

/** Rows of a node of an answer. */
export const rowsOf = (node: unknown): readonly unknown[] => (Array.isArray(node) ? node : []);
