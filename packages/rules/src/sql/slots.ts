/**
 * The literals of a predicate hoisted into columns of its point, so that thousands of points share a handful of
 * expression shapes; and the same literals in place, where a predicate is pushed down to the rows.
 */
import type { Predicate } from '../predicate.ts';
import { absent, textList } from './dialect.ts';
import { lineField, readsStay } from './fields.ts';
import { toSql, UNKNOWN } from './predicate.ts';
import type { SetBook } from './sets.ts';

/** A predicate over a row `r` and a point `p`, its literals by kind in order of use. */
export interface Shape {
  readonly sql: string;
  readonly numbers: readonly number[];
  readonly texts: readonly (readonly string[])[];
  readonly coded: readonly { readonly list: 'diagnosis' | 'operation'; readonly set_id: number }[];
  readonly shares: readonly number[];
}

export function shapeOf(predicate: Predicate, sets: SetBook): Shape {
  const numbers: number[] = [];
  const texts: (readonly string[])[] = [];
  const coded: { list: 'diagnosis' | 'operation'; set_id: number }[] = [];
  const shares: number[] = [];
  const sql = toSql(predicate, {
    field: (name) => `r.${name}`,
    known: (name) => `(r.${name} is not null)`,
    number: (value) => `p.n${numbers.push(value)}`,
    texts: (values) => `p.s${texts.push(values)}`,
    coded: (list, set) => `c${coded.push({ list, set_id: sets.idOf(list, set) })}.set_id is not null`,
    share: (of) => `coalesce(h${shares.push(sets.idOf('charge', of))}.amount_fen, 0)`,
  });
  return { sql, numbers, texts, coded, shares };
}

/**
 * What a line `l` and its visit `v` tell of a predicate, with its literals in place: lists and sums of the visit are
 * taken as unknown, so a line for which this is false can be left out early.
 */
export function onLine(predicate: Predicate): string {
  return toSql(predicate, {
    field: (name) => (readsStay(name) ? absent('BIGINT') : `(${lineField(name)})`),
    known: (name) => (readsStay(name) ? UNKNOWN : `(${lineField(name)} is not null)`),
    number: String,
    texts: textList,
    coded: () => UNKNOWN,
    share: () => absent('BIGINT'),
  });
}

/** What a candidate line `r` tells of a predicate, with its literals in place: its visit's lists are taken as unknown. */
export function onCandidate(predicate: Predicate): string {
  return toSql(predicate, {
    field: (name) => `r.${name}`,
    known: (name) => `(r.${name} is not null)`,
    number: String,
    texts: textList,
    coded: () => UNKNOWN,
    share: () => absent('BIGINT'),
  });
}

/** The shapes of one rule type: one expression that picks the point's own by its number. */
export interface ShapeBook {
  readonly shapes: readonly string[];
  readonly coded: number;
  readonly shares: number;
}

/** The outcome of the point's condition for row `r`, by its shape. */
export function outcomeOf({ shapes }: ShapeBook): string {
  const [only] = shapes;
  if (only !== undefined && shapes.length === 1) return only;
  return `case p.shape\n${shapes.map((sql, index) => `      when ${index} then ${sql}`).join('\n')}\n    end`;
}

/** Joins that the shapes' coded sets and shares need, at most one row each. */
export function joinsOf({ coded, shares }: ShapeBook): string {
  const slots = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  return [
    ...slots(coded).map(
      (slot) => `left join t_coded c${slot} on c${slot}.set_id = p.c${slot} and c${slot}.mdtrt_id = r.mdtrt_id`,
    ),
    ...slots(shares).map(
      (slot) =>
        `left join t_share h${slot} on h${slot}.set_id = p.h${slot} and h${slot}.mdtrt_id = r.mdtrt_id and h${slot}.fixmedins_code = r.fixmedins_code`,
    ),
  ]
    .map((join) => `  ${join}\n`)
    .join('');
}
