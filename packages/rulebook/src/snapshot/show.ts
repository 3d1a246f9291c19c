import { civilDay, formatCivilDate } from '@shouhu/codes';
import type { Point, Rule, RuleClass, RuleType, Verdict } from '@shouhu/rules';
import { OPEN_FROM, OPEN_TO } from '../validity.ts';
import { findRule } from './build.ts';
import type { Snapshot } from './build.ts';

/** One rule in `shouhu rules list`. Dates are yyyy-MM-dd, null where open. */
export interface RuleRow {
  readonly rule_code: string;
  readonly rule_name: string;
  readonly rule_type: RuleType;
  readonly rule_class: RuleClass;
  readonly verdict: Verdict;
  readonly points: number;
  readonly from: string | null;
  readonly to: string | null;
}

/** One rule in `shouhu rules show`, whole. */
export interface RuleSheet extends RuleRow {
  readonly stages: Rule['stages'];
  readonly basis: readonly string[];
  readonly message: string;
  readonly knowledge: readonly (Omit<Point, 'from' | 'to'> & {
    readonly from: string | null;
    readonly to: string | null;
  })[];
}

/** The rules of a snapshot in the order of their codes. */
export function listRules(snapshot: Snapshot): RuleRow[] {
  return snapshot.ruleset.rules.map(rowOf);
}

/** A rule of a snapshot by code or name. @throws ShouhuError SH-K007 when there is none */
export function showRule(snapshot: Snapshot, name: string): RuleSheet {
  const rule = findRule(snapshot.ruleset.rules, name);
  const { stages, basis, message } = rule;
  const knowledge = rule.points.map((point) => ({ ...point, from: dateText(point.from), to: dateText(point.to) }));
  return { ...rowOf(rule), stages, basis, message, knowledge };
}

function rowOf({ rule_code, rule_name, rule_type, rule_class, verdict, points }: Rule): RuleRow {
  const from = dateText(Math.min(...points.map((point) => point.from)));
  const to = dateText(Math.max(...points.map((point) => point.to)));
  return { rule_code, rule_name, rule_type, rule_class, verdict, points: points.length, from, to };
}

function dateText(day: number): string | null {
  return day <= OPEN_FROM || day >= OPEN_TO ? null : formatCivilDate(civilDay(day));
}
