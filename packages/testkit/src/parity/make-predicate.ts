/** Generated predicates: every node, every field, every operator, with limits from the vocabulary. */
import { numberFields, textFields } from '@shouhu/rules';
import type { CodeSet, CompareOp, NumberField, Predicate, TextField } from '@shouhu/rules';
import { always } from '../world.ts';
import type { Dice } from './dice.ts';
import {
  ages,
  diagnosisNames,
  institutionNames,
  isRelativeDay,
  itemNames,
  itemStarts,
  numberValues,
  operationNames,
  shares,
  textValues,
} from './vocabulary.ts';

const ops: readonly CompareOp[] = ['<', '<=', '=', '!=', '>=', '>'];

/** What a ruleset is made around. */
export interface Setting {
  readonly dice: Dice;
  /** Begins the ruleset's codes. */
  readonly prefix: string;
  readonly base: number;
  /** Whether sets of items may be all items; then the rule's scope keeps to the ruleset's institutions. */
  readonly universal: boolean;
}

/** A condition: mostly one node, sometimes a tree of two levels. */
export function makePredicate(setting: Setting, depth = 2): Predicate {
  const { dice } = setting;
  if (depth > 0 && dice.percent(35)) {
    const is = dice.pick(['and', 'or', 'not'] as const);
    if (is === 'not') return { is, part: makePredicate(setting, depth - 1) };
    const size = dice.weighed([
      [1, 0],
      [4, 1],
      [20, 2],
      [8, 3],
    ]);
    return { is, parts: Array.from({ length: size }, () => makePredicate(setting, depth - 1)) };
  }
  return makeLeaf(setting);
}

/** A scope: everything, something that is true unless a value is absent, or any condition; so that rules still reach rows. */
export function makeScope(setting: Setting): Predicate {
  const { dice } = setting;
  const shape = dice.int(10);
  if (shape < 4) return always;
  if (shape < 8) return mostlyTrue(setting);
  return makePredicate(setting, 1);
}

function mostlyTrue({ dice, prefix }: Setting): Predicate {
  if (dice.percent(25)) return { is: 'age', unit: dice.pick(['day', 'month', 'year'] as const), op: '>=', value: 0 };
  if (dice.percent(20)) return { is: 'coded', list: 'diagnosis', set: { codes: [], prefixes: [prefix] } };
  const field = dice.pick(['gend', 'insutype', 'care_type', 'psn_type', 'dept'] as const);
  if (dice.percent(35)) return { is: 'in', field, set: { codes: textValues[field], prefixes: [] } };
  const one: Predicate = { is: 'in', field, set: { codes: [dice.pick(textValues[field])], prefixes: [] } };
  return { is: 'or', parts: dice.shuffled<Predicate>([one, { is: 'unknown', name: 'allergy' }]) };
}

function makeLeaf(setting: Setting): Predicate {
  const { dice } = setting;
  const is = dice.weighed([
    [2, 'always'],
    [3, 'unknown'],
    [24, 'compare'],
    [8, 'compare-fields'],
    [20, 'in'],
    [10, 'age'],
    [12, 'coded'],
    [8, 'share'],
    [8, 'known'],
  ] as const);
  const op = dice.pick(ops);
  switch (is) {
    case 'always':
      return always;
    case 'unknown':
      return { is, name: dice.pick(['clinical need', 'allergy']) };
    case 'compare': {
      const field = dice.pick(numberFields);
      return { is, field, op, value: limitOf(setting, field) };
    }
    case 'compare-fields': {
      const [left, right] = fieldPair(dice);
      return { is, left, op, right };
    }
    case 'in': {
      const field = dice.pick(textFields);
      return { is, field, set: setOf(setting, field) };
    }
    case 'age': {
      const unit = dice.pick(['day', 'month', 'year'] as const);
      return { is, unit, op, value: dice.pick(ages[unit]) };
    }
    case 'coded': {
      const list = dice.pick(['diagnosis', 'operation'] as const);
      return { is, list, set: codedSet(setting, list) };
    }
    case 'share':
      return { is, of: setOf(setting, 'med_chrgitm_type'), op, value: dice.pick(shares) };
    case 'known':
      return { is, field: dice.percent(10) ? 'brdy' : dice.pick([...numberFields, ...textFields]) };
  }
}

function limitOf({ dice, base }: Setting, field: NumberField): number {
  const value = dice.pick(numberValues[field]);
  return isRelativeDay(field) ? base + value : value;
}

/** Fields of one kind, so that the comparison can go either way. */
function fieldPair(dice: Dice): readonly [NumberField, NumberField] {
  const kind = dice.pick<readonly NumberField[]>([
    ['amount_fen', 'inscp_fen', 'stay_amount_fen'],
    ['pric', 'pric_uplmt'],
    ['day', 'begin_day', 'end_day', 'death_day'],
    ['cnt', 'prd_days'],
    ['stay_days', 'stay_line_days'],
    ['diagnoses_known', 'operations_known', 'emergency', 'internet_hosp', 'hosp_lv'],
  ]);
  return [dice.pick(kind), dice.pick(kind)];
}

function setOf(setting: Setting, field: TextField): CodeSet {
  const { dice, prefix } = setting;
  if (field === 'item') return itemSet(setting);
  if (field === 'fixmedins_code') {
    const own = dice.some(institutionNames).map((name) => prefix + name);
    return dice.percent(70) ? { codes: own, prefixes: [] } : { codes: [], prefixes: [`${prefix}H`] };
  }
  const values = textValues[field];
  if (dice.percent(70)) return { codes: dice.some(values), prefixes: [] };
  const starts = dice.some(values).map((value) => value.slice(0, dice.between(1, value.length)));
  return { codes: dice.percent(30) ? dice.some(values) : [], prefixes: starts };
}

/** Items of the ruleset: exact codes, prefixes (of which some are codes themselves), or both. */
export function itemSet({ dice, prefix, universal }: Setting): CodeSet {
  if (universal && dice.percent(60)) return { codes: [], prefixes: [''] };
  const own = (names: readonly string[]) => names.map((name) => prefix + name);
  const shape = dice.int(10);
  if (shape === 0) return { codes: [], prefixes: [prefix] };
  if (shape < 5) return { codes: [], prefixes: own(dice.some(itemStarts)) };
  return { codes: own(dice.some(itemNames)), prefixes: shape < 7 ? own([dice.pick(itemStarts)]) : [] };
}

export function codedSet({ dice, prefix }: Setting, list: 'diagnosis' | 'operation'): CodeSet {
  const names: readonly string[] = list === 'diagnosis' ? diagnosisNames : operationNames;
  const own = dice.some(names).map((name) => prefix + name);
  return dice.percent(50) ? { codes: own, prefixes: [] } : { codes: [], prefixes: own };
}
