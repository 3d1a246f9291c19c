/**
 * The predicate language: total, without recursion or free code, three-valued (docs/semantics.md 10).
 * Every evaluator visits the same nodes; a new node does not compile until all of them handle it.
 */
import type { Line, Visit } from '@shouhu/claims';
import type { AgeUnit } from '@shouhu/codes';

/**
 * Fields with an order, in the units of the judged model. begin_day, end_day, death_day, *_known and stay_* belong to
 * the row's visit; `stay_days` counts both end days; `stay_amount_fen` and `stay_line_days` sum over the visit's lines.
 * `upload_days` counts from the line's day, or the end of its visit where that is later, to the line's last update.
 */
export const numberFields = [
  'day',
  'emergency',
  'hosp_lv',
  'internet_hosp',
  'second',
  'cnt',
  'amount_fen',
  'inscp_fen',
  'pric',
  'pric_uplmt',
  'prd_days',
  'upload_days',
  'begin_day',
  'end_day',
  'death_day',
  'stay_days',
  'diagnoses_known',
  'operations_known',
  'stay_amount_fen',
  'stay_line_days',
] as const;
export type NumberField = (typeof numberFields)[number];

/** Coded fields, compared by code point. */
export const textFields = [
  'item',
  'med_type',
  'care_type',
  'insutype',
  'psn_type',
  'gend',
  'fixmedins_type',
  'fixmedins_code',
  'matn_type',
  'dept',
  'dr',
  'profttl',
  'rxno',
  'setl_id',
  'med_chrgitm_type',
  'antibiotic_grade',
] as const;
export type TextField = (typeof textFields)[number];

export type CompareOp = '<' | '<=' | '=' | '!=' | '>=' | '>';

/**
 * Codes and code prefixes; a code is in the set when it equals a code or starts with a prefix. Names of items stand for
 * codes that the knowledge does not know: `withNamedItems` adds the codes before anything is judged, and a name that no
 * row carries selects nothing (docs/semantics.md 31).
 */
export interface CodeSet {
  readonly codes: readonly string[];
  readonly prefixes: readonly string[];
  readonly names?: readonly string[] | undefined;
}

export type Predicate =
  | { readonly is: 'always' }
  /** Never decidable from claims; `name` becomes the reason. */
  | { readonly is: 'unknown'; readonly name: string }
  | { readonly is: 'compare'; readonly field: NumberField; readonly op: CompareOp; readonly value: number }
  | { readonly is: 'compare-fields'; readonly left: NumberField; readonly op: CompareOp; readonly right: NumberField }
  | { readonly is: 'in'; readonly field: TextField; readonly set: CodeSet }
  | { readonly is: 'age'; readonly unit: AgeUnit; readonly op: CompareOp; readonly value: number }
  | { readonly is: 'coded'; readonly list: 'diagnosis' | 'operation'; readonly set: CodeSet }
  /** Share (1e-4) of the visit's amount whose med_chrgitm_type is in the set. */
  | { readonly is: 'share'; readonly of: CodeSet; readonly op: CompareOp; readonly value: number }
  | { readonly is: 'known'; readonly field: NumberField | TextField | 'brdy' }
  | { readonly is: 'and' | 'or'; readonly parts: readonly Predicate[] }
  | { readonly is: 'not'; readonly part: Predicate };

/** Outcome of a predicate: true, false, or null for "unknown". */
export type Kleene = boolean | null;

/** What a predicate reads: a line or a visit, beside the visit it belongs to. */
export type Row = Line | Visit;

const textNames: ReadonlySet<string> = new Set(textFields);

export function isTextField(field: string): field is TextField {
  return textNames.has(field);
}
