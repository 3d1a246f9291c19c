/** What a rule type says about one anchor, before amounts, messages and ids are made of it. */
import type { Line, Visit } from '@shouhu/claims';
import type { Point, Rule } from './model.ts';
import type { Row } from './predicate.ts';

export interface Charge {
  readonly line: Line;
  /** Numerator of the share of the line's in-scope amount; the denominator is the hit's. */
  readonly num: number;
}

export interface Hit {
  readonly rule: Rule;
  readonly point: Point;
  /** True: a finding. False: cannot decide. */
  readonly decided: boolean;
  readonly anchor: string;
  readonly charges: readonly Charge[];
  readonly den: number;
  /** Lines that made the charged ones wrong, or (undecided) might have. */
  readonly related: readonly Line[];
  /** Visits the hit is about, beside those of its lines; the anchor's first. */
  readonly visits: readonly Visit[];
  /** What was measured and the maximum it was held against. */
  readonly measured: { readonly total: number; readonly max: number | null } | null;
  /** Why no amount can be named, or null. */
  readonly amount_reason: string | null;
}

export function lineAnchor(line: Pick<Line, 'line_id'>): string {
  return `line|${line.line_id}`;
}

export function visitAnchor(row: Row): string {
  return `visit|${row.mdtrt_id}`;
}

/** Each fault of a visit is a finding of its own (docs/semantics.md 29). */
export function recordAnchor(row: Row, point: Point): string {
  return `${visitAnchor(row)}|${point.point_ids[0] ?? ''}`;
}

/** Lines charged whole. */
export function whole(lines: readonly Line[]): { charges: Charge[]; den: number } {
  return { charges: lines.map((line) => ({ line, num: 1 })), den: 1 };
}
