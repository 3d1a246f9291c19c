/** Flagged visits gathered into hits. */
import assert from 'node:assert/strict';
import { compareCodePoints } from '@shouhu/codes';
import type { Hit, LineKey, VisitKey } from './scheme.ts';

/** A visit that a statement flagged. */
export interface Flagged extends VisitKey {
  readonly psn_no: string;
  readonly day: number;
  readonly end_day: number | null;
}

export interface FlaggedLine extends LineKey, VisitKey {
  readonly psn_no: string;
  readonly day: number;
}

type Members = Pick<Hit, 'fixmedins_codes' | 'psn_nos' | 'visits' | 'lines' | 'from' | 'to'>;

/** The members of a hit over visits: each once, in order. */
export function ofVisits(rows: readonly Flagged[]): Members {
  return {
    fixmedins_codes: distinct(rows.map((row) => row.fixmedins_code)),
    psn_nos: distinct(rows.map((row) => row.psn_no)),
    visits: visitsOf(rows),
    lines: [],
    ...span(rows.map(({ day, end_day }) => ({ from: day, to: Math.max(day, end_day ?? day) }))),
  };
}

/** The members of a hit over single lines, and the visits they stand in. */
export function ofLines(rows: readonly FlaggedLine[]): Members {
  const lines = new Map(rows.map((row) => [`${row.fixmedins_code}|${row.line_id}`, row]));
  return {
    fixmedins_codes: distinct(rows.map((row) => row.fixmedins_code)),
    psn_nos: distinct(rows.map((row) => row.psn_no)),
    visits: visitsOf(rows),
    lines: [...lines]
      .toSorted(([a], [b]) => compareCodePoints(a, b))
      .map(([, { fixmedins_code, line_id }]) => ({ fixmedins_code, line_id })),
    ...span(rows.map(({ day }) => ({ from: day, to: day }))),
  };
}

function visitsOf(rows: readonly VisitKey[]): VisitKey[] {
  const visits = new Map(rows.map((row) => [`${row.fixmedins_code}|${row.mdtrt_id}`, row]));
  return [...visits]
    .toSorted(([a], [b]) => compareCodePoints(a, b))
    .map(([, { fixmedins_code, mdtrt_id }]) => ({ fixmedins_code, mdtrt_id }));
}

function span(rows: readonly { from: number; to: number }[]): { from: number; to: number } {
  return rows.reduce((all, row) => ({ from: Math.min(all.from, row.from), to: Math.max(all.to, row.to) }), {
    from: Number.MAX_SAFE_INTEGER,
    to: Number.MIN_SAFE_INTEGER,
  });
}

export function distinct(values: Iterable<string>): string[] {
  return [...new Set(values)].toSorted(compareCodePoints);
}

/** A score between 0 and 1 from parts that each say 0 … 1, weighted; rounded to four places. */
export function scoreOf(...parts: readonly (readonly [weight: number, share: number])[]): number {
  const weights = parts.reduce((sum, [weight]) => sum + weight, 0);
  const total = parts.reduce((sum, [weight, share]) => sum + weight * Math.min(1, Math.max(0, share)), 0);
  return Math.round((total / weights) * 10_000) / 10_000;
}

/** How far a value has gone from where a pattern begins to where it is plain: 0 … 1. */
export function between(value: number, begins: number, plain: number): number {
  return plain === begins ? 1 : Math.min(1, Math.max(0, (value - begins) / (plain - begins)));
}

/** The first row of a group, which holds at least one. */
export function firstOf<Row>(rows: readonly Row[]): Row {
  const [first] = rows;
  assert(first !== undefined, 'a group without rows');
  return first;
}

/** What is made of every case with the rows of its number, so that one statement reads the rows of all. */
export function eachWith<Case extends { readonly grp: number }, Row extends { readonly grp: number }, Made>(
  cases: readonly Case[],
  rows: readonly Row[],
  make: (one: Case, own: readonly Row[]) => Made,
): Made[] {
  const byCase = Map.groupBy(rows, ({ grp }) => grp);
  return cases.map((one) => make(one, byCase.get(one.grp) ?? []));
}
