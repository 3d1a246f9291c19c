/** Where the fields of the judged model stand in a source of rows. */
import type { NumberField, Predicate, TextField } from '../predicate.ts';
import { numberFields, textFields } from '../predicate.ts';
import { absent, monthsBetween } from './dialect.ts';

/** Values computed once per row, beside the fields a predicate names. */
type DerivedField = 'age_day' | 'age_month' | 'share_total' | 'updt_day';
export type SqlField = NumberField | TextField | DerivedField | 'brdy';

export const sqlFields: readonly SqlField[] = [
  ...numberFields,
  ...textFields,
  'brdy',
  'age_day',
  'age_month',
  'share_total',
  'updt_day',
];

/** Fields that a line or visit has only through the lines or the record of its visit; `upload_days` is a line's alone. */
const ofVisit = {
  begin_day: 'v.day',
  end_day: 'v.end_day',
  death_day: 'v.death_day',
  diagnoses_known: 'v.diagnoses_known',
  operations_known: 'v.operations_known',
  stay_days: 'v.end_day - v.day + 1',
  upload_days: 'l.updt_day - greatest(l.day, coalesce(v.end_day, l.day))',
} as const;

const ofStay = {
  stay_amount_fen: 'coalesce(w.amount_fen, 0)',
  stay_line_days: 'coalesce(w.line_days, 0)',
  share_total: 'w.share_total',
} as const;

/** Fields of a line that a visit does not have. */
const ofLine: ReadonlySet<string> = new Set([
  'item',
  'cnt',
  'amount_fen',
  'inscp_fen',
  'pric',
  'pric_uplmt',
  'prd_days',
  'rxno',
  'setl_id',
  'med_chrgitm_type',
  'antibiotic_grade',
  'upload_days',
  'updt_day',
]);

export function readsVisit(field: SqlField): field is keyof typeof ofVisit {
  return field in ofVisit;
}

export function readsStay(field: SqlField): field is keyof typeof ofStay {
  return field in ofStay;
}

/** Expression of a field for a line `l`, its visit `v` and its visit's sums `w`. */
export function lineField(field: SqlField): string {
  if (readsVisit(field)) return ofVisit[field];
  if (readsStay(field)) return ofStay[field];
  return ownField('l', field);
}

/** Expression of a field for a visit `v` and its sums `w`. */
export function visitField(field: SqlField): string {
  if (ofLine.has(field)) return absent(isNumber(field) ? 'BIGINT' : 'VARCHAR');
  if (readsVisit(field)) return ofVisit[field];
  if (readsStay(field)) return ofStay[field];
  if (field === 'second') return 'v.begin_second';
  return ownField('v', field);
}

function ownField(row: 'l' | 'v', field: SqlField): string {
  const [birth, on] = [`${row}.brdy`, `${row}.day`];
  if (field === 'age_day') return `case when ${birth} <= ${on} then ${on} - ${birth} end`;
  if (field === 'age_month') return `case when ${birth} <= ${on} then ${monthsBetween(birth, on)} end`;
  return `${row}.${field}`;
}

const numbers: ReadonlySet<string> = new Set([...numberFields, 'updt_day']);

function isNumber(field: SqlField): boolean {
  return numbers.has(field);
}

/** Fields whose columns a predicate needs. */
export function fieldsOf(predicate: Predicate): SqlField[] {
  switch (predicate.is) {
    case 'always':
    case 'unknown':
      return [];
    case 'compare':
    case 'in':
    case 'known':
      return withSource(predicate.field);
    case 'compare-fields':
      return [...withSource(predicate.left), ...withSource(predicate.right)];
    case 'age':
      return ['brdy', predicate.unit === 'day' ? 'age_day' : 'age_month'];
    case 'coded':
      return [predicate.list === 'diagnosis' ? 'diagnoses_known' : 'operations_known'];
    case 'share':
      return ['share_total', 'med_chrgitm_type'];
    case 'and':
    case 'or':
      return predicate.parts.flatMap(fieldsOf);
    case 'not':
      return fieldsOf(predicate.part);
  }
}

/** A field with the column that findings work it out from again. */
function withSource(field: NumberField | TextField | 'brdy'): SqlField[] {
  return field === 'upload_days' ? [field, 'updt_day'] : [field];
}
