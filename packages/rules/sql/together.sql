create or replace temp table h_together as
with sides as (
  select pid, code, bool_or(role = 'a') as in_a, bool_or(role = 'b') as in_b, bool_or(role = 'allowed') as allowed
  from k_match where type = 'together' group by pid, code
),
judged as (
  select p.pid, r.lix, r.psn_no, case when p.across_all then '' else r.fixmedins_code end as owner, p.pays, p.policy and r.inscp_fen is not distinct from 0 as idle, r.amount_fen,
    s.in_a as item_in_a, s.in_b as item_in_b, s.allowed,
    r.day between p.from_day and p.to_day as in_force,
    true as outcome
  from (select rowid as lix, * from t_line) r
  join sides s on s.code = r.item
  join k_together p on p.pid = s.pid
),
members as materialized (
  select *, outcome is true as sure,
    item_in_a and in_force and outcome is distinct from false as in_a,
    item_in_b and in_force and outcome is distinct from false as in_b
  from judged
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
      select pid, psn_no, owner from members group by pid, psn_no, owner having bool_or(in_a) and bool_or(in_b)
    ) o on o.pid = m.pid and o.psn_no = m.psn_no and o.owner = m.owner
    join (select rowid as lix, * from t_line) r on r.lix = m.lix
    join k_together p on p.pid = m.pid
    where m.in_a or m.in_b or m.allowed
  )
),
keyed as (
  select *, case when key is not null and not apart then min(lix) filter (in_a and sure and not apart) over per_key end as a_first_sure,
    case when apart then null when key is null then min(lix) filter (in_a and not apart) over per_place
      else least(min(lix) filter (in_a and not apart) over per_key, min(lix) filter (in_a and key is null and not apart) over per_place) end as a_first_may,
    case when key is not null and not apart then max(lix) filter (in_a and sure and not apart) over per_key end as a_last_sure,
    case when apart then null when key is null then max(lix) filter (in_a and not apart) over per_place
      else greatest(max(lix) filter (in_a and not apart) over per_key, max(lix) filter (in_a and key is null and not apart) over per_place) end as a_last_may,
    case when key is not null and not apart then max(amount_fen) filter (in_a and sure and not apart) over per_key end as a_dearest_sure,
    case when apart then null when key is null then max(amount_fen) filter (in_a and not apart) over per_place
      else greatest(max(amount_fen) filter (in_a and not apart) over per_key, max(amount_fen) filter (in_a and key is null and not apart) over per_place) end as a_dearest_may,
    case when key is not null and not apart then min(lix) filter (in_b and sure and not apart) over per_key end as b_first_sure,
    case when apart then null when key is null then min(lix) filter (in_b and not apart) over per_place
      else least(min(lix) filter (in_b and not apart) over per_key, min(lix) filter (in_b and key is null and not apart) over per_place) end as b_first_may,
    case when key is not null and not apart then max(lix) filter (in_b and sure and not apart) over per_key end as b_last_sure,
    case when apart then null when key is null then max(lix) filter (in_b and not apart) over per_place
      else greatest(max(lix) filter (in_b and not apart) over per_key, max(lix) filter (in_b and key is null and not apart) over per_place) end as b_last_may,
    case when key is not null and not apart then max(amount_fen) filter (in_b and sure and not apart) over per_key end as b_dearest_sure,
    case when apart then null when key is null then max(amount_fen) filter (in_b and not apart) over per_place
      else greatest(max(amount_fen) filter (in_b and not apart) over per_key, max(amount_fen) filter (in_b and key is null and not apart) over per_place) end as b_dearest_may,
    case when key is not null and not apart then max(lix) filter (allowed and not apart) over per_key end as allowed_sure,
    case when apart then null when key is null then max(lix) filter (allowed and not apart) over per_place
      else greatest(max(lix) filter (allowed and not apart) over per_key, max(lix) filter (allowed and key is null and not apart) over per_place) end as allowed_may
  from uses where rolling = 'none'
  window per_place as (partition by pid, psn_no, owner, place), per_key as (partition by pid, psn_no, owner, place, key)
),
daily as (
  select *, min(lix) filter (in_a and sure) over days_around as a_first_sure, min(lix) filter (in_a) over days_around as a_first_may,
    max(lix) filter (in_a and sure) over days_around as a_last_sure, max(lix) filter (in_a) over days_around as a_last_may,
    max(amount_fen) filter (in_a and sure) over days_around as a_dearest_sure, max(amount_fen) filter (in_a) over days_around as a_dearest_may,
    min(lix) filter (in_b and sure) over days_around as b_first_sure, min(lix) filter (in_b) over days_around as b_first_may,
    max(lix) filter (in_b and sure) over days_around as b_last_sure, max(lix) filter (in_b) over days_around as b_last_may,
    max(amount_fen) filter (in_b and sure) over days_around as b_dearest_sure, max(amount_fen) filter (in_b) over days_around as b_dearest_may,
    max(lix) filter (allowed) over days_around as allowed_sure, max(lix) filter (allowed) over days_around as allowed_may
  from uses where rolling = 'day'
  window days_around as (partition by pid, psn_no, owner order by day range between span - 1 preceding and span - 1 following)
),
hour_line as (
  select pid, psn_no, owner, opens = closes as clocked, opens as moment, 0 as reach, null as own, null as surely,
    case when in_a and sure then lix end as a_first_sure, case when in_a then lix end as a_first_may,
    case when in_a and sure then lix end as a_last_sure, case when in_a then lix end as a_last_may,
    case when in_a and sure then amount_fen end as a_dearest_sure, case when in_a then amount_fen end as a_dearest_may,
    case when in_b and sure then lix end as b_first_sure, case when in_b then lix end as b_first_may,
    case when in_b and sure then lix end as b_last_sure, case when in_b then lix end as b_last_may,
    case when in_b and sure then amount_fen end as b_dearest_sure, case when in_b then amount_fen end as b_dearest_may,
    case when allowed then lix end as allowed_sure, case when allowed then lix end as allowed_may
  from uses where rolling = 'hour'
  union all
  select pid, psn_no, owner, of_clocked, first, last - first, lix, for_sure, null, null, null, null, null, null, null, null, null, null, null, null, null, null
  from (select x.*, s.for_sure, s.of_clocked,
    case when s.for_sure then x.closes else x.opens - s.slack end - x.span + 1 as first,
    case when s.for_sure then x.opens - s.slack else x.closes end + x.span - 1 as last
  from (from uses where rolling = 'hour') x
  cross join (values (true, true, 0), (true, false, 86399), (false, true, 0), (false, false, 86399)) s(for_sure, of_clocked, slack)) where first <= last
),
hour_values as (
  select pid, own, min(a_first_sure) filter (surely) as a_first_sure, min(a_first_may) filter (not surely) as a_first_may, max(a_last_sure) filter (surely) as a_last_sure, max(a_last_may) filter (not surely) as a_last_may, max(a_dearest_sure) filter (surely) as a_dearest_sure, max(a_dearest_may) filter (not surely) as a_dearest_may, min(b_first_sure) filter (surely) as b_first_sure, min(b_first_may) filter (not surely) as b_first_may, max(b_last_sure) filter (surely) as b_last_sure, max(b_last_may) filter (not surely) as b_last_may, max(b_dearest_sure) filter (surely) as b_dearest_sure, max(b_dearest_may) filter (not surely) as b_dearest_may, max(allowed_sure) filter (surely) as allowed_sure, max(allowed_may) filter (not surely) as allowed_may
  from (
    select pid, own, surely, min(a_first_sure) over ahead as a_first_sure, min(a_first_may) over ahead as a_first_may, max(a_last_sure) over ahead as a_last_sure, max(a_last_may) over ahead as a_last_may, max(a_dearest_sure) over ahead as a_dearest_sure, max(a_dearest_may) over ahead as a_dearest_may, min(b_first_sure) over ahead as b_first_sure, min(b_first_may) over ahead as b_first_may, max(b_last_sure) over ahead as b_last_sure, max(b_last_may) over ahead as b_last_may, max(b_dearest_sure) over ahead as b_dearest_sure, max(b_dearest_may) over ahead as b_dearest_may, max(allowed_sure) over ahead as allowed_sure, max(allowed_may) over ahead as allowed_may
    from hour_line window ahead as (partition by pid, psn_no, owner, clocked order by moment range between current row and reach following)
  )
  where own is not null
  group by pid, own
),
hourly as (
  select x.*, m.a_first_sure, m.a_first_may, m.a_last_sure, m.a_last_may, m.a_dearest_sure, m.a_dearest_may, m.b_first_sure, m.b_first_may, m.b_last_sure, m.b_last_may, m.b_dearest_sure, m.b_dearest_may, m.allowed_sure, m.allowed_may
  from uses x left join hour_values m on m.pid = x.pid and m.own = x.lix
  where x.rolling = 'hour'
),
near as (
  select * from keyed union all select * from daily union all select * from hourly
),
outcomes as (
  select *,
    sure or null as standing,
    case when item_in_a then case when (coalesce(b_first_sure <> lix, false) or coalesce(b_last_sure <> lix, false)) then true when (coalesce(b_first_may <> lix, false) or coalesce(b_last_may <> lix, false)) then null else false end else case when (coalesce(a_first_sure <> lix, false) or coalesce(a_last_sure <> lix, false)) then true when (coalesce(a_first_may <> lix, false) or coalesce(a_last_may <> lix, false)) then null else false end end as beside,
    case when allowed_sure is not null then true when allowed_may is not null then null else false end as lifted,
    case when pays <> 'cheaper' or coalesce(case when item_in_a then amount_fen < b_dearest_sure else amount_fen <= a_dearest_sure end, false) then true when coalesce(case when item_in_a then amount_fen < b_dearest_may else amount_fen <= a_dearest_may end, false) then null else false end as pays_here
  from near
  where not idle and case pays when 'a' then in_a when 'b' then in_b else in_a or in_b end
),
found as materialized (
  select *, (standing and beside and not lifted and pays_here) as decided
  from outcomes where (standing and beside and not lifted and pays_here) is distinct from false
),
named as materialized (
  select u.*, row_number() over (order by r.fixmedins_code, r.line_id) as nth
  from (select u.* from uses u join (select distinct pid, psn_no, owner from found) f on f.pid = u.pid and f.psn_no = u.psn_no and f.owner = u.owner) u join (select rowid as lix, * from t_line) r on r.lix = u.lix
),
offers as materialized (
  select n.*, 'a' as lane from named n where in_a
  union all select n.*, 'b' as lane from named n where in_b
),
asks as materialized (
  select *, decided is true as surely, case when item_in_a then 'b' else 'a' end as lane from found
),
key_firsts as (
  select pid, psn_no, owner, place, lane, key, min(nth, 52) filter (sure) as sure_nths, min(nth, 52) as nths
  from offers where rolling = 'none' and not apart group by pid, psn_no, owner, place, lane, key
),
place_firsts as (
  select pid, psn_no, owner, place, lane, min(nth, 52) as nths from offers where rolling = 'none' and not apart group by pid, psn_no, owner, place, lane
),
time_line as (
  select pid, psn_no, owner, lane, rolling = 'day' or opens = closes as clocked,
    case rolling when 'day' then day else opens end as moment, 0 as reach, nth, case when sure then nth end as sure_nth, null as own, null as surely
  from offers where rolling <> 'none'
  union all
  select pid, psn_no, owner, lane, true, day - span + 1, 2 * (span - 1), null, null, lix, surely from asks where rolling = 'day'
  union all
  select pid, psn_no, owner, lane, of_clocked, first, last - first, null, null, lix, surely
  from (select x.*, s.for_sure, s.of_clocked,
    case when s.for_sure then x.closes else x.opens - s.slack end - x.span + 1 as first,
    case when s.for_sure then x.opens - s.slack else x.closes end + x.span - 1 as last
  from (from asks where rolling = 'hour') x
  cross join (values (true, true, 0), (true, false, 86399), (false, true, 0), (false, false, 86399)) s(for_sure, of_clocked, slack)) where first <= last and for_sure = surely
),
firsts as (
  select a.pid, a.lix as hit, a.lix as own, case when a.surely then k.sure_nths else k.nths end as nths
  from asks a join key_firsts k on k.pid = a.pid and k.psn_no = a.psn_no and k.owner = a.owner and k.place = a.place and k.lane = a.lane and k.key = a.key
  where a.rolling = 'none'
  union all
  select a.pid, a.lix, a.lix, k.nths
  from asks a join key_firsts k on k.pid = a.pid and k.psn_no = a.psn_no and k.owner = a.owner and k.place = a.place and k.lane = a.lane and k.key is null
  where a.rolling = 'none' and not a.surely and a.key is not null
  union all
  select a.pid, a.lix, a.lix, p.nths
  from asks a join place_firsts p on p.pid = a.pid and p.psn_no = a.psn_no and p.owner = a.owner and p.place = a.place and p.lane = a.lane
  where a.rolling = 'none' and not a.surely and a.key is null
  union all
  select pid, own, own, nths
  from (
    select pid, own, case when surely then min(sure_nth, 52) over ahead else min(nth, 52) over ahead end as nths
    from time_line window ahead as (partition by pid, psn_no, owner, lane, clocked order by moment range between current row and reach following)
  )
  where own is not null
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
)
select x.pid as pid, x.lix as hit, x.decided is true as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'charge' as role, 0 as ord, x.lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (1)::HUGEINT as num, b.related as related
from found x left join beside b on b.pid = x.pid and b.hit = x.lix;
