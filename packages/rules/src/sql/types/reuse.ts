/** Statement of type reuse: a line with a box that was sold before, on another bill. */
import type { ReusePoint } from '../../model.ts';
import { createTable, numbered } from '../dialect.ts';
import type { Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { joinsOf, outcomeOf } from '../slots.ts';
import { hitRow, type TypeContext } from './columns.ts';

export function planReuse({ rule, point }: Placed<ReusePoint>): PointPlan {
  return { condition: both(rule.scope, point.scope), sides: [], values: {} };
}

const order = (sale: string) =>
  `row(${sale}.day, coalesce(${sale}.second, -1), ${sale}.fixmedins_code, coalesce(${sale}.mdtrt_id, ''), coalesce(${sale}.line_id, ''))`;

/** The same bill uploaded again, or one box on two lines of one visit, is one sale. */
export function reuseSql({ shapes }: TypeContext): string {
  return createTable(
    'h_reuse',
    `with sales as materialized (
  select *, row_number() over () as sale from t_resold
),
pairs as materialized (
  select s.sale, s.fixmedins_code, s.line_id, o.fixmedins_code as other_fixmedins_code, o.line_id as other_line_id,
    s.trdn_flag = 0 and o.trdn_flag = 0 as met
  from sales s
  join sales o on o.drug_trac_codg = s.drug_trac_codg and ${order('o')} < ${order('s')}
    and (o.fixmedins_code <> s.fixmedins_code or o.mdtrt_id is distinct from s.mdtrt_id or o.psn_no is distinct from s.psn_no)
  where s.line_id is not null
),
repeats as (
  select fixmedins_code, line_id, sale, bool_or(met is true) as sure, bool_or(met is distinct from false) as possible
  from pairs group by fixmedins_code, line_id, sale
),
repeated as (
  select fixmedins_code, line_id, count(*) as repeats, count(*) filter (sure) as sure_repeats, bool_or(possible) as possible
  from repeats group by fixmedins_code, line_id
),
judged as (
  select p.pid, r.lix, r.fixmedins_code, r.line_id, n.repeats, n.sure_repeats, b.boxes,
    ${outcomeOf(shapes)} and case when n.sure_repeats > 0 then true when n.possible then null else false end as outcome
  from repeated n
  join ${numbered('t_line', 'lix')} r on r.fixmedins_code = n.fixmedins_code and r.line_id = n.line_id
  join t_box b on b.fixmedins_code = n.fixmedins_code and b.line_id = n.line_id
  join k_reuse p on r.day between p.from_day and p.to_day
${joinsOf(shapes)}),
found as materialized (
  select *, outcome is true as decided from judged where outcome is distinct from false
),
rows as (
  select pid, lix as hit, decided, boxes as den, 'charge' as role, lix,
    case when decided then sure_repeats else repeats end as num
  from found
  union all
  select distinct x.pid, x.lix as hit, x.decided, x.boxes as den, 'related' as role, o.lix, 1 as num
  from found x
  join pairs m on m.fixmedins_code = x.fixmedins_code and m.line_id = x.line_id and (m.met is true or not x.decided)
  join ${numbered('t_line', 'lix')} o on o.fixmedins_code = m.other_fixmedins_code and o.line_id = m.other_line_id and o.lix <> x.lix
)
select ${hitRow({ role: 'role', den: 'den', lix: 'lix', num: 'num' })} from rows`,
  );
}
