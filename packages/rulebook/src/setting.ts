import type { Point, Predicate } from '@shouhu/rules';
import { isDefault } from './defaults/default.ts';
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
    case 'defaults':
      return setting.value === 0 && isDefault(point) ? null : point;
    case 'verdict':
      // A mapping that is less than certain stays a suspicion, whatever the bureau makes of the rule.
      return point.verdict === 'suspicion' && !isDefault(point) ? point : { ...point, verdict: setting.value };
    case 'max':
      return withMax(point, setting.value);
    case 'ratio':
      return point.type === 'price' && point.measure === 'discount' ? { ...point, ratio: setting.value } : point;
    case 'min':
      return withMin(point, setting.value);
    case 'look_back_days':
      return point.type === 'needs' ? { ...point, look_back_days: setting.value } : point;
    case 'child_bound':
      return point.type === 'restrict' ? { ...point, require: withChildBound(point.require, setting.value) } : point;
  }
}

function withMax(point: Point, max: number): Point {
  if (point.type === 'limit') return { ...point, max };
  if (point.type === 'record') return { ...point, fault: withLimit(point.fault, 'upload_days', max) };
  if (point.type === 'stay') return { ...point, fault: withLimit(point.fault, 'stay_days', max) };
  return point.type === 'price' && point.measure === 'unit_price' ? { ...point, max } : point;
}

/** Of a stay the least share of its amount, else the least distance. */
function withMin(point: Point, min: number): Point {
  if (point.type === 'spacing') return { ...point, min };
  if (point.type !== 'stay') return point;
  return { ...point, fault: mapLeaves(point.fault, (leaf) => (leaf.is === 'share' ? { ...leaf, value: min } : leaf)) };
}

function withLimit(predicate: Predicate, field: 'upload_days' | 'stay_days', value: number): Predicate {
  return mapLeaves(predicate, (leaf) => (leaf.is === 'compare' && leaf.field === field ? { ...leaf, value } : leaf));
}

function mapLeaves(predicate: Predicate, map: (leaf: Predicate) => Predicate): Predicate {
  if (predicate.is === 'not') return { ...predicate, part: mapLeaves(predicate.part, map) };
  if (predicate.is !== 'and' && predicate.is !== 'or') return map(predicate);
  return { ...predicate, parts: predicate.parts.map((part) => mapLeaves(part, map)) };
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
