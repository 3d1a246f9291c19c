/** Limits over windows that have a key, and over coarser ones where a key is unknown. */
import { firstBy, wide } from '../dialect.ts';
import { exceeds, partTotals } from './limit-totals.ts';
import { firstFew } from './naming.ts';

/** The length of the stay of the first line decides the maximum per day. */
const lineOrder = '(day, coalesce(second, -1), fixmedins_code, line_id)';
const first = `min(${lineOrder}) filter (per_stay_day) as first, ${firstBy('stay_days', lineOrder)} filter (per_stay_day) as stay_days`;

const stayMaximum = `${wide('any_value(max)')} * ${firstBy('stay_days', 'first')} filter (per_stay_day)`;

export const keyedLimits = `key_parts as (
  select pid, psn_no, owner, key, part, ${first},
    ${partTotals},
    any_value(max) as max, any_value(per_stay_day) as per_stay_day
  from uses where rolling = 'none' and key <> 'outside'
  group by pid, psn_no, owner, key, part
),
keys as (
  select pid, psn_no, owner, key, sum(sure_value) as sure_total, sum(all_value) as all_total,
    case when any_value(per_stay_day) then ${stayMaximum} else any_value(max) end as max
  from key_parts group by pid, psn_no, owner, key
),
key_hits as materialized (
  select *, row_number() over () as hit, ${exceeds('sure_total', 'max')} is true as decided
  from keys
  where ${exceeds('sure_total', 'max')} is true or ${exceeds('all_total', 'max')} is distinct from false
),
key_rows as (
  select h.pid, h.hit, h.decided, h.key as start, u.lix, u.day, u.value, u.measure, h.max,
    case when h.decided then h.sure_total else h.all_total end as total
  from key_hits h
  join uses u on u.pid = h.pid and u.psn_no = h.psn_no and u.owner = h.owner and u.key = h.key and u.rolling = 'none'
  where u.sure or not h.decided
)`;

/** Days beyond the maximum are charged whole, the day that crosses it for its part beyond; lines of the days before are named. */
export const beyondDays = `day_parts as (
  select hit, day, max(value) as length, any_value(max) as max
  from key_rows where decided and measure = 'days' group by hit, day
),
day_reach as (
  select hit, day, length, max, sum(length) over (partition by hit order by day) as reached from day_parts
),
day_shares as (
  select hit, day, reached <= max as kept, reached - length >= max as beyond, reached - max as above,
    coalesce(max(case when reached > max and reached - length < max then length end) over (partition by hit), 1) as den
  from day_reach
),
key_out as (
  select k.pid, k.hit, k.decided, k.start, k.total, k.max, k.lix, coalesce(d.kept, false) as kept,
    case when not k.decided then 1 when d.hit is null then k.total else d.den end as den,
    case when not k.decided then 1 when d.hit is null then k.total - k.max when d.beyond then d.den else d.above end as num
  from key_rows k left join day_shares d on d.hit = k.hit and d.day = k.day
),
key_firsts as (
  select k.pid, k.hit, null::BIGINT as own, ${firstFew('n.nth')} as nths
  from key_out k join named n on n.pid = k.pid and n.lix = k.lix
  where k.kept group by k.pid, k.hit
)`;

/** A use whose key is unknown: its coarser window cannot be decided when all its uses together might exceed. */
export const coarseLimits = `coarse_parts as (
  select pid, psn_no, owner, coarse, part, ${first},
    ${partTotals}, bool_or(key is null) as open,
    any_value(max) as max, any_value(per_stay_day) as per_stay_day
  from uses where rolling = 'none' and key is distinct from 'outside' and win in ('prescription', 'stay', 'hour')
  group by pid, psn_no, owner, coarse, part
),
coarses as (
  select pid, psn_no, owner, coarse, sum(all_value) as total, bool_or(open) as open,
    case when any_value(per_stay_day) then ${stayMaximum} else any_value(max) end as max
  from coarse_parts group by pid, psn_no, owner, coarse
),
coarse_hits as materialized (
  select *, row_number() over () as hit from coarses where open and ${exceeds('total', 'max')} is distinct from false
),
coarse_out as (
  select h.pid, h.hit, false as decided, '?' || h.coarse as start, h.total, h.max, u.lix, 1 as den, 1 as num
  from coarse_hits h
  join uses u on u.pid = h.pid and u.psn_no = h.psn_no and u.owner = h.owner and u.coarse = h.coarse and u.rolling = 'none'
  where u.key is distinct from 'outside'
)`;
