/** What a ruleset makes interesting: the limits, gaps and codes that a generated world aims at. */
import type { AgeUnit } from '@shouhu/codes';
import type { CodeSet, NumberField, Point, Predicate, Ruleset, TextField, Window } from '@shouhu/rules';

export interface Targets {
  readonly numbers: Map<NumberField, number[]>;
  readonly texts: Map<TextField, string[]>;
  readonly ages: { readonly unit: AgeUnit; readonly value: number }[];
  /** Distances in days and in hours that rules measure. */
  readonly days: number[];
  readonly hours: number[];
  readonly items: string[];
  readonly diagnoses: string[];
  readonly operations: string[];
  /** Whether the ruleset looks at boxes, stays, prices. */
  readonly types: Set<Point['type']>;
  /** Whether it counts days between stays. */
  admissions: boolean;
}

export function targetsOf(ruleset: Ruleset): Targets {
  const targets: Targets = {
    numbers: new Map(),
    texts: new Map(),
    ages: [],
    days: [0, 1],
    hours: [0, 1],
    items: [],
    diagnoses: [],
    operations: [],
    types: new Set(),
    admissions: false,
  };
  for (const rule of ruleset.rules) {
    aimAtPredicate(targets, rule.scope);
    for (const point of rule.points) {
      targets.types.add(point.type);
      aimAtPredicate(targets, point.scope);
      aimAtPoint(targets, point);
    }
  }
  return targets;
}

function aimAtPoint(targets: Targets, point: Point): void {
  switch (point.type) {
    case 'restrict':
      listOf(targets, point.subject_kind).push(...codesOf(point.subject));
      return aimAtPredicate(targets, point.require);
    case 'unpayable':
      targets.items.push(...codesOf(point.subject));
      return;
    case 'price':
      targets.items.push(...codesOf(point.subject), ...codesOf(point.beside));
      if (point.max !== null) push(targets.numbers, 'pric', point.max);
      return aimAtWindow(targets, point.window);
    case 'together':
      targets.items.push(...codesOf(point.a), ...codesOf(point.b), ...codesOf(point.b), ...codesOf(point.allowed_with));
      return aimAtWindow(targets, point.window);
    case 'limit':
      targets.items.push(...codesOf(point.subject));
      aimAtMeasure(targets, point.measure, point.max);
      return aimAtWindow(targets, point.window);
    case 'spacing':
      targets.items.push(...codesOf(point.subject), ...codesOf(point.other));
      (point.unit === 'day' ? targets.days : targets.hours).push(point.min);
      if (point.subject === null) targets.admissions = true;
      return;
    case 'needs':
      targets.items.push(...codesOf(point.subject), ...codesOf(point.subject), ...codesOf(point.items));
      targets.diagnoses.push(...codesOf(point.diagnoses));
      targets.operations.push(...codesOf(point.operations));
      targets.days.push(point.look_back_days);
      return aimAtWindow(targets, point.window);
    case 'record':
    case 'stay':
      return aimAtPredicate(targets, point.fault);
    case 'overlap':
    case 'reuse':
      return;
  }
}

/** One line of the maximum, and lines that reach it only together. */
function aimAtMeasure(targets: Targets, measure: string, max: number): void {
  const field = ({ cnt: 'cnt', amount: 'amount_fen', paid: 'inscp_fen', days: 'prd_days' } as const)[measure];
  if (field === undefined || max === 0) return;
  push(targets.numbers, field, max);
  push(targets.numbers, field, Math.floor(max / 2));
}

function aimAtWindow(targets: Targets, window: Window): void {
  const [name, length] = window.split(':');
  if (length === undefined) return;
  (name === 'days' ? targets.days : targets.hours).push(Number(length));
}

function aimAtPredicate(targets: Targets, predicate: Predicate): void {
  switch (predicate.is) {
    case 'compare':
      return push(targets.numbers, predicate.field, predicate.value);
    case 'in':
      if (predicate.field !== 'item' && predicate.field !== 'fixmedins_code') {
        for (const code of codesOf(predicate.set)) push(targets.texts, predicate.field, code);
      }
      return;
    case 'age':
      targets.ages.push({ unit: predicate.unit, value: predicate.value });
      return;
    case 'coded':
      targets[predicate.list === 'diagnosis' ? 'diagnoses' : 'operations'].push(...codesOf(predicate.set));
      return;
    case 'and':
    case 'or':
      for (const part of predicate.parts) aimAtPredicate(targets, part);
      return;
    case 'not':
      return aimAtPredicate(targets, predicate.part);
    case 'always':
    case 'unknown':
    case 'compare-fields':
    case 'share':
    case 'known':
      return;
  }
}

function codesOf(set: CodeSet | null): string[] {
  return set === null ? [] : [...set.codes, ...set.prefixes].filter((code) => code !== '');
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function listOf(targets: Targets, kind: 'item' | 'diagnosis' | 'operation'): string[] {
  return kind === 'item' ? targets.items : kind === 'diagnosis' ? targets.diagnoses : targets.operations;
}
