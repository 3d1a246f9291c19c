/** The predicate language over one row: the meaning every evaluator must reproduce. */
import { ageAt, civilDay, type AgeUnit } from '@shouhu/codes';
import { includes } from './code-set.ts';
import { all, any, compare, not } from './kleene.ts';
import {
  isTextField,
  type CodeSet,
  type CompareOp,
  type Kleene,
  type NumberField,
  type Predicate,
  type Row,
  type TextField,
} from './predicate.ts';
import { isLine, type Scene } from './scene.ts';
import { shareOf } from './visit-sums.ts';

export function evaluate(predicate: Predicate, row: Row, scene: Scene): Kleene {
  switch (predicate.is) {
    case 'always':
      return true;
    case 'unknown':
      return null;
    case 'compare':
      return compare(numberOf(row, predicate.field, scene), predicate.op, predicate.value);
    case 'compare-fields':
      return compare(numberOf(row, predicate.left, scene), predicate.op, numberOf(row, predicate.right, scene));
    case 'in': {
      const value = textOf(row, predicate.field);
      return value === null ? null : includes(predicate.set, value);
    }
    case 'age':
      return compare(ageOf(row, predicate.unit), predicate.op, predicate.value);
    case 'coded': {
      const codes = scene.codesOf(row, predicate.list);
      return codes === null ? null : codes.some((code) => includes(predicate.set, code));
    }
    case 'share':
      return share(row, predicate.of, predicate.op, predicate.value, scene);
    case 'known':
      return isKnown(row, predicate.field, scene);
    case 'and':
      return all(predicate.parts.map((part) => evaluate(part, row, scene)));
    case 'or':
      return any(predicate.parts.map((part) => evaluate(part, row, scene)));
    case 'not':
      return not(evaluate(predicate.part, row, scene));
  }
}

/** A number of the row, of its visit, or null where the row has no such field. */
export function numberOf(row: Row, field: NumberField, scene: Scene): number | null {
  switch (field) {
    case 'day':
    case 'emergency':
    case 'hosp_lv':
    case 'internet_hosp':
      return row[field];
    case 'second':
      return isLine(row) ? row.second : row.begin_second;
    case 'cnt':
    case 'amount_fen':
    case 'inscp_fen':
    case 'pric':
    case 'pric_uplmt':
    case 'prd_days':
      return isLine(row) ? row[field] : null;
    case 'upload_days':
      return uploadDays(row, scene);
    case 'begin_day':
      return scene.visitOf(row)?.day ?? null;
    case 'end_day':
    case 'death_day':
    case 'diagnoses_known':
    case 'operations_known':
      return scene.visitOf(row)?.[field] ?? null;
    case 'stay_days':
      return stayDays(row, scene);
    case 'stay_amount_fen':
      return scene.sumsOf(row).amount_fen;
    case 'stay_line_days':
      return scene.sumsOf(row).line_days;
  }
}

export function textOf(row: Row, field: TextField): string | null {
  return ofLineOnly(field) ? (isLine(row) ? row[field] : null) : row[field];
}

const lineTexts = ['item', 'rxno', 'setl_id', 'med_chrgitm_type', 'antibiotic_grade'] as const;
const lineTextNames: ReadonlySet<string> = new Set(lineTexts);

/** Whether a visit has no such field. */
export function ofLineOnly(field: TextField): field is (typeof lineTexts)[number] {
  return lineTextNames.has(field);
}

/** Days from a line's day, or the end of its visit where that is later, to its last update. */
function uploadDays(row: Row, scene: Scene): number | null {
  if (!isLine(row) || row.updt_day === null) return null;
  return row.updt_day - Math.max(row.day, scene.visitOf(row)?.end_day ?? row.day);
}

/** Days of the stay, both end days included; absent while the end is. */
export function stayDays(row: Row, scene: Scene): number | null {
  const visit = scene.visitOf(row);
  return visit === undefined || visit.end_day === null ? null : visit.end_day - visit.day + 1;
}

/** Completed age at the row's day; absent without a birth date, or when born later than served. */
export function ageOf(row: Row, unit: AgeUnit): number | null {
  return row.brdy === null ? null : (ageAt(civilDay(row.brdy), civilDay(row.day), unit) ?? null);
}

function isKnown(row: Row, field: NumberField | TextField | 'brdy', scene: Scene): boolean {
  if (field === 'brdy') return row.brdy !== null;
  return (isTextField(field) ? textOf(row, field) : numberOf(row, field, scene)) !== null;
}

function share(row: Row, of: CodeSet, op: CompareOp, value: number, scene: Scene): Kleene {
  const amounts = shareOf(scene.sumsOf(row), (kind) => includes(of, kind));
  return amounts === null ? null : compare(amounts.part * 10_000, op, value * amounts.total);
}
