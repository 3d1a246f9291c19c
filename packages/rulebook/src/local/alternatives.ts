import type { RestrictPoint } from '@shouhu/rules';
import { anyOf, overlap, stretches } from '../validity.ts';
import type { Entry } from './entry.ts';
import type { Condition } from './types/restrict.ts';

/** A row of restrict.csv with its condition as written. */
export interface RestrictEntry extends Entry<RestrictPoint> {
  readonly condition: Condition;
}

/**
 * Several rows of one rule, subject and property are alternatives (docs/formats.md): on each day any of those valid
 * suffices. Different properties stay points of their own, so all of them must hold.
 */
export function joinAlternatives(entries: readonly RestrictEntry[]): Entry<RestrictPoint>[] {
  const groups = Map.groupBy(entries, ({ head, cells, point, condition }) =>
    JSON.stringify([
      head.rule_code,
      cells.text('subject_code'),
      condition.property,
      cells.text('care_type'),
      point.verdict,
    ]),
  );
  return [...groups.values()].flatMap((group) => {
    refuseAlwaysTrue(group);
    return joinGroup(group);
  });
}

function joinGroup(group: readonly RestrictEntry[]): Entry<RestrictPoint>[] {
  const [first] = group;
  if (first === undefined) return [];
  return stretches(group.map(({ point }) => point)).map(({ days, valid }) => {
    const point_ids = valid.flatMap((point) => point.point_ids);
    const require = anyOf(valid.map((point) => point.require));
    return { ...first, point: { ...first.point, ...days, point_ids, require } };
  });
}

/** Alternatives that together allow everything find nothing: most often a range written as two rows. */
function refuseAlwaysTrue(group: readonly RestrictEntry[]): void {
  group.forEach((entry, at) => {
    const earlier = group.slice(0, at).filter((other) => overlap(other.point, entry.point));
    const [other] = earlier;
    if (other === undefined || !allowsAll([...earlier, entry].map((each) => each.condition))) return;
    const { line } = other.cells.row;
    entry.cells.refuse('value', 'SH-K027', { other_line: line, column: entry.condition.property });
  });
}

function allowsAll(conditions: readonly Condition[]): boolean {
  const [first] = conditions;
  if (first === undefined) return false;
  if (first.property !== 'age' && first.property !== 'hosp_lv') return allowsAllCodes(conditions);
  const inOneUnit = conditions.filter((condition) => condition.unit === first.unit);
  const edges = inOneUnit.flatMap((condition) => condition.values.map(Number));
  const samples = [0, ...edges, ...edges.map((edge) => edge + 1), ...edges.map((edge) => edge - 1)];
  return samples.filter((value) => value >= 0).every((value) => inOneUnit.some((each) => admits(each, value)));
}

/** Conditions change only at their edges, so the edges and their neighbours stand for all values. */
function admits({ operator, values }: Condition, value: number): boolean {
  const [low = 0, high = 0] = values.map(Number);
  switch (operator) {
    case '<':
      return value < low;
    case '<=':
      return value <= low;
    case '>':
      return value > low;
    case '>=':
      return value >= low;
    case 'between':
      return value >= low && value <= high;
    case '=':
    case 'in':
      return values.includes(value);
    case '!=':
    case 'not in':
      return !values.includes(value);
  }
}

/** A person has one sex but many diagnoses: only for the former do two different exclusions leave nothing out. */
function allowsAllCodes(conditions: readonly Condition[]): boolean {
  const excluded = conditions.filter(({ operator }) => operator === '!=' || operator === 'not in');
  const allowed = new Set(conditions.filter((each) => !excluded.includes(each)).flatMap(({ values }) => values));
  const listed = conditions.some(({ property }) => property === 'diag_code' || property === 'oprn_code');
  const remaining = (values: Condition['values']): boolean => values.every((value) => allowed.has(value));
  if (listed) return excluded.some(({ values }) => remaining(values));
  const [first, ...others] = excluded;
  return (
    first !== undefined &&
    remaining(first.values.filter((value) => others.every((each) => each.values.includes(value))))
  );
}
