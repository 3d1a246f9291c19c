/** Statement of type together: a line of the paid side that meets the other side, and nothing that allows it. */
import type { TogetherPoint } from '../../model.ts';
import { createTable, numbered } from '../dialect.ts';
import type { Columns, Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { joinsOf, outcomeOf } from '../slots.ts';
import { hitRow, type TypeContext } from './columns.ts';
import { besideOf } from './beside.ts';
import { anyOther, identity, nearOf, usesOf, type Met } from './meeting.ts';
import { windowColumns, windowValues } from './windows.ts';

export const togetherColumns: Columns = { ...windowColumns, pays: 'VARCHAR' };

export function planTogether({ rule, point }: Placed<TogetherPoint>): PointPlan {
  const condition = both(rule.scope, point.scope);
  return {
    condition,
    sides: [
      { role: 'a', domain: 'item', set: point.a, when: condition },
      { role: 'b', domain: 'item', set: point.b, when: condition },
      { role: 'allowed', domain: 'item', set: point.allowed_with, when: { is: 'always' }, anyDay: true },
    ],
    values: { ...windowValues(point.window, point.across), pays: point.pays },
  };
}

const of = (side: 'a' | 'b'): Met[] => [
  { name: `${side}_first`, take: 'min', value: 'lix', sure: `in_${side} and sure`, possible: `in_${side}` },
  { name: `${side}_last`, take: 'max', value: 'lix', sure: `in_${side} and sure`, possible: `in_${side}` },
  { name: `${side}_dearest`, take: 'max', value: 'amount_fen', sure: `in_${side} and sure`, possible: `in_${side}` },
];
const allowed: Met = { name: 'allowed', take: 'max', value: 'lix', sure: 'allowed', possible: 'allowed' };

/** Of a pair published in both directions the cheaper line pays, ties b. */
function cheaper(suffix: 'sure' | 'may'): string {
  return `coalesce(case when item_in_a then amount_fen < b_dearest_${suffix} else amount_fen <= a_dearest_${suffix} end, false)`;
}

export function togetherSql({ shapes }: TypeContext): string {
  return createTable(
    'h_together',
    `with sides as (
  select pid, code, bool_or(role = 'a') as in_a, bool_or(role = 'b') as in_b, bool_or(role = 'allowed') as allowed
  from k_match where type = 'together' group by pid, code
),
judged as (
  select ${identity}, p.pays, p.policy and r.inscp_fen is not distinct from 0 as idle, r.amount_fen,
    s.in_a as item_in_a, s.in_b as item_in_b, s.allowed,
    r.day between p.from_day and p.to_day as in_force,
    ${outcomeOf(shapes)} as outcome
  from ${numbered('t_line', 'lix')} r
  join sides s on s.code = r.item
  join k_together p on p.pid = s.pid
${joinsOf(shapes)}),
members as materialized (
  select *, outcome is true as sure,
    item_in_a and in_force and outcome is distinct from false as in_a,
    item_in_b and in_force and outcome is distinct from false as in_b
  from judged
),
${usesOf('together', 'bool_or(in_a) and bool_or(in_b)', 'm.in_a or m.in_b or m.allowed')},
${nearOf([...of('a'), ...of('b'), allowed])},
outcomes as (
  select *,
    sure or null as standing,
    case when item_in_a then ${anyOther('b_first', 'b_last')} else ${anyOther('a_first', 'a_last')} end as beside,
    case when allowed_sure is not null then true when allowed_may is not null then null else false end as lifted,
    case when pays <> 'cheaper' or ${cheaper('sure')} then true when ${cheaper('may')} then null else false end as pays_here
  from near
  where not idle and case pays when 'a' then in_a when 'b' then in_b else in_a or in_b end
),
found as materialized (
  select *, (standing and beside and not lifted and pays_here) as decided
  from outcomes where (standing and beside and not lifted and pays_here) is distinct from false
),
${besideOf({
  offers: ["select n.*, 'a' as lane from named n where in_a", "select n.*, 'b' as lane from named n where in_b"],
  asks: "select *, decided is true as surely, case when item_in_a then 'b' else 'a' end as lane from found",
})}
select ${hitRow({ pid: 'x.pid', hit: 'x.lix', decided: 'x.decided is true', lix: 'x.lix', related: 'b.related' })}
from found x left join beside b on b.pid = x.pid and b.hit = x.lix`,
  );
}
