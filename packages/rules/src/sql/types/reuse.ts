/** Statement of type reuse: a line with a box that was sold before, on another bill. */
import type { ReusePoint } from '../../model.ts';
import { createTable, numbered } from '../dialect.ts';
import type { Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { joinsOf, outcomeOf } from '../slots.ts';
import { hitRow, type TypeContext } from './columns.ts';
import { besideLists, firstFew, inNamingOrder, lanes } from './naming.ts';

export function planReuse({ rule, point }: Placed<ReusePoint>): PointPlan {
  return { condition: both(rule.scope, point.scope), sides: [], values: {} };
}

const order = "day, coalesce(second, -1), fixmedins_code, coalesce(mdtrt_id, ''), coalesce(line_id, '')";
/** Bills of a box by number, from 1: the same person, visit and institution, whichever is absent. */
function bills(direction: 'asc' | 'desc'): string {
  const by = `${direction} nulls ${direction === 'asc' ? 'first' : 'last'}`;
  return `dense_rank() over (partition by drug_trac_codg order by fixmedins_code ${by}, mdtrt_id ${by}, psn_no ${by})`;
}
const before = 'order by place range between unbounded preceding and 1 preceding';

/** Whether a box was sold before on another bill than the sale's own. */
function elsewhere(filter: string): string {
  const over = `${filter} over (partition by drug_trac_codg ${before})`;
  return `(coalesce(min(tag)${over} <> tag, false) or coalesce(max(tag)${over} <> tag, false))`;
}

/**
 * The lines that sold the boxes of found lines before, on other bills: each is offered once in a lane of bills, from its
 * first sale on, and as a whole box from its first sale as such.
 */
const others = `carried as (
  select s.*, r.lix
  from sales s join ${numbered('t_line', 'lix')} r on r.fixmedins_code = s.fixmedins_code and r.line_id = s.line_id
),
asked as (
  select x.pid, x.lix as hit, x.decided, s.drug_trac_codg, s.tag, s.last_tag, s.place
  from found x join carried s on s.lix = x.lix and (s.trdn_flag = 0 or not x.decided)
),
carriers as materialized (
  select * from carried where drug_trac_codg in (select drug_trac_codg from asked)
),
named as materialized (
  ${inNamingOrder('(select distinct lix from carriers)', 'u.lix')}
),
offers as (
  select c.drug_trac_codg, ${lanes.own('c')} as lane, n.nth, min(c.place) as place, min(c.place) filter (c.trdn_flag = 0) as whole_place
  from carriers c join named n on n.lix = c.lix ${lanes.join('c')}
  group by c.drug_trac_codg, lane, n.nth
),
time_line as (
  select drug_trac_codg, lane, false as decided, place, nth, null as pid, null as hit from offers
  union all
  select drug_trac_codg, lane, true, whole_place, nth, null, null from offers where whole_place is not null
  union all
  select drug_trac_codg, ${lanes.other('a')}, decided, place, null, pid, hit from asked a ${lanes.join('a')}
),
firsts as (
  select pid, hit, hit as own, nths
  from (
    select pid, hit, ${firstFew('nth')} over (partition by drug_trac_codg, lane, decided ${before}) as nths from time_line
  )
  where hit is not null
),
${besideLists('firsts', 'named')}`;

/** The same bill uploaded again, or one box on two lines of one visit, is one sale. */
export function reuseSql({ shapes }: TypeContext): string {
  return createTable(
    'h_reuse',
    `with sales as materialized (
  select *, ${bills('asc')} - 1 as tag, ${bills('asc')} + ${bills('desc')} - 2 as last_tag,
    rank() over (partition by drug_trac_codg order by ${order}) as place
  from t_resold
),
repeats as (
  select fixmedins_code, line_id, trdn_flag = 0 and ${elsewhere(' filter (trdn_flag = 0)')} as sure, ${elsewhere('')} as possible
  from sales
),
repeated as (
  select fixmedins_code, line_id, count(*) as repeats, count(*) filter (sure) as sure_repeats
  from repeats where possible and line_id is not null group by fixmedins_code, line_id
),
judged as (
  select p.pid, r.lix, r.fixmedins_code, r.line_id, n.repeats, n.sure_repeats, b.boxes,
    ${outcomeOf(shapes)} and case when n.sure_repeats > 0 then true else null end as outcome
  from repeated n
  join ${numbered('t_line', 'lix')} r on r.fixmedins_code = n.fixmedins_code and r.line_id = n.line_id
  join t_box b on b.fixmedins_code = n.fixmedins_code and b.line_id = n.line_id
  join k_reuse p on r.day between p.from_day and p.to_day
${joinsOf(shapes)}),
found as materialized (
  select *, outcome is true as decided from judged where outcome is distinct from false
),
${others}
select ${hitRow({
      pid: 'x.pid',
      hit: 'x.lix',
      decided: 'x.decided',
      den: 'x.boxes',
      lix: 'x.lix',
      num: 'case when x.decided then x.sure_repeats else x.repeats end',
      related: 'b.related',
    })}
from found x left join beside b on b.pid = x.pid and b.hit = x.lix`,
  );
}
