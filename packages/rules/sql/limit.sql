create or replace temp table h_limit as
with judged as (
  select p.pid, r.*, p.win, p.rolling, p.span, p.measure, p.max, p.per_stay_day, case when p.across_all then '' else r.fixmedins_code end as owner,
    p.measure in ('cnt', 'amount', 'paid') as adds,
    case p.shape
      when 0 then true
      when 1 then (list_contains(p.s1, r.care_type))
    end as outcome,
    case p.win
      when 'line' then r.fixmedins_code || '|' || r.line_id
      when 'prescription' then r.fixmedins_code || '|' || r.mdtrt_id || '|' || r.rxno
      when 'operation' then r.fixmedins_code || '|' || r.mdtrt_id || '|' || r.day
      when 'visit' then r.fixmedins_code || '|' || r.mdtrt_id
      when 'stay' then case when r.care_type = 'inpatient' then r.fixmedins_code || '|' || r.mdtrt_id when r.care_type is not null then 'outside' end
      when 'hour' then r.day || '|' || ((r.second) // 3600)
      when 'day' then (r.day)::VARCHAR
      when 'week' then (date_diff('day', date '1970-01-01', date_trunc('week', (date '1970-01-01' + r.day))::DATE))::VARCHAR
      when 'month' then (date_diff('day', date '1970-01-01', date_trunc('month', (date '1970-01-01' + r.day))::DATE))::VARCHAR
      when 'quarter' then (date_diff('day', date '1970-01-01', date_trunc('quarter', (date '1970-01-01' + r.day))::DATE))::VARCHAR
      when 'year' then (date_diff('day', date '1970-01-01', date_trunc('year', (date '1970-01-01' + r.day))::DATE))::VARCHAR
    end as key,
    case when p.win = 'hour' then (r.day)::VARCHAR when p.win in ('prescription', 'stay') then r.fixmedins_code || '|' || r.mdtrt_id end as coarse,
    case p.measure
      when 'cnt' then r.cnt
      when 'amount' then r.amount_fen
      when 'paid' then coalesce(r.inscp_fen, r.amount_fen)
      when 'days' then case when r.care_type <> 'inpatient' and r.prd_days > 0 then r.prd_days else 10000 end
      else 1
    end as value,
    case p.measure
      when 'days' then (r.day)::VARCHAR
      when 'kinds' then r.item
      when 'visits' then r.fixmedins_code || '|' || r.mdtrt_id
      else ''
    end as part,
    (r.day)::BIGINT * 86400 + coalesce(r.second, 0) as opens,
    (r.day)::BIGINT * 86400 + coalesce(r.second, 86399) as closes
  from (
    select r.*, m.pid, m.role from (select rowid as lix, * from t_line) r
    join k_match m on m.type = 'limit' and m.domain = 'item' and not m.universal and m.code = r.item
    union all
    select r.*, s.pid, s.role from t_sweep s join (select rowid as lix, * from t_line) r on r.lix = s.lix where s.type = 'limit'
  ) r
  join k_limit p on p.pid = r.pid and r.day between p.from_day and p.to_day
  where not (p.policy and r.inscp_fen is not distinct from 0)
),
uses as materialized (
  select pid, lix, psn_no, owner, fixmedins_code, line_id, win, rolling, span, measure, max, per_stay_day, adds,
    outcome is true and (measure <> 'paid' or inscp_fen is not null) as sure,
    key, coarse, value, part, stay_days, day, second, opens, closes,
    case rolling when 'day' then day when 'hour' then opens end as moment
  from judged
  where outcome is distinct from false
),
key_parts as (
  select pid, psn_no, owner, key, part, min((day, coalesce(second, -1), fixmedins_code, line_id)) filter (per_stay_day) as first, arg_min_null(stay_days, (day, coalesce(second, -1), fixmedins_code, line_id)) filter (per_stay_day) as stay_days,
    case when any_value(adds) then sum(value) filter (sure) else max(value) filter (sure) end as sure_value,
    case when any_value(adds) then sum(value) else max(value) end as all_value,
    any_value(max) as max, any_value(per_stay_day) as per_stay_day
  from uses where rolling = 'none' and key <> 'outside'
  group by pid, psn_no, owner, key, part
),
keys as (
  select pid, psn_no, owner, key, sum(sure_value) as sure_total, sum(all_value) as all_total,
    case when any_value(per_stay_day) then (any_value(max))::HUGEINT * arg_min_null(stay_days, first) filter (per_stay_day) else any_value(max) end as max
  from key_parts group by pid, psn_no, owner, key
),
key_hits as materialized (
  select *, row_number() over () as hit, (coalesce(sure_total, 0) <> 0 and sure_total > max) is true as decided
  from keys
  where (coalesce(sure_total, 0) <> 0 and sure_total > max) is true or (coalesce(all_total, 0) <> 0 and all_total > max) is distinct from false
),
key_rows as (
  select h.pid, h.hit, h.decided, h.key as start, u.lix, u.day, u.value, u.measure, h.max,
    case when h.decided then h.sure_total else h.all_total end as total
  from key_hits h
  join uses u on u.pid = h.pid and u.psn_no = h.psn_no and u.owner = h.owner and u.key = h.key and u.rolling = 'none'
  where u.sure or not h.decided
),
coarse_parts as (
  select pid, psn_no, owner, coarse, part, min((day, coalesce(second, -1), fixmedins_code, line_id)) filter (per_stay_day) as first, arg_min_null(stay_days, (day, coalesce(second, -1), fixmedins_code, line_id)) filter (per_stay_day) as stay_days,
    case when any_value(adds) then sum(value) filter (sure) else max(value) filter (sure) end as sure_value,
    case when any_value(adds) then sum(value) else max(value) end as all_value, bool_or(key is null) as open,
    any_value(max) as max, any_value(per_stay_day) as per_stay_day
  from uses where rolling = 'none' and key is distinct from 'outside' and win in ('prescription', 'stay', 'hour')
  group by pid, psn_no, owner, coarse, part
),
coarses as (
  select pid, psn_no, owner, coarse, sum(all_value) as total, bool_or(open) as open,
    case when any_value(per_stay_day) then (any_value(max))::HUGEINT * arg_min_null(stay_days, first) filter (per_stay_day) else any_value(max) end as max
  from coarse_parts group by pid, psn_no, owner, coarse
),
coarse_hits as materialized (
  select *, row_number() over () as hit from coarses where open and (coalesce(total, 0) <> 0 and total > max) is distinct from false
),
coarse_out as (
  select h.pid, h.hit, false as decided, '?' || h.coarse as start, h.total, h.max, u.lix, 1 as den, 1 as num
  from coarse_hits h
  join uses u on u.pid = h.pid and u.psn_no = h.psn_no and u.owner = h.owner and u.coarse = h.coarse and u.rolling = 'none'
  where u.key is distinct from 'outside'
),
roll_parts as (
  select pid, psn_no, owner, moment, part, any_value(measure) as measure, any_value(rolling) as rolling,
    any_value(span) as span, any_value(max) as max, case when any_value(adds) then sum(value) filter (sure) else max(value) filter (sure) end as sure_value,
    case when any_value(adds) then sum(value) else max(value) end as all_value
  from uses where moment is not null and (rolling = 'day' or second is not null)
  group by pid, psn_no, owner, moment, part
),
hour_days as (
  select * from roll_parts where measure = 'days' and rolling = 'hour'
),
roll_sums as (
  select *, sum(sure_added) over (partition by pid, psn_no, owner order by moment range between span - 1 preceding and current row) as sure_total, sum(all_added) over (partition by pid, psn_no, owner order by moment range between span - 1 preceding and current row) as all_total
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
    select *, count(distinct case when sure_value is not null then part end) over (partition by pid, psn_no, owner order by moment range between span - 1 preceding and current row) as sure_total,
      count(distinct part) over (partition by pid, psn_no, owner order by moment range between span - 1 preceding and current row) as all_total
    from roll_parts where measure in ('kinds', 'visits')
  )
  group by pid, psn_no, owner, moment
),
day_line as (
  select pid, psn_no, owner, ((moment) // 86400) as day, moment, 0 as reach, sure_value, all_value, null as own
  from hour_days
  union all
  select pid, psn_no, owner, day, greatest((day)::BIGINT * 86400, moment - span + 1), least(((day)::BIGINT + 1) * 86400 - 1, moment) - greatest((day)::BIGINT * 86400, moment - span + 1), null, null, moment
  from (select *, unnest(generate_series(((moment - span + 1) // 86400), ((moment) // 86400))) as day from hour_days)
),
day_totals as (
  select pid, psn_no, owner, own, sum(sure_value) as sure_total, sum(all_value) as all_total
  from (
    select pid, psn_no, owner, own, max(sure_value) over ahead as sure_value, max(all_value) over ahead as all_value
    from day_line window ahead as (partition by pid, psn_no, owner, day order by moment range between current row and reach following)
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
    coalesce(sure_added, 0) > 0 and (coalesce(sure_total, 0) <> 0 and sure_total > max) is true as decided
  from (
    select pid, psn_no, owner, moment, span, max, sure_added, all_added, sure_total, all_total from roll_sums
    union all select pid, psn_no, owner, moment, span, max, sure_added, all_added, sure_total, all_total from roll_kinds
    union all select pid, psn_no, owner, moment, span, max, sure_added, all_added, sure_total, all_total from roll_days
  )
  where (all_added <> 0 and (coalesce(all_total, 0) <> 0 and all_total > max) is distinct from false)
    or (sure_added > 0 and (coalesce(sure_total, 0) <> 0 and sure_total > max) is true)
),
roll_out as (
  select h.pid, h.hit, h.decided, (h.moment - h.span + 1)::VARCHAR as start,
    case when h.decided then h.sure_total else h.all_total end as total, h.max, u.lix,
    case when h.decided then h.sure_added else 1 end as den,
    case when h.decided then least(h.sure_added, h.sure_total - h.max) else 1 end as num
  from roll_hits h
  join uses u on u.pid = h.pid and u.psn_no = h.psn_no and u.owner = h.owner and u.moment = h.moment
  where (u.sure or not h.decided) and (u.rolling = 'day' or u.second is not null)
),
loose as (
  select pid, psn_no, owner, day, lix, fixmedins_code, line_id from uses where rolling = 'hour' and second is null and value <> 0
),
loose_days as (
  select pid, psn_no, owner, day, any_value(span) as span, any_value(max) as max
  from uses where rolling = 'hour' and second is null and value <> 0 group by pid, psn_no, owner, day
),
loose_near as materialized (
  select d.pid, d.psn_no, d.owner, d.day, d.max, u.lix, u.part, u.value, u.adds
  from (select *, unnest(generate_series(day - (((span) // 86400) + 1), day + (((span) // 86400) + 1))) as near_day from loose_days) d
  join uses u on u.pid = d.pid and u.psn_no = d.psn_no and u.owner = d.owner and u.day = d.near_day
    and u.closes > (d.day)::BIGINT * 86400 - d.span and u.opens < ((d.day)::BIGINT + 1) * 86400 - 1 + d.span
),
loose_totals as materialized (
  select pid, psn_no, owner, day, any_value(max) as max, sum(value) as total
  from (
    select pid, psn_no, owner, day, any_value(max) as max, case when any_value(adds) then sum(value) else max(value) end as value
    from loose_near group by pid, psn_no, owner, day, part
  )
  group by pid, psn_no, owner, day having (coalesce(sum(value), 0) <> 0 and sum(value) > any_value(max)) is distinct from false
),
loose_out as (
  select o.pid, o.lix as hit, false as decided, '?' || o.fixmedins_code || '|' || o.line_id as start, t.total, t.max, o.lix, 1 as den, 1 as num
  from loose o join loose_totals t on t.pid = o.pid and t.psn_no = o.psn_no and t.owner = o.owner and t.day = o.day
),
crowded as (
  select pid, psn_no, owner from key_hits where decided and pid in (select pid from k_limit where measure = 'days')
  union select pid, psn_no, owner from roll_hits
  union select pid, psn_no, owner from loose_totals
),
named as materialized (
  select u.pid, u.lix, row_number() over (order by r.fixmedins_code, r.line_id) as nth
  from (select u.pid, u.lix from uses u join crowded c on c.pid = u.pid and c.psn_no = u.psn_no and c.owner = u.owner) u join (select rowid as lix, * from t_line) r on r.lix = u.lix
),
day_parts as (
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
  select k.pid, k.hit, null::BIGINT as own, min(n.nth, 52) as nths
  from key_out k join named n on n.pid = k.pid and n.lix = k.lix
  where k.kept group by k.pid, k.hit
),
roll_line as (
  select u.pid, u.psn_no, u.owner, u.moment, 0 as reach, n.nth, case when u.sure then n.nth end as sure_nth, null as hit, null as decided
  from uses u join named n on n.pid = u.pid and n.lix = u.lix
  where u.moment is not null and (u.rolling = 'day' or u.second is not null)
  union all
  select pid, psn_no, owner, moment - span + 1, span - 2, null, null, hit, decided from roll_hits where span > 1
),
roll_firsts as (
  select pid, hit, null::BIGINT as own, nths
  from (
    select pid, hit, case when decided then min(sure_nth, 52) over ahead else min(nth, 52) over ahead end as nths
    from roll_line window ahead as (partition by pid, psn_no, owner order by moment range between current row and reach following)
  )
  where hit is not null
),
day_firsts as (
  select l.pid, l.psn_no, l.owner, l.day, min(n.nth, 52) as nths
  from loose_near l
  join loose_totals t on t.pid = l.pid and t.psn_no = l.psn_no and t.owner = l.owner and t.day = l.day
  join named n on n.pid = l.pid and n.lix = l.lix
  group by l.pid, l.psn_no, l.owner, l.day
),
loose_firsts as (
  select o.pid, o.lix as hit, o.lix as own, d.nths
  from loose o join day_firsts d on d.pid = o.pid and d.psn_no = o.psn_no and d.owner = o.owner and d.day = o.day
),
found as materialized (
  select pid, hit * 4 + 0 as hit, decided, start, total, max, lix, den, num from key_out where not kept
  union all select pid, hit * 4 + 1 as hit, decided, start, total, max, lix, den, num from coarse_out
  union all select pid, hit * 4 + 2 as hit, decided, start, total, max, lix, den, num from roll_out
  union all select pid, hit * 4 + 3 as hit, decided, start, total, max, lix, den, num from loose_out
),
firsts as (
  select pid, hit * 4 + 0 as hit, own, nths from key_firsts
  union all select pid, hit * 4 + 2 as hit, own, nths from roll_firsts
  union all select pid, hit * 4 + 3 as hit, own, nths from loose_firsts
),
beside as (
  select pid, hit, list((lix)::INTEGER order by nth) as related
  from (
    select f.pid, f.hit, n.lix, n.nth, row_number() over (partition by f.pid, f.hit order by n.nth) as place
    from (select distinct pid, hit, own, unnest(nths) as nth from firsts) f
    join named n on n.nth = f.nth
    where n.lix is distinct from f.own
  )
  where place <= 51
  group by pid, hit
),
rows as (
  select *, 'charge' as role, null::INTEGER[] as related from found
  union all
  select f.pid, f.hit, f.decided, f.start, f.total, f.max, null, 1, 1, 'related', b.related
  from beside b join (select distinct pid, hit, decided, start, total, max from found) f on f.pid = b.pid and f.hit = b.hit
)
select f.pid as pid, hit as hit, decided as decided, 'limit|' || p.group_name || '|' || p.win || '|' || f.start as anchor, (f.den)::HUGEINT as den, (f.total)::HUGEINT as total, (f.max)::HUGEINT as max, f.role as role, 0 as ord, f.lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (f.num)::HUGEINT as num, f.related as related
from rows f join k_limit p on p.pid = f.pid;
