import { hospRank } from '@shouhu/codes';
import type { AgeUnit } from '@shouhu/codes';
import type { CompareOp, PointBase, Predicate, RestrictPoint, TextField } from '@shouhu/rules';
import { anyOf } from '../../validity.ts';
import type { Cells } from '../cells.ts';
import { codeSetOf, isWritable, splitValues } from '../codes.ts';
import { wholeForm } from '../numbers.ts';

/** Text properties by the field they read. */
const TEXT_FIELDS = ['gend', 'insutype', 'psn_type', 'fixmedins_type', 'dept', 'med_type', 'profttl'] as const;
const PROPERTIES = [...TEXT_FIELDS, 'age', 'hosp_lv', 'diag_code', 'oprn_code'] as const;
type Property = (typeof PROPERTIES)[number];

const SET_OPERATORS = ['=', '!=', 'in', 'not in'] as const;
const ORDER_OPERATORS = [...SET_OPERATORS, '<', '<=', '>', '>=', 'between'] as const;
type Operator = (typeof ORDER_OPERATORS)[number];

/** The condition of a row, as it was written: kept beside the predicate so that rows can be compared. */
export interface Condition {
  readonly property: Property;
  readonly operator: Operator;
  /** Codes, or numbers in `unit`. */
  readonly values: readonly (string | number)[];
  readonly unit: AgeUnit | null;
}

/** A row of restrict.csv: the point it makes alone, and its condition. */
export interface RestrictRow {
  readonly point: RestrictPoint;
  readonly condition: Condition;
}

/** Reads a row of restrict.csv. */
export function readRestrict(cells: Cells, base: PointBase): RestrictRow | undefined {
  const subject = cells.codes('subject_code', ['item', 'diagnosis', 'operation']);
  const condition = readCondition(cells);
  if (subject === undefined || condition === undefined) return undefined;
  const [subject_kind, other] = subject.kinds;
  if (subject_kind === undefined || other !== undefined) {
    const params = {
      column: 'subject_code',
      value: cells.text('subject_code'),
      kind: `${other}`,
      allowed: `${subject_kind}`,
    };
    return cells.refuse('subject_code', 'SH-K026', params);
  }
  const point = {
    ...base,
    type: 'restrict',
    subject_kind,
    subject: subject.set,
    require: predicateOf(condition),
  } as const;
  return { point, condition };
}

function readCondition(cells: Cells): Condition | undefined {
  const property = cells.choice('property', PROPERTIES);
  if (property === undefined) return undefined;
  const ordered = property === 'age' || property === 'hosp_lv';
  const operator = cells.choice('operator', ordered ? ORDER_OPERATORS : SET_OPERATORS);
  const unit = readUnit(cells, property);
  const values = readValues(cells, property);
  if (operator === undefined || unit === undefined || values === undefined) return undefined;
  const wanted = operator === 'between' ? 2 : operator === 'in' || operator === 'not in' ? values.length : 1;
  const setAsOne = !ordered && (operator === '=' || operator === '!=');
  if (values.length !== wanted && !setAsOne) {
    return cells.notAmong('value', cells.text('value'), `${operator}: ${wanted}`);
  }
  const [low = 0, high = 0] = values;
  if (operator === 'between' && low > high) {
    return cells.refuse('value', 'SH-K028', { column: 'value', min: low, max: high });
  }
  return { property, operator, values, unit };
}

function readUnit(cells: Cells, property: Property): AgeUnit | null | undefined {
  if (property === 'age') return cells.choice<AgeUnit>('unit', ['day', 'month', 'year']);
  return cells.choice('unit', ['']) === undefined ? undefined : null;
}

function readValues(cells: Cells, property: Property): (string | number)[] | undefined {
  const written = splitValues(cells.text('value'));
  if (written.length === 0) return cells.refuse('value', 'SH-K005', { column: 'value' });
  const values = written.map((text) => readValue(cells, property, text));
  return values.every((value) => value !== undefined) ? values : undefined;
}

const SEX = new Map([
  ['1', '1'],
  ['男', '1'],
  ['2', '2'],
  ['女', '2'],
]);

function readValue(cells: Cells, property: Property, text: string): string | number | undefined {
  switch (property) {
    case 'age': {
      const age = wholeForm.read(text);
      return age.ok && age.value >= 0
        ? age.value
        : cells.refuse('value', 'SH-K014', { column: 'value', value: text, unit: wholeForm.unit });
    }
    case 'hosp_lv':
      return hospRank(text) ?? cells.notAmong('value', text, '01–11, 3, 2, 1, 三级, 二级, 一级, 无等级');
    case 'gend':
      return SEX.get(text) ?? cells.notAmong('value', text, '1, 2, 男, 女');
    case 'fixmedins_type':
      return text === '1' || text === '2' ? text : cells.notAmong('value', text, '1, 2');
    case 'insutype':
    case 'psn_type':
    case 'dept':
    case 'diag_code':
    case 'oprn_code':
    case 'med_type':
    case 'profttl':
      return isWritable(text) ? text : cells.refuse('value', 'SH-K025', { column: 'value', value: text });
  }
}

function predicateOf(condition: Condition): Predicate {
  const { property, operator, values } = condition;
  if (property === 'age' || property === 'hosp_lv') return orderedPredicate(condition);
  const set = codeSetOf(values.map(String));
  const within: Predicate =
    property === 'diag_code' || property === 'oprn_code'
      ? { is: 'coded', list: property === 'diag_code' ? 'diagnosis' : 'operation', set }
      : { is: 'in', field: property satisfies TextField, set };
  return operator === '!=' || operator === 'not in' ? { is: 'not', part: within } : within;
}

function orderedPredicate({ property, operator, values, unit }: Condition): Predicate {
  const compare = (op: CompareOp, value: number): Predicate =>
    property === 'age' && unit !== null
      ? { is: 'age', unit, op, value }
      : { is: 'compare', field: 'hosp_lv', op, value };
  const numbers = values.map(Number);
  const [low = 0, high = 0] = numbers;
  switch (operator) {
    case 'between':
      return { is: 'and', parts: [compare('>=', low), compare('<=', high)] };
    case 'in':
      return anyOf(numbers.map((value) => compare('=', value)));
    case 'not in':
      return { is: 'not', part: anyOf(numbers.map((value) => compare('=', value))) };
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, low);
  }
}
