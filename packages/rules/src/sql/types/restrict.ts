/** Statement of type restrict: lines of an item, or visits with a code, whose condition does not hold. */
import type { RestrictPoint } from '../../model.ts';
import { createTable } from '../dialect.ts';
import type { Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { joinsOf, outcomeOf, type ShapeBook } from '../slots.ts';
import { branches, hitRow, matchedLines, type TypeContext } from './columns.ts';

export function planRestrict({ rule, point }: Placed<RestrictPoint>): PointPlan {
  const condition = both(rule.scope, point.scope, { is: 'not', part: point.require });
  return {
    condition,
    sides: [{ role: 'subject', domain: point.subject_kind, set: point.subject, when: condition }],
    values: {},
  };
}

export function restrictSql({ shapes, lines, visits }: TypeContext): string {
  const lineHits = hitRow({ hit: 'lix', decided: 'outcome is true', lix: 'lix' });
  const visitHits = hitRow({
    hit: 'row_number() over ()',
    decided: 'outcome is true',
    anchor: "'visit|' || mdtrt_id || '|' || code",
    role: "'visit'",
    fixmedins_code: 'fixmedins_code',
    mdtrt_id: 'mdtrt_id',
  });
  const judged = [lines && onLines(shapes), visits.length > 0 && onVisits(shapes)];
  const found = [
    lines && `select ${lineHits}\nfrom lines where outcome is distinct from false`,
    visits.length > 0 && `select ${visitHits}\nfrom visits where outcome is distinct from false`,
  ];
  return createTable('h_restrict', `with ${branches(judged, ',\n')}\n${branches(found, '\nunion all\n')}`);
}

function onLines(shapes: ShapeBook): string {
  return `lines as (
  select p.pid, r.lix, ${outcomeOf(shapes)} as outcome
  ${matchedLines('restrict')}${joinsOf(shapes)}  where not (p.policy and r.inscp_fen is not distinct from 0)
)`;
}

function onVisits(shapes: ShapeBook): string {
  return `codes as (
  select 'diagnosis' as domain, mdtrt_id, code from j_diagnosis where code in (${named('diagnosis')})
  union
  select 'operation' as domain, mdtrt_id, code from j_operation where code in (${named('operation')})
),
visits as (
  select p.pid, r.fixmedins_code, r.mdtrt_id, d.code, ${outcomeOf(shapes)} as outcome
  from t_visit r
  join codes d on d.mdtrt_id = r.mdtrt_id
  join k_match m on m.type = 'restrict' and m.domain = d.domain and m.code = d.code
  join k_restrict p on p.pid = m.pid and r.day between p.from_day and p.to_day
${joinsOf(shapes)}  where case d.domain when 'diagnosis' then r.diagnoses_known else r.operations_known end = 1
)`;
}

/** Codes of a list that some point is about. */
function named(list: 'diagnosis' | 'operation'): string {
  return `select code from k_match where type = 'restrict' and domain = '${list}'`;
}
