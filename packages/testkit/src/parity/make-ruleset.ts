/** Generated rulesets: one to five rules of any type, their points often on the same subject. */
import { noCodes } from '@shouhu/rules';
import type { Across, CodeSet, Point, PointBase, Rule, RuleType, Ruleset, Window } from '@shouhu/rules';
import { always, on } from '../world.ts';
import { institutionNames } from './vocabulary.ts';
import { codedSet, itemSet, makePredicate, makeScope, type Setting } from './make-predicate.ts';

/** How often each type is made: those with more variants more often. */
const typeWeights: readonly (readonly [number, RuleType])[] = [
  [24, 'restrict'],
  [27, 'unpayable'],
  [21, 'price'],
  [21, 'together'],
  [40, 'limit'],
  [26, 'spacing'],
  [15, 'needs'],
  [12, 'record'],
  [6, 'stay'],
  [43, 'overlap'],
  [9, 'reuse'],
];

export const keyWindows = [
  'line',
  'prescription',
  'operation',
  'hour',
  'day',
  'visit',
  'stay',
  'week',
  'month',
  'quarter',
  'year',
] as const;
const rollingWindows = ['days:1', 'days:2', 'days:7', 'days:30', 'hours:1', 'hours:2', 'hours:24', 'hours:36'] as const;

type Ground = Omit<Setting, 'universal'>;

export function makeRuleset(setting: Ground): Ruleset {
  const size = setting.dice.weighed([
    [1, 1],
    [2, 2],
    [3, 3],
    [5, 4],
    [4, 5],
  ]);
  const rules = Array.from({ length: size }, (_, at) => makeRule(setting, at));
  return { snapshot: 'parity', rules };
}

function makeRule(given: Ground, at: number): Rule {
  const { dice, prefix } = given;
  const setting = { ...given, universal: dice.percent(4) };
  const rule_type = dice.weighed(typeWeights);
  return {
    rule_code: `${prefix}R${at}`,
    rule_name: `规则${at}`,
    rule_type,
    rule_class: dice.pick(['policy', 'management', 'medical'] as const),
    verdict: dice.pick(['violation', 'suspicion'] as const),
    stages: ['after'],
    scope: own(setting, rule_type) ?? makeScope(setting),
    basis: ['条例 38'],
    message: '{rule_name}: {item} {total} > {max} {related_item} {missing}',
    points: makePoints(setting, rule_type, at),
  };
}

/** Rules without a subject would judge the rows of other rulesets too: they keep to their institutions. */
function own(setting: Setting, type: RuleType) {
  if (!setting.universal && !['record', 'stay', 'overlap', 'reuse', 'spacing'].includes(type)) return null;
  const codes = institutionNames.map((name) => setting.prefix + name);
  const mine = { is: 'in', field: 'fixmedins_code', set: { codes, prefixes: [] } } as const;
  const scope = makeScope(setting);
  return scope.is === 'always' ? mine : ({ is: 'and', parts: [mine, scope] } as const);
}

function makePoints(setting: Setting, type: RuleType, rule: number): Point[] {
  const { dice } = setting;
  const points: Point[] = [];
  const size = dice.weighed([
    [6, 1],
    [3, 2],
    [1, 3],
  ]);
  for (let at = 0; at < size; at += 1) {
    const base = makeBase(setting, rule, at);
    const before = points.at(-1);
    const ids = before !== undefined && dice.percent(15) ? { point_ids: before.point_ids } : {};
    const next = before !== undefined && dice.percent(40) ? { ...before, ...base } : makePoint(setting, type, base);
    points.push({ ...next, ...ids });
  }
  return points;
}

function makeBase({ dice, prefix, base, ...rest }: Setting, rule: number, at: number): PointBase {
  const id = `${prefix}K${rule}-${at}`;
  const edge = dice.percent(12);
  return {
    point_ids: dice.percent(15) ? [id, `${prefix}K${rule}-x`] : [id],
    from: edge ? base + dice.between(-1, 1) : on(2020, 1, 1),
    to: edge ? base + dice.between(1, 3) : on(2099, 12, 31),
    scope: dice.percent(20) ? always : makeScope({ dice, prefix, base, ...rest }),
    verdict: dice.percent(70) ? null : dice.pick(['violation', 'suspicion'] as const),
    retroactive: dice.percent(20),
  };
}

