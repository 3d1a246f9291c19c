/** Limits over rolling windows: each day, or each instant, with a use ends one. */
import { asText, eachDistinct, eachOf, quotient } from '../dialect.ts';
import { exceeds, partTotals } from './limit-totals.ts';
import { DAY_SECONDS } from './windows.ts';

const frame = 'over (partition by pid, psn_no, owner order by moment range between span - 1 preceding and current row)';

/** Rows once per stretch of the window's length that their window reaches: two neighbours, or one. */
function reaching(table: string): string {
  return `select *, ${eachDistinct(quotient('moment - span + 1', 'span'), quotient('moment', 'span'))} as stretch from ${table}`;
}

/** Rolling windows end on each day (or instant) with a use; kinds and visits count once in a window, days of hours too. */
export const rollingLimits = `roll_parts as (
  select pid, psn_no, owner, moment, part, any_value(measure) as measure, any_value(rolling) as rolling,
    any_value(span) as span, any_value(max) as max, ${partTotals}
  from uses where moment is not null and (rolling = 'day' or second is not null)
  group by pid, psn_no, owner, moment, part
),
roll_sums as (
  select *, sum(sure_added) ${frame} as sure_total, sum(all_added) ${frame} as all_total
  from (
    select pid, psn_no, owner, moment, any_value(span) as span, any_value(max) as max,
      sum(sure_value) as sure_added, sum(all_value) as all_added
    from roll_parts where measure in ('cnt', 'amount', 'paid') or (measure = 'days' and rolling = 'day')
    group by pid, psn_no, owner, moment
  )
),
roll_kinds as (
  select pid, psn_no, owner, moment, any_value(span) as span, any_value(max) as max,
    sum(sure_value) as sure_added, sum(all_value) as all_added, any_value(sure_total) as sure_total, any_value(all_total) as all_total
  from (
    select *, count(distinct case when sure_value is not null then part end) ${frame} as sure_total,
      count(distinct part) ${frame} as all_total
    from roll_parts where measure in ('kinds', 'visits')
  )
  group by pid, psn_no, owner, moment
),
roll_days as (
  select pid, psn_no, owner, moment, any_value(span) as span, any_value(max) as max,
    sum(sure_own) as sure_added, sum(all_own) as all_added, sum(sure_value) as sure_total, sum(all_value) as all_total
  from (
    select e.pid, e.psn_no, e.owner, e.moment, any_value(e.span) as span, any_value(e.max) as max,
      max(u.sure_value) as sure_value, max(u.all_value) as all_value,
      max(u.sure_value) filter (u.moment = e.moment) as sure_own, max(u.all_value) filter (u.moment = e.moment) as all_own
    from (${reaching('roll_parts')} where measure = 'days' and rolling = 'hour') e
    join roll_parts u on u.pid = e.pid and u.psn_no = e.psn_no and u.owner = e.owner and ${quotient('u.moment', 'u.span')} = e.stretch
      and u.moment between e.moment - e.span + 1 and e.moment
    group by e.pid, e.psn_no, e.owner, e.moment, u.part
  )
  group by pid, psn_no, owner, moment
),
roll_hits as materialized (
  select pid, psn_no, owner, moment, span, max, sure_added, sure_total, all_total, row_number() over () as hit,
    coalesce(sure_added, 0) > 0 and ${exceeds('sure_total', 'max')} is true as decided
  from (
    select pid, psn_no, owner, moment, span, max, sure_added, all_added, sure_total, all_total from roll_sums
    union all select pid, psn_no, owner, moment, span, max, sure_added, all_added, sure_total, all_total from roll_kinds
    union all select pid, psn_no, owner, moment, span, max, sure_added, all_added, sure_total, all_total from roll_days
  )
  where (all_added <> 0 and ${exceeds('all_total', 'max')} is distinct from false)
    or (sure_added > 0 and ${exceeds('sure_total', 'max')} is true)
),
roll_out as (
  select h.pid, h.hit, h.decided, ${asText('h.moment - h.span + 1')} as start,
    case when h.decided then h.sure_total else h.all_total end as total, h.max, u.lix,
    case when u.moment = h.moment then 'charge' else 'related' end as role,
    case when h.decided then h.sure_added else 1 end as den,
    case when h.decided then least(h.sure_added, h.sure_total - h.max) else 1 end as num
  from (${reaching('roll_hits')}) h
  join uses u on u.pid = h.pid and u.psn_no = h.psn_no and u.owner = h.owner and ${quotient('u.moment', 'u.span')} = h.stretch
    and u.moment between h.moment - h.span + 1 and h.moment
  where (u.sure or not h.decided) and (u.rolling = 'day' or u.second is not null)
)`;

const daysAround = `(${quotient('span', DAY_SECONDS)} + 1)`;

/** A use without a clock is undecided by itself when all that may stand near it might exceed. */
export const clocklessLimits = `loose as materialized (
  select o.pid, o.lix as own, '?' || o.fixmedins_code || '|' || o.line_id as start, o.max, u.lix, u.part, u.value, u.adds
  from (
    select *, ${eachOf(`day - ${daysAround}`, `day + ${daysAround}`)} as near_day
    from uses where rolling = 'hour' and second is null and value <> 0
  ) o
  join uses u on u.pid = o.pid and u.psn_no = o.psn_no and u.owner = o.owner and u.day = o.near_day
    and u.closes > o.opens - o.span and u.opens < o.closes + o.span
),
loose_hits as (
  select pid, own, sum(value) as total
  from (
    select pid, own, any_value(max) as max, case when any_value(adds) then sum(value) else max(value) end as value
    from loose group by pid, own, part
  )
  group by pid, own having ${exceeds('sum(value)', 'any_value(max)')} is distinct from false
),
loose_out as (
  select h.pid, h.own as hit, false as decided, l.start, h.total, l.max, l.lix,
    case when l.lix = l.own then 'charge' else 'related' end as role, 1 as den, 1 as num
  from loose_hits h join loose l on l.pid = h.pid and l.own = h.own
)`;
