create or replace temp table h_needs as
with sides as (
  select pid, code, bool_or(role = 'subject') as is_subject, bool_or(role = 'item') as provides
  from k_match where type = 'needs' group by pid, code
),
judged as (
  select p.pid, r.lix, r.psn_no, case when p.across_all then '' else r.fixmedins_code end as owner, p.by_items, p.look_back_days, s.provides,
    s.is_subject and r.day between p.from_day and p.to_day and not (p.policy and r.inscp_fen is not distinct from 0) as is_subject,
    (not case when r.diagnoses_known = 1 then c1.set_id is not null end) as outcome
  from (select rowid as lix, * from t_line) r
  join sides s on s.code = r.item
  join k_needs p on p.pid = s.pid
  left join t_coded c1 on c1.set_id = p.c1 and c1.mdtrt_id = r.mdtrt_id
),
members as materialized (
  select *, is_subject and outcome is distinct from false as asks from judged
),
uses as materialized (
  select *, coalesce(key = 'outside', false) as apart, coalesce(coarse, key, '') as place
  from (
    select m.*, p.win, p.rolling, p.span, r.day,
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
    end as key, case when p.win = 'hour' then (r.day)::VARCHAR when p.win in ('prescription', 'stay') then r.fixmedins_code || '|' || r.mdtrt_id end as coarse, (r.day)::BIGINT * 86400 + coalesce(r.second, 0) as opens, (r.day)::BIGINT * 86400 + coalesce(r.second, 86399) as closes
    from members m
    join (
      select pid, psn_no, owner from members group by pid, psn_no, owner having bool_or(asks) and bool_or(by_items)
    ) o on o.pid = m.pid and o.psn_no = m.psn_no and o.owner = m.owner
    join (select rowid as lix, * from t_line) r on r.lix = m.lix
    join k_needs p on p.pid = m.pid
    where m.asks or m.provides
  )
),
keyed as (
  select *, case when key is not null and not apart then min(lix) filter (provides and not apart) over per_key end as first_sure,
    case when apart then null when key is null then min(lix) filter (provides and not apart) over per_place
      else least(min(lix) filter (provides and not apart) over per_key, min(lix) filter (provides and key is null and not apart) over per_place) end as first_may,
    case when key is not null and not apart then max(lix) filter (provides and not apart) over per_key end as last_sure,
    case when apart then null when key is null then max(lix) filter (provides and not apart) over per_place
      else greatest(max(lix) filter (provides and not apart) over per_key, max(lix) filter (provides and key is null and not apart) over per_place) end as last_may
  from uses where rolling = 'none'
  window per_place as (partition by pid, psn_no, owner, place), per_key as (partition by pid, psn_no, owner, place, key)
),
daily as (
  select *, min(lix) filter (provides) over days_around as first_sure, min(lix) filter (provides) over days_around as first_may,
    max(lix) filter (provides) over days_around as last_sure, max(lix) filter (provides) over days_around as last_may
  from uses where rolling = 'day'
  window days_around as (partition by pid, psn_no, owner order by day range between span - 1 preceding and span - 1 following)
),
hour_line as (
  select pid, psn_no, owner, opens = closes as clocked, opens as moment, 0 as reach, null as own, null as surely,
    case when provides then lix end as first_sure, case when provides then lix end as first_may,
    case when provides then lix end as last_sure, case when provides then lix end as last_may
  from uses where rolling = 'hour'
  union all
  select pid, psn_no, owner, of_clocked, first, last - first, lix, for_sure, null, null, null, null
  from (select x.*, s.for_sure, s.of_clocked,
    case when s.for_sure then x.closes else x.opens - s.slack end - x.span + 1 as first,
    case when s.for_sure then x.opens - s.slack else x.closes end + x.span - 1 as last
  from (from uses where rolling = 'hour') x
  cross join (values (true, true, 0), (true, false, 86399), (false, true, 0), (false, false, 86399)) s(for_sure, of_clocked, slack)) where first <= last
),
hour_values as (
  select pid, own, min(first_sure) filter (surely) as first_sure, min(first_may) filter (not surely) as first_may, max(last_sure) filter (surely) as last_sure, max(last_may) filter (not surely) as last_may
  from (
    select pid, own, surely, min(first_sure) over ahead as first_sure, min(first_may) over ahead as first_may, max(last_sure) over ahead as last_sure, max(last_may) over ahead as last_may
    from hour_line window ahead as (partition by pid, psn_no, owner, clocked order by moment range between current row and reach following)
  )
  where own is not null
  group by pid, own
),
hourly as (
  select x.*, m.first_sure, m.first_may, m.last_sure, m.last_may
  from uses x left join hour_values m on m.pid = x.pid and m.own = x.lix
  where x.rolling = 'hour'
),
near as (
  select * from keyed union all select * from daily union all select * from hourly
),
earlier as (
  select pid, lix, coalesce(min(lix) filter (provides) over (partition by pid, psn_no, owner order by day range between look_back_days preceding and current row) <> lix, false) or coalesce(max(lix) filter (provides) over (partition by pid, psn_no, owner order by day range between look_back_days preceding and current row) <> lix, false) as provided
  from uses where look_back_days > 0
),
outcomes as (
  select n.pid, n.lix, n.outcome,
    case when (coalesce(n.first_sure <> n.lix, false) or coalesce(n.last_sure <> n.lix, false)) then true when (coalesce(n.first_may <> n.lix, false) or coalesce(n.last_may <> n.lix, false)) then null else false end or coalesce(e.provided, false)
      or case when n.look_back_days > 0 and n.day - n.look_back_days < 0 then null else false end as provided
  from near n left join earlier e on e.pid = n.pid and e.lix = n.lix
  where n.asks
  union all
  select pid, lix, outcome, false as provided from members where asks and not by_items
),
found as (
  select pid, lix, outcome and not provided as decided from outcomes
)
select pid as pid, lix as hit, decided is true as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'charge' as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (1)::HUGEINT as num, null::INTEGER[] as related
from found where decided is distinct from false;
