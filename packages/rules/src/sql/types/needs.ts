/** Statement of type needs: a line beside or before which nothing needed stands. */
import type { NeedsPoint } from '../../model.ts';
import { isEmpty } from '../../code-set.ts';
import type { Predicate } from '../../predicate.ts';
import { createTable, numbered } from '../dialect.ts';
import type { Columns, Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { joinsOf, outcomeOf } from '../slots.ts';
import { hitRow, type TypeContext } from './columns.ts';
import { anyOther, identity, nearOf, usesOf, type Met } from './meeting.ts';
import { windowColumns, windowValues } from './windows.ts';

export const needsColumns: Columns = { ...windowColumns, by_items: 'BOOLEAN', look_back_days: 'BIGINT' };

/** The condition: the line stands within the scopes and its visit's lists provide nothing. */
export function planNeeds({ rule, point }: Placed<NeedsPoint>): PointPlan {
  const unlisted = (['diagnosis', 'operation'] as const).flatMap((list): Predicate[] => {
    const set = list === 'diagnosis' ? point.diagnoses : point.operations;
    return isEmpty(set) ? [] : [{ is: 'not', part: { is: 'coded', list, set } }];
  });
  const condition = both(rule.scope, point.scope, ...unlisted);
  return {
    condition,
    sides: [
      { role: 'subject', domain: 'item', set: point.subject, when: condition },
      { role: 'item', domain: 'item', set: point.items, when: { is: 'always' }, anyDay: true },
    ],
    values: {
      ...windowValues(point.window, point.across),
      by_items: !isEmpty(point.items),
      look_back_days: point.look_back_days,
    },
  };
}

const provider: readonly Met[] = [
  { name: 'first', take: 'min', value: 'lix', sure: 'provides', possible: 'provides' },
  { name: 'last', take: 'max', value: 'lix', sure: 'provides', possible: 'provides' },
];

const before =
  'filter (provides) over (partition by pid, psn_no, owner order by day range between look_back_days preceding and current row)';

export function needsSql({ shapes, first_day }: TypeContext): string {
  return createTable(
    'h_needs',
    `with sides as (
  select pid, code, bool_or(role = 'subject') as is_subject, bool_or(role = 'item') as provides
  from k_match where type = 'needs' group by pid, code
),
judged as (
  select ${identity}, p.by_items, p.look_back_days, s.provides,
    s.is_subject and r.day between p.from_day and p.to_day and not (p.policy and r.inscp_fen is not distinct from 0) as is_subject,
    ${outcomeOf(shapes)} as outcome
  from ${numbered('t_line', 'lix')} r
  join sides s on s.code = r.item
  join k_needs p on p.pid = s.pid
${joinsOf(shapes)}),
members as materialized (
  select *, is_subject and outcome is distinct from false as asks from judged
),
${usesOf('needs', 'bool_or(asks) and bool_or(by_items)', 'm.asks or m.provides')},
${nearOf(provider)},
earlier as (
  select pid, lix, coalesce(min(lix) ${before} <> lix, false) or coalesce(max(lix) ${before} <> lix, false) as provided
  from uses where look_back_days > 0
),
outcomes as (
  select n.pid, n.lix, n.outcome,
    ${anyOther('n.first', 'n.last').replaceAll(' lix,', ' n.lix,')} or coalesce(e.provided, false)
      or case when n.look_back_days > 0 and n.day - n.look_back_days < ${first_day} then null else false end as provided
  from near n left join earlier e on e.pid = n.pid and e.lix = n.lix
  where n.asks
  union all
  select pid, lix, outcome, false as provided from members where asks and not by_items
),
found as (
  select pid, lix, outcome and not provided as decided from outcomes
)
select ${hitRow({ hit: 'lix', decided: 'decided is true', lix: 'lix' })}
from found where decided is distinct from false`,
  );
}