function makePoint(setting: Setting, type: RuleType, base: PointBase): Point {
  const { dice } = setting;
  switch (type) {
    case 'restrict': {
      const subject_kind = dice.pick([
        'item',
        'item',
        'diagnosis',
        'diagnosis',
        'operation',
        'operation',
        'operation',
      ] as const);
      const subject = subject_kind === 'item' ? itemSet(setting) : codedSet(setting, subject_kind);
      return { type, ...base, subject_kind, subject, require: makePredicate(setting) };
    }
    case 'unpayable': {
      const when = dice.pick(['always', 'always', 'alone', 'alone', 'alone'] as const);
      const among = when === 'always' ? noCodes : { codes: [], prefixes: [setting.prefix] };
      return { type, ...base, subject: itemSet(setting), when, among: dice.percent(70) ? among : itemSet(setting) };
    }
    case 'price':
      return {
        type,
        ...base,
        subject: itemSet(setting),
        measure: dice.pick(['unit_price', 'discount', 'discount', 'discount'] as const),
        max: dice.percent(40) ? null : dice.pick([1_000_000, 1_005_000, 333_333]),
        window: makeWindow(setting),
        ratio: dice.percent(60) ? null : dice.pick([5_000, 7_500, 3_333]),
        beside: dice.percent(28) ? noCodes : itemSet(setting),
      };
    case 'together':
      return {
        type,
        ...base,
        a: itemSet(setting),
        b: itemSet(setting),
        window: makeWindow(setting),
        across: makeAcross(setting),
        pays: dice.pick(['a', 'b', 'cheaper'] as const),
        allowed_with: dice.percent(60) ? noCodes : exactItem(setting),
      };
    case 'limit': {
      const measure = dice.pick(['cnt', 'amount', 'paid', 'days', 'days', 'kinds', 'visits', 'visits'] as const);
      return {
        type,
        ...base,
        subject: itemSet(setting),
        group: `${setting.prefix}${dice.pick(['G', 'G', 'H'])}`,
        measure,
        window: makeWindow(setting),
        across: makeAcross(setting),
        max: dice.pick(limits[measure]),
        per_stay_day: dice.percent(25),
      };
    }
    case 'spacing': {
      const subject = dice.percent(48) ? null : itemSet(setting);
      return {
        type,
        ...base,
        subject,
        group: `${setting.prefix}G`,
        other: subject === null || dice.percent(60) ? null : itemSet(setting),
        same_diagnosis: subject === null && dice.percent(85),
        min: dice.pick([1, 2, 7, 24, 25]),
        unit: dice.pick(['day', 'hour'] as const),
        across: makeAcross(setting),
      };
    }
    case 'needs':
      return {
        type,
        ...base,
        subject: itemSet(setting),
        ...needed(setting),
        window: makeWindow(setting),
        look_back_days: dice.percent(60) ? 0 : dice.pick([1, 7, 30]),
        across: makeAcross(setting),
      };
    case 'record':
      return { type, ...base, on: dice.pick(['line', 'visit'] as const), fault: makePredicate(setting) };
    case 'stay':
      return { type, ...base, fault: makePredicate(setting) };
    case 'overlap':
      return {
        type,
        ...base,
        kind: dice.pick([
          'stays',
          'stays',
          'visit-in-stay',
          'visit-in-stay',
          'visit-in-stay',
          'after-death',
          'after-death',
          'after-death',
        ] as const),
      };
    case 'reuse':
      return { type, ...base };
  }
}

const limits = {
  cnt: [0, 10_000, 20_000, 15_000, 30_000],
  amount: [0, 100, 200, 301, 10_000],
  paid: [0, 100, 200, 301, 10_000],
  days: [0, 10_000, 20_000, 15_000, 70_000],
  kinds: [0, 1, 1, 2],
  visits: [0, 1, 1, 2],
} as const;

/** At least one of the three lists. */
function needed(setting: Setting): { items: CodeSet; diagnoses: CodeSet; operations: CodeSet } {
  const { dice } = setting;
  const lists = dice.some(['items', 'diagnoses', 'operations'] as const);
  return {
    items: lists.includes('items') ? exactItem(setting) : noCodes,
    diagnoses: lists.includes('diagnoses') ? codedSet(setting, 'diagnosis') : noCodes,
    operations: lists.includes('operations') ? codedSet(setting, 'operation') : noCodes,
  };
}

/** A narrow set: what lifts or provides must not stand everywhere. */
function exactItem({ dice, prefix }: Setting): CodeSet {
  const name = prefix + dice.pick(['A1', 'B1', 'B2', 'C1']);
  return dice.percent(70) ? { codes: [name], prefixes: [] } : { codes: [], prefixes: [name] };
}

/** Windows that leave least undecided are made more often. */
function makeWindow({ dice }: Setting): Window {
  const seldom = [
    'line',
    'line',
    'line',
    'line',
    'year',
    'year',
    'stay',
    'stay',
    'day',
    'day',
    'hour',
    'quarter',
    'week',
    'operation',
    'operation',
    'visit',
    'visit',
    'month',
    'month',
    'prescription',
  ] as const;
  return dice.weighed<() => Window>([
    [11, () => dice.pick(keyWindows)],
    [9, () => dice.pick(seldom)],
    [5, () => dice.pick(rollingWindows)],
  ])();
}

function makeAcross({ dice }: Setting): Across {
  return dice.pick(['institution', 'institution', 'all'] as const);
}
