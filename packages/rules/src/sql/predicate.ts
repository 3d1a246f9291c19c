/** A predicate as a SQL expression. Strong Kleene logic is SQL's own three-valued logic (docs/semantics.md 10). */
import type { CodeSet, CompareOp, Predicate } from '../predicate.ts';
import { absent, inList, quotient, startsWithAny, wide } from './dialect.ts';
import type { SqlField } from './fields.ts';

/** Where the fields and the literals of a predicate stand. */
export interface Place {
  field(name: SqlField): string;
  /** Whether the field has a value: two-valued, or null where the place cannot tell. */
  known(name: SqlField): string;
  number(value: number): string;
  /** A list of texts. */
  texts(values: readonly string[]): string;
  /** Whether the visit's closed list holds a code of the set; null where the place cannot tell. */
  coded(list: 'diagnosis' | 'operation', set: CodeSet): string;
  /** Amount of the visit's lines whose med_chrgitm_type is in the set; null where the place cannot tell. */
  share(of: CodeSet): string;
}

export const UNKNOWN = absent('BOOLEAN');

export function toSql(predicate: Predicate, place: Place): string {
  switch (predicate.is) {
    case 'always':
      return 'true';
    case 'unknown':
      return UNKNOWN;
    case 'compare':
      return compare(place.field(predicate.field), predicate.op, place.number(predicate.value));
    case 'compare-fields':
      return compare(place.field(predicate.left), predicate.op, place.field(predicate.right));
    case 'in':
      return inSet(place.field(predicate.field), predicate.set, place);
    case 'age':
      return compare(age(predicate.unit, place), predicate.op, place.number(predicate.value));
    case 'coded': {
      const held = place.coded(predicate.list, predicate.set);
      if (held === UNKNOWN) return UNKNOWN;
      const known = place.field(predicate.list === 'diagnosis' ? 'diagnoses_known' : 'operations_known');
      return `case when ${known} = 1 then ${held} end`;
    }
    case 'share': {
      const part = `${wide(place.share(predicate.of))} * 10000`;
      return compare(part, predicate.op, `${wide(place.number(predicate.value))} * ${place.field('share_total')}`);
    }
    case 'known':
      return place.known(predicate.field);
    case 'and':
    case 'or':
      return joined(predicate.is, predicate.parts, place);
    case 'not':
      return `(not ${toSql(predicate.part, place)})`;
  }
}

const operators: Record<CompareOp, string> = { '<': '<', '<=': '<=', '=': '=', '!=': '<>', '>=': '>=', '>': '>' };

function compare(left: string, op: CompareOp, right: string): string {
  return `(${left} ${operators[op]} ${right})`;
}

function inSet(value: string, set: CodeSet, place: Place): string {
  const parts = [
    ...(set.codes.length > 0 ? [inList(value, place.texts(set.codes))] : []),
    ...(set.prefixes.length > 0 ? [startsWithAny(value, place.texts(set.prefixes))] : []),
  ];
  return parts.length === 0 ? `case when ${value} is not null then false end` : `(${parts.join(' or ')})`;
}

function age(unit: 'day' | 'month' | 'year', place: Place): string {
  if (unit === 'day') return place.field('age_day');
  const months = place.field('age_month');
  return unit === 'month' ? months : quotient(months, 12);
}

function joined(is: 'and' | 'or', parts: readonly Predicate[], place: Place): string {
  if (parts.length === 0) return is === 'and' ? 'true' : 'false';
  return `(${parts.map((part) => toSql(part, place)).join(` ${is} `)})`;
}

/** The conjunction of predicates, without those that always hold. */
export function both(...predicates: readonly Predicate[]): Predicate {
  const parts = predicates.flatMap((predicate) => (predicate.is === 'and' ? predicate.parts : [predicate]));
  const open = parts.filter((part) => part.is !== 'always');
  const only = open[0];
  if (only === undefined) return { is: 'always' };
  return open.length === 1 ? only : { is: 'and', parts: open };
}
