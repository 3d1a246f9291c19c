import type { Point, Predicate } from '@shouhu/rules';
import type { Parameter } from './knowledge.ts';
import { anyOf } from './validity.ts';

/**
 * A point with one parameter set; null when the point is switched off. A parameter that the point has no use for
 * leaves it as it is: a rule's points may differ.
 */
export function withSetting(point: Point, setting: Parameter['setting']): Point | null {
  switch (setting.name) {
    case 'enabled':
      return setting.value === 0 ? null : point;
    case 'verdict':
      // A mapping that is less than certain stays a suspicion, whatever the bureau makes of the rule.
      return point.verdict === 'suspicion' ? point : { ...point, verdict: setting.value };
    case 'max':
      return withMax(point, setting.value);
    case 'ratio':
      return point.type === 'price' && point.measure === 'discount' ? { ...point, ratio: setting.value } : point;
    case 'min':
      return point.type === 'spacing' ? { ...point, min: setting.value } : point;
    case 'look_back_days':
      return point.type === 'needs' ? { ...point, look_back_days: setting.value } : point;
    case 'child_bound':
      return point.type === 'restrict' ? { ...point, require: withChildBound(point.require, setting.value) } : point;
  }
}

function withMax(point: Point, max: number): Point {
  if (point.type === 'limit') return { ...point, max };
  return point.type === 'price' && point.measure === 'unit_price' ? { ...point, max } : point;
}

/** Puts a bound in the place of the alternatives that leave 14 to 17 open (docs/semantics.md 8). */
function withChildBound(predicate: Predicate, bound: number): Predicate {
  switch (predicate.is) {
    case 'or':
      if (predicate.parts.some(isOpen)) return { is: 'age', unit: 'year', op: '<', value: bound };
      return anyOf(predicate.parts.map((part) => withChildBound(part, bound)));
    case 'and':
      return { is: 'and', parts: predicate.parts.map((part) => withChildBound(part, bound)) };
    case 'not':
      return { is: 'not', part: withChildBound(predicate.part, bound) };
    case 'always':
    case 'unknown':
    case 'compare':
    case 'compare-fields':
    case 'in':
    case 'age':
    case 'coded':
    case 'share':
    case 'known':
      return predicate;
  }
}

function isOpen(predicate: Predicate): boolean {
  if (predicate.is === 'and') return predicate.parts.some(isOpen);
  return predicate.is === 'unknown' && predicate.name === 'child_bound';
}
