/** The published national classes as rules: facts bound to rule types (docs/rulebook.md). */
import assert from 'node:assert/strict';
import type { Point, PricePoint, Rule, TogetherPoint } from '@shouhu/rules';
import { bindPoint, verdictOf } from './bind.ts';
import { basisOf, messageOf } from './words.ts';
import { ALWAYS } from '../validity.ts';
import { NO_CODES, codesOf } from './predicates.ts';
import type { ClassRow, NationalFacts, PointRow } from './tables.ts';

/**
 * Binds the facts of every published class.
 * @returns one frozen rule per class, in the order of the national list
 */
export function nationalRules(facts: NationalFacts): Rule[] {
  const byClass = Map.groupBy(facts.points, (row) => row.class_code);
  return facts.classes.filter((row) => row.published).map((row) => ruleOf(row, byClass.get(row.code) ?? [], facts));
}

function ruleOf(row: ClassRow, rows: readonly PointRow[], facts: NationalFacts): Rule {
  const { rule_type } = row;
  assert(rule_type !== 'indicator' && rule_type !== 'balance', `published points of ${row.name} have no rule type`);
  const points = [...mergeMirrored(rows.flatMap((point) => bindPoint(point, facts))), ...operationGroups(rows)];
  return Object.freeze({
    rule_code: row.code,
    rule_name: row.name,
    rule_type,
    rule_class: row.rule_class,
    verdict: row.verdict,
    stages: Object.freeze(row.stages),
    scope: ALWAYS,
    basis: Object.freeze(basisOf(row)),
    message: messageOf(row.rule_type, row.name),
    points: Object.freeze(points.map((point) => Object.freeze(point))),
  });
}

/** A pair published in both directions names no side that stays: the cheaper is at risk, once. */
function mergeMirrored(points: readonly Point[]): Point[] {
  const seen = new Map<string, TogetherPoint>();
  const merged: Point[] = [];
  for (const point of points) {
    if (point.type !== 'together') {
      merged.push(point);
      continue;
    }
    const mirror = seen.get(pairKey(point.b, point.a, point));
    if (mirror === undefined) seen.set(pairKey(point.a, point.b, point), point);
    else {
      seen.set(pairKey(mirror.a, mirror.b, mirror), {
        ...mirror,
        point_ids: [...mirror.point_ids, ...point.point_ids],
        pays: 'cheaper',
      });
    }
  }
  return [...merged, ...seen.values()];
}

function pairKey(a: TogetherPoint['a'], b: TogetherPoint['b'], { window, from, to }: TogetherPoint): string {
  return [...a.codes, ...b.codes, window, from, to].join(' ');
}

/** One point per group of operations through one incision; a second one on the day needs some discount. */
function operationGroups(rows: readonly PointRow[]): PricePoint[] {
  const groups = Map.groupBy(
    rows.filter((row) => row.fact.kind === 'operations'),
    (row) => `${row.fact.kind === 'operations' ? row.fact.group : ''} ${row.from} ${row.to}`,
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    return {
      type: 'price',
      point_ids: members.map((row) => row.point_id),
      name: first.fact.kind === 'operations' ? first.fact.group : first.item_name,
      from: first.from,
      to: first.to,
      scope: ALWAYS,
      verdict: verdictOf(first),
      retroactive: false,
      subject: codesOf(members.flatMap((row) => row.codes)),
      measure: 'discount',
      max: null,
      window: 'operation',
      ratio: null,
      beside: NO_CODES,
    } satisfies PricePoint;
  });
}
