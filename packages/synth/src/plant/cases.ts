/** Plants the cases of one class over its points: points in turn from a seeded start, cases in turn over them. */
import type { PointRow } from '@shouhu/rulebook';
import type { Random } from '../random.ts';
import { Random as Stream, fork, hashText } from '../random.ts';
import type { LabelKind } from '../labels.ts';
import type { Field } from './field.ts';
import { byCatch, isImproper, isUnlabelled } from './improper.ts';
import type { Plot } from './plot.ts';

/** Makes one case for a point; false when it cannot be made there. It leaves its plot in the field. */
export interface Case {
  readonly name: string;
  /** Planted for a default, which it is meant to break or to come near. */
  readonly ofDefault?: true;
  readonly plant: (field: Field, point: PointRow, random: Random) => boolean;
}

export interface Amount {
  /** Cases of each kind. */
  readonly cases: number;
  /** Every point gets a violation. */
  readonly everyPoint: boolean;
}

/** A case that finds no place at its point is tried at the next ones. */
const ATTEMPTS = 4;

/** Plants violations and look-alikes. @returns how many of each were made */
export function plantCases(
  field: Field,
  rule_code: string,
  points: readonly PointRow[],
  cases: Readonly<Record<LabelKind, readonly Case[]>>,
  amount: Amount,
): Readonly<Record<LabelKind, number>> {
  const start = new Stream(fork(field.parts.seed, hashText(rule_code))).int(Math.max(1, points.length));
  const rotated = [...points.slice(start), ...points.slice(0, start)];
  const violations = amount.everyPoint ? Math.max(amount.cases, points.length) : amount.cases;
  return {
    violation: plantKind(field, rotated, cases.violation, violations),
    'look-alike': plantKind(field, rotated, cases['look-alike'], amount.cases),
  };
}

function plantKind(field: Field, points: readonly PointRow[], cases: readonly Case[], wanted: number): number {
  if (points.length === 0 || cases.length === 0) return 0;
  let made = 0;
  for (let at = 0; at < wanted * ATTEMPTS && made < wanted && field.room > 0; at += 1) {
    const point = points[at % points.length];
    if (point !== undefined && plantOne(field, point, cases, at)) made += 1;
  }
  return made;
}

/** Tries the cases in turn, from the one whose turn it is; those that break more than is planted only when no other can be made. */
function plantOne(field: Field, point: PointRow, cases: readonly Case[], turn: number): boolean {
  return tryCases(field, point, cases, turn, false) || tryCases(field, point, cases, turn, true);
}

function tryCases(field: Field, point: PointRow, cases: readonly Case[], turn: number, withByCatch: boolean): boolean {
  for (let shift = 0; shift < cases.length; shift += 1) {
    const chosen = cases[(turn + shift) % cases.length];
    field.fresh();
    if (chosen?.plant(field, point, field.random()) !== true) continue;
    const made = field.fresh();
    if (chosen.ofDefault === true || made.every((plot) => isAccepted(field, plot, withByCatch))) return true;
    for (const plot of made) field.drop(plot);
  }
  return false;
}

/** A plot that breaks nothing else, or whose by-catch is labelled as well; look-alikes must be without. */
function isAccepted(field: Field, plot: Plot, withByCatch: boolean): boolean {
  const { herbs, classes } = field.parts.facts;
  if (!isImproper(plot, herbs)) return true;
  if (!withByCatch || isUnlabelled(plot, herbs) || plot.labels.some(({ kind }) => kind === 'look-alike')) return false;
  for (const { seq, visit, line } of byCatch(plot)) {
    const rule_code = classes.find((row) => row.seq === seq)?.code ?? '';
    const lines = line === null ? [] : [line];
    plot.label('violation', { rule_code, case: 'by-catch', visit, lines, expected: line?.inscp ?? null, points: [] });
  }
  return true;
}
