/** Points that cannot decide because a field is absent throughout: known before any row is read. */
import type { Point, Window } from '../model.ts';
import { isEmpty } from '../code-set.ts';
import { readsOf } from '../fields.ts';
import type { PointPlan } from './plan.ts';

/** Names, as undecided findings give them, of the absent fields a point reads; null when there is none. */
export function absentOf(point: Point, plan: PointPlan, absent: ReadonlySet<string>): string | null {
  const names = [...fieldsRead(point, plan)]
    .filter((name) => absent.has(name))
    .map((name) => reasonNames[name] ?? name);
  return names.length === 0 ? null : [...new Set(names)].toSorted().join(',');
}

const reasonNames: Readonly<Record<string, string>> = {
  diagnoses_known: 'diagnosis',
  operations_known: 'operation',
  inscp_fen: 'inscp_amt',
  second: 'fee_ocur_time',
  updt_day: 'updt_time',
};

function fieldsRead(point: Point, { condition }: PointPlan): Set<string> {
  const inCondition = readsOf(condition).flatMap((read): string[] => {
    if ('unknown' in read) return [];
    if ('share' in read) return [read.share];
    if ('list' in read) return [read.list === 'diagnosis' ? 'diagnoses_known' : 'operations_known'];
    return [
      read.field,
      ...(read.field === 'stay_days' ? ['end_day'] : []),
      ...(read.field === 'upload_days' ? ['updt_day'] : []),
    ];
  });
  return new Set([...inCondition, ...readByType(point)]);
}

function readByType(point: Point): string[] {
  switch (point.type) {
    case 'unpayable':
      return point.when === 'alone' ? ['rxno'] : [];
    case 'price':
      return point.measure === 'unit_price'
        ? ['pric', ...(point.max === null ? ['pric_uplmt'] : [])]
        : readByWindow(point.window);
    case 'together':
      return readByWindow(point.window);
    case 'limit':
      return [
        ...readByWindow(point.window),
        ...(point.per_stay_day ? ['end_day'] : []),
        ...(point.measure === 'paid' ? ['inscp_fen'] : []),
      ];
    case 'spacing':
      if (point.subject !== null) return point.unit === 'hour' ? ['second'] : [];
      return ['care_type', 'end_day', ...(point.same_diagnosis ? ['diagnoses_known'] : [])];
    case 'needs':
      return isEmpty(point.items) ? [] : readByWindow(point.window);
    case 'overlap':
      return point.kind === 'after-death' ? [] : ['care_type', 'end_day'];
    case 'stay':
      return ['care_type'];
    case 'reuse':
      return ['trdn_flag'];
    case 'restrict':
    case 'record':
      return [];
  }
}

function readByWindow(window: Window): string[] {
  if (window === 'prescription') return ['rxno'];
  if (window === 'stay') return ['care_type'];
  return window.startsWith('hour') ? ['second'] : [];
}
