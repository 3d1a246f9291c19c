/** Statements of the types about records: record (faulty rows, one hit per visit) and stay (faulty stays). */
import type { RecordPoint, StayPoint } from '../../model.ts';
import { createTable } from '../dialect.ts';
import type { Columns, Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { joinsOf, outcomeOf, type ShapeBook } from '../slots.ts';
import { branches, hitRow, matchedLines, type TypeContext } from './columns.ts';

export const recordColumns: Columns = { on_visit: 'BOOLEAN', fault: 'VARCHAR' };

export function planRecord({ rule, point }: Placed<RecordPoint>): PointPlan {
  const condition = both(rule.scope, point.scope, point.fault);
  const everything = { codes: [], prefixes: [''] };
  return {
    condition,
    sides: point.on === 'line' ? [{ role: 'row', domain: 'item', set: everything, when: condition }] : [],
    values: { on_visit: point.on === 'visit', fault: point.point_ids[0] ?? '' },
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
    visits && `select ${recordVisitHit} from visits where outcome is distinct from false`,
  ];
  return createTable(
    'h_record',
    `with ${branches([lines && faultyLines(shapes), visits && judgedVisits('record', shapes, 'p.on_visit and ', 'p.fault')], ',\n')}
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

function judgedVisits(type: 'record' | 'stay', shapes: ShapeBook, only: string, fault = ''): string {
  const own = fault === '' ? '' : `${fault}, `;
  return `visits as (
  select p.pid, ${own}r.fixmedins_code, r.mdtrt_id, ${outcomeOf(shapes)} as outcome
  from t_visit r join k_${type} p on ${only}r.day between p.from_day and p.to_day
${joinsOf(shapes)})`;
}

export function staySql({ shapes }: TypeContext): string {
  return createTable(
    'h_stay',
    `with ${judgedVisits('stay', shapes, '')}
select ${visitHit} from visits where outcome is distinct from false`,
  );
}
