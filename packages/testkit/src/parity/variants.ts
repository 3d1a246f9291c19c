/** The variants of rule types that must each be reached with each outcome. */
import type { Point, Rule } from '@shouhu/rules';
import { keyWindows } from './make-ruleset.ts';

const types = [
  'restrict item',
  'restrict diagnosis',
  'restrict operation',
  'unpayable always',
  'unpayable alone',
  'price unit_price',
  'price discount',
  'together',
  'limit',
  'spacing uses',
  'spacing admissions',
  'needs',
  'record line',
  'record visit',
  'stay',
  'overlap stays',
  'overlap visit-in-stay',
  'overlap after-death',
  'reuse',
];
const windows = [...keyWindows, 'days:N', 'hours:N'].map((window) => `window ${window}`);
const measures = ['cnt', 'amount', 'paid', 'days', 'kinds', 'visits'].map((measure) => `measure ${measure}`);

/** Variants that must be reached with a finding, clean and undecided: how they cannot decide is their own. */
export const typeVariants: readonly string[] = [...types.map((type) => `type ${type}`), ...windows];

/** Variants that must be reached with a finding and clean. */
export const parameterVariants: readonly string[] = [
  ...measures,
  'across institution',
  'across all',
  'pays a',
  'pays b',
  'pays cheaper',
  'allowed_with',
  'per_stay_day',
  'ratio given',
  'ratio absent',
  'beside',
  'look-back',
  'same diagnosis',
  'all items',
  'class policy',
  'class management',
  'class medical',
];

const known = new WeakMap<Point, readonly string[]>();

/** The variants a point stands for. */
export function variantsOf(rule: Rule, point: Point): readonly string[] {
  const variants = known.get(point) ?? makeVariants(rule, point);
  known.set(point, variants);
  return variants;
}

function makeVariants(rule: Rule, point: Point): string[] {
  return [
    `type ${typeOf(point)}`,
    ...('window' in point && usesWindow(point) ? [`window ${point.window.replace(/:\d+/, ':N')}`] : []),
    ...('across' in point ? [`across ${point.across}`] : []),
    ...ownVariants(point),
    ...(JSON.stringify(point).includes('"prefixes":[""]') ? ['all items'] : []),
    `class ${rule.rule_class}`,
  ];
}

function usesWindow(point: Point): boolean {
  return point.type !== 'price' || point.measure === 'discount';
}

function typeOf(point: Point): string {
  switch (point.type) {
    case 'restrict':
      return `restrict ${point.subject_kind}`;
    case 'unpayable':
      return `unpayable ${point.when}`;
    case 'price':
      return `price ${point.measure}`;
    case 'spacing':
      return point.subject === null ? 'spacing admissions' : 'spacing uses';
    case 'record':
      return `record ${point.on}`;
    case 'overlap':
      return `overlap ${point.kind}`;
    case 'together':
    case 'limit':
    case 'needs':
    case 'stay':
    case 'reuse':
      return point.type;
  }
}

function ownVariants(point: Point): string[] {
  if (point.type === 'price' && point.measure === 'discount') {
    return [
      point.ratio === null ? 'ratio absent' : 'ratio given',
      ...(point.beside.codes.length > 0 ? ['beside'] : []),
    ];
  }
  if (point.type === 'together') {
    return [`pays ${point.pays}`, ...(point.allowed_with.codes.length > 0 ? ['allowed_with'] : [])];
  }
  if (point.type === 'limit') return [`measure ${point.measure}`, ...(point.per_stay_day ? ['per_stay_day'] : [])];
  if (point.type === 'spacing') return point.same_diagnosis ? ['same diagnosis'] : [];
  return point.type === 'needs' && point.look_back_days > 0 ? ['look-back'] : [];
}
