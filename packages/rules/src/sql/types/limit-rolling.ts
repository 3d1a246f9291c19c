/** Limits over rolling windows: each day, or each instant, with a use ends one. */
import { asText, eachOf, long, quotient } from '../dialect.ts';
import { exceeds, partTotals } from './limit-totals.ts';
import { firstFew } from './naming.ts';
import { stretch } from './stretches.ts';
import { DAY_SECONDS } from './windows.ts';

const frame = 'over (partition by pid, psn_no, owner order by moment range between span - 1 preceding and current row)';

const dayOf = (moment: string) => quotient(moment, DAY_SECONDS);
const start = `${long('day')} * ${DAY_SECONDS}`;
const end = `(${long('day')} + 1) * ${DAY_SECONDS} - 1`;

/** Rolling windows end on each day (or instant) with a use; kinds and visits count once in a window, days of hours too. */
export const rollingLimits = `roll_parts as (
  select pid, psn_no, owner, moment, part, any_value(measure) as measure, any_value(rolling) as rolling,
    any_value(span) as span, any_value(max) as max, ${partTotals}
  from uses where moment is not null and (rolling = 'day' or second is not null)
  group by pid, psn_no, owner, moment, part
),
hour_days as (
  select * from roll_parts where measure = 'days' and rolling = 'hour'
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
day_line as (
  select pid, psn_no, owner, ${dayOf('moment')} as day, moment, 0 as reach, sure_value, all_value, null as own
  from hour_days
  union all
  select pid, psn_no, owner, day, greatest(${start}, moment - span + 1), least(${end}, moment) - greatest(${start}, moment - span + 1), null, null, moment
  from (select *, ${eachOf(dayOf('moment - span + 1'), dayOf('moment'))} as day from hour_days)
),
day_totals as (
  select pid, psn_no, owner, own, sum(sure_value) as sure_total, sum(all_value) as all_total
  from (
    select pid, psn_no, owner, own, max(sure_value) over ahead as sure_value, max(all_value) over ahead as all_value
    from day_line window ahead as (${stretch('pid, psn_no, owner, day')})
  )
  where own is not null
  group by pid, psn_no, owner, own
),
roll_days as (
  select e.pid, e.psn_no, e.owner, e.moment, e.span, e.max, e.sure_value as sure_added, e.all_value as all_added, t.sure_total, t.all_total
  from hour_days e join day_totals t on t.pid = e.pid and t.psn_no = e.psn_no and t.owner = e.owner and t.own = e.moment
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
    case when h.decided then h.sure_added else 1 end as den,
    case when h.decided then least(h.sure_added, h.sure_total - h.max) else 1 end as num
  from roll_hits h
  join uses u on u.pid = h.pid and u.psn_no = h.psn_no and u.owner = h.owner and u.moment = h.moment
  where (u.sure or not h.decided) and (u.rolling = 'day' or u.second is not null)
)`;

/** The uses of a window before the moment that ends it. */
export const rollingFirsts = `roll_line as (
  select u.pid, u.psn_no, u.owner, u.moment, 0 as reach, n.nth, case when u.sure then n.nth end as sure_nth, null as hit, null as decided
  from uses u join named n on n.pid = u.pid and n.lix = u.lix
  where u.moment is not null and (u.rolling = 'day' or u.second is not null)
  union all
  select pid, psn_no, owner, moment - span + 1, span - 2, null, null, hit, decided from roll_hits where span > 1
),
roll_firsts as (
  select pid, hit, null::BIGINT as own, nths
  from (
    select pid, hit, case when decided then ${firstFew('sure_nth')} over ahead else ${firstFew('nth')} over ahead end as nths
    from roll_line window ahead as (${stretch('pid, psn_no, owner')})
  )
  where hit is not null
)`;

const daysAround = `(${quotient('span', DAY_SECONDS)} + 1)`;
const owner = (a: string, b: string) => `${a}.pid = ${b}.pid and ${a}.psn_no = ${b}.psn_no and ${a}.owner = ${b}.owner`;

/**
 * A use without a clock is undecided by itself when all that may stand near it might exceed. It may stand anywhere in its
 * day, so the uses without a clock of one day are near to the same ones.
 */
export const clocklessLimits = `loose as (
  select pid, psn_no, owner, day, lix, fixmedins_code, line_id from uses where rolling = 'hour' and second is null and value <> 0
),
loose_days as (
  select pid, psn_no, owner, day, any_value(span) as span, any_value(max) as max
  from uses where rolling = 'hour' and second is null and value <> 0 group by pid, psn_no, owner, day
),
loose_near as materialized (
  select d.pid, d.psn_no, d.owner, d.day, d.max, u.lix, u.part, u.value, u.adds
  from (select *, ${eachOf(`day - ${daysAround}`, `day + ${daysAround}`)} as near_day from loose_days) d
  join uses u on ${owner('u', 'd')} and u.day = d.near_day
    and u.closes > ${long('d.day')} * ${DAY_SECONDS} - d.span and u.opens < (${long('d.day')} + 1) * ${DAY_SECONDS} - 1 + d.span
),
loose_totals as materialized (
  select pid, psn_no, owner, day, any_value(max) as max, sum(value) as total
  from (
    select pid, psn_no, owner, day, any_value(max) as max, case when any_value(adds) then sum(value) else max(value) end as value
    from loose_near group by pid, psn_no, owner, day, part
  )
  group by pid, psn_no, owner, day having ${exceeds('sum(value)', 'any_value(max)')} is distinct from false
),
loose_out as (
  select o.pid, o.lix as hit, false as decided, '?' || o.fixmedins_code || '|' || o.line_id as start, t.total, t.max, o.lix, 1 as den, 1 as num
  from loose o join loose_totals t on ${owner('t', 'o')} and t.day = o.day
)`;

/** What stands near a use without a clock. */
export const clocklessFirsts = `day_firsts as (
  select l.pid, l.psn_no, l.owner, l.day, ${firstFew('n.nth')} as nths
  from loose_near l
  join loose_totals t on ${owner('t', 'l')} and t.day = l.day
  join named n on n.pid = l.pid and n.lix = l.lix
  group by l.pid, l.psn_no, l.owner, l.day
),
loose_firsts as (
  select o.pid, o.lix as hit, o.lix as own, d.nths
  from loose o join day_firsts d on ${owner('d', 'o')} and d.day = o.day
)`;
