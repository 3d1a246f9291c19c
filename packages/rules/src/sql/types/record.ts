/** Statements of the types about records: record (faulty rows, one hit per visit) and stay (faulty stays). */
import type { RecordPoint, StayPoint } from '../../model.ts';
import { createTable } from '../dialect.ts';
import type { Columns, Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { joinsOf, outcomeOf, type ShapeBook } from '../slots.ts';
import { branches, hitRow, matchedLines, type TypeContext, type VisitPoint } from './columns.ts';

export const recordColumns: Columns = { fault: 'VARCHAR' };

export function planRecord({ rule, point }: Placed<RecordPoint>): PointPlan {
  const condition = both(rule.scope, point.scope, point.fault);
  const everything = { codes: [], prefixes: [''] };
  return {
    condition,
    sides: point.on === 'line' ? [{ role: 'row', domain: 'item', set: everything, when: condition }] : [],
    values: { fault: point.point_ids[0] ?? '' },
  };
}

export function planStay({ rule, point }: Placed<StayPoint>): PointPlan {
  const inpatient = { is: 'in', field: 'care_type', set: { codes: ['inpatient'], prefixes: [] } } as const;
  return { condition: both(rule.scope, point.scope, inpatient, point.fault), sides: [], values: {} };
}

export function recordSql({ shapes, lines, visits }: TypeContext): string {
  const found = [
    lines &&
      `select ${hitRow({ hit: 'hit', anchor: recordAnchor, lix: 'lix' })} from line_rows where sure or not decided`,
    visits.length > 0 && `select ${recordVisitHit} from visits where outcome is distinct from false`,
  ];
  return createTable(
    'h_record',
    `with ${branches([lines && faultyLines(shapes), visits.length > 0 && judgedVisits('record', shapes, visits, 'p.fault')], ',\n')}
${branches(found, '\nunion all\n')}`,
  );
}

/** The lines of one visit are one hit: those that are faulty for sure, or else those that may be. */
function faultyLines(shapes: ShapeBook): string {
  return `judged as (
  select p.pid, p.fault, r.lix, r.psn_no, r.fixmedins_code, r.mdtrt_id, ${outcomeOf(shapes)} as outcome
  ${matchedLines('record')}${joinsOf(shapes)}),
line_rows as (
  select pid, fault, lix, mdtrt_id, outcome is true as sure,
    min(lix) over (partition by pid, psn_no, fixmedins_code, mdtrt_id) as hit,
    bool_or(outcome is true) over (partition by pid, psn_no, fixmedins_code, mdtrt_id) as decided
  from judged where outcome is distinct from false
)`;
}

/** Each fault of a visit is a finding of its own (docs/semantics.md 29). */
const recordAnchor = "'visit|' || mdtrt_id || '|' || fault";

const faultyVisit = {
  hit: 'row_number() over ()',
  decided: 'outcome is true',
  role: "'visit'",
  fixmedins_code: 'fixmedins_code',
  mdtrt_id: 'mdtrt_id',
} as const;
const visitHit = hitRow(faultyVisit);
const recordVisitHit = hitRow({ ...faultyVisit, anchor: recordAnchor });

/** Every point asks for all visits: those that by themselves rule it out are left before their lists are looked up. */
function judgedVisits(type: 'record' | 'stay', shapes: ShapeBook, points: readonly VisitPoint[], fault = ''): string {
  const own = fault === '' ? '' : `${fault}, `;
  const asked = points.map(
    ({ pid, when }) => `select ${pid} as pid, r.* from t_visit r where ${when} is distinct from false`,
  );
  return `visits as (
  select p.pid, ${own}r.fixmedins_code, r.mdtrt_id, ${outcomeOf(shapes)} as outcome
  from (
    ${asked.join('\n    union all ')}
  ) r join k_${type} p on p.pid = r.pid and r.day between p.from_day and p.to_day
${joinsOf(shapes)})`;
}

export function staySql({ shapes, visits }: TypeContext): string {
  return createTable(
    'h_stay',
    `with ${judgedVisits('stay', shapes, visits)}
select ${visitHit} from visits where outcome is distinct from false`,
  );
}
