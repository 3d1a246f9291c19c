create or replace temp table h_price as
with unit_prices as (
  select p.pid, r.lix, r.pric, coalesce(p.max, r.pric_uplmt) as max, case p.shape
      when 0 then (r.pric > r.pric_uplmt)
      when 1 then true
    end as outcome
  from (
    select r.*, m.pid, m.role from (select rowid as lix, * from t_line) r
    join k_match m on m.type = 'price' and m.domain = 'item' and not m.universal and m.code = r.item
    union all
    select r.*, s.pid, s.role from t_sweep s join (select rowid as lix, * from t_line) r on r.lix = s.lix where s.type = 'price'
  ) r
  join k_price p on p.pid = r.pid and r.day between p.from_day and p.to_day
  where p.measure = 'unit_price' and not (p.policy and r.inscp_fen is not distinct from 0)
),
sides as (
  select pid, code, bool_or(role = 'subject') as is_subject, bool_or(role = 'beside') as beside
  from k_match where type = 'price' group by pid, code
),
judged as (
  select p.pid, r.lix, r.psn_no, case when p.across_all then '' else r.fixmedins_code end as owner, p.win, p.rolling, p.span, r.day,
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
    end as key, case when p.win = 'hour' then (r.day)::VARCHAR when p.win in ('prescription', 'stay') then r.fixmedins_code || '|' || r.mdtrt_id end as coarse, (r.day)::BIGINT * 86400 + coalesce(r.second, 0) as opens, (r.day)::BIGINT * 86400 + coalesce(r.second, 86399) as closes, r.item, r.amount_fen, r.second, r.fixmedins_code, r.line_id, p.ratio, p.within_subject,
    s.is_subject and not (p.policy and r.inscp_fen is not distinct from 0) as is_subject, s.beside,
    case p.shape
      when 0 then (r.pric > r.pric_uplmt)
      when 1 then true
    end as outcome,
    case when p.ratio is not null then (((coalesce(r.pric_uplmt, r.pric))::HUGEINT * (((r.cnt + 9999) // 10000)) * p.ratio + 50000000) // 100000000) end as allowed_fen,
    case when p.ratio is not null then r.amount_fen > (((coalesce(r.pric_uplmt, r.pric))::HUGEINT * (((r.cnt + 9999) // 10000)) * p.ratio + 50000000) // 100000000)
      else not (r.cnt % 10000 <> 0 or r.pric < r.pric_uplmt or r.amount_fen < (((r.pric)::HUGEINT * r.cnt + 50000000) // 100000000)) end as overcharged
  from (select rowid as lix, * from t_line) r
  join sides s on s.code = r.item
  join k_price p on p.pid = s.pid and p.measure = 'discount' and r.day between p.from_day and p.to_day
),
uses as materialized (
  select *, coalesce(key = 'outside', false) as apart, coalesce(coarse, key, '') as place, outcome is true as sure, case when within_subject then is_subject else beside end as partner,
    row_number() over (partition by pid, psn_no, owner
      order by amount_fen desc, day, coalesce(second, -1), fixmedins_code, line_id) as rank
  from judged where outcome is distinct from false and (is_subject or beside)
),
keyed as (
  select *, case when key is not null and not apart then min(item) filter (partner and sure and not apart) over per_key end as least_item_sure,
    case when apart then null when key is null then min(item) filter (partner and not apart) over per_place
      else least(min(item) filter (partner and not apart) over per_key, min(item) filter (partner and key is null and not apart) over per_place) end as least_item_may,
    case when key is not null and not apart then max(item) filter (partner and sure and not apart) over per_key end as greatest_item_sure,
    case when apart then null when key is null then max(item) filter (partner and not apart) over per_place
      else greatest(max(item) filter (partner and not apart) over per_key, max(item) filter (partner and key is null and not apart) over per_place) end as greatest_item_may,
    case when key is not null and not apart then min(rank) filter (is_subject and sure and not apart) over per_key end as first_sure,
    case when apart then null when key is null then min(rank) filter (is_subject and not apart) over per_place
      else least(min(rank) filter (is_subject and not apart) over per_key, min(rank) filter (is_subject and key is null and not apart) over per_place) end as first_may
  from uses where rolling = 'none'
  window per_place as (partition by pid, psn_no, owner, place), per_key as (partition by pid, psn_no, owner, place, key)
),
daily as (
  select *, min(item) filter (partner and sure) over days_around as least_item_sure, min(item) filter (partner) over days_around as least_item_may,
    max(item) filter (partner and sure) over days_around as greatest_item_sure, max(item) filter (partner) over days_around as greatest_item_may,
    min(rank) filter (is_subject and sure) over days_around as first_sure, min(rank) filter (is_subject) over days_around as first_may
  from uses where rolling = 'day'
  window days_around as (partition by pid, psn_no, owner order by day range between span - 1 preceding and span - 1 following)
),
hour_line as (
  select pid, psn_no, owner, opens = closes as clocked, opens as moment, 0 as reach, null as own, null as surely,
    case when partner and sure then item end as least_item_sure, case when partner then item end as least_item_may,
    case when partner and sure then item end as greatest_item_sure, case when partner then item end as greatest_item_may,
    case when is_subject and sure then rank end as first_sure, case when is_subject then rank end as first_may
  from uses where rolling = 'hour'
  union all
  select pid, psn_no, owner, of_clocked, first, last - first, lix, for_sure, null, null, null, null, null, null
  from (select x.*, s.for_sure, s.of_clocked,
    case when s.for_sure then x.closes else x.opens - s.slack end - x.span + 1 as first,
    case when s.for_sure then x.opens - s.slack else x.closes end + x.span - 1 as last
  from (from uses where rolling = 'hour') x
  cross join (values (true, true, 0), (true, false, 86399), (false, true, 0), (false, false, 86399)) s(for_sure, of_clocked, slack)) where first <= last
),
hour_values as (
  select pid, own, min(least_item_sure) filter (surely) as least_item_sure, min(least_item_may) filter (not surely) as least_item_may, max(greatest_item_sure) filter (surely) as greatest_item_sure, max(greatest_item_may) filter (not surely) as greatest_item_may, min(first_sure) filter (surely) as first_sure, min(first_may) filter (not surely) as first_may
  from (
    select pid, own, surely, min(least_item_sure) over ahead as least_item_sure, min(least_item_may) over ahead as least_item_may, max(greatest_item_sure) over ahead as greatest_item_sure, max(greatest_item_may) over ahead as greatest_item_may, min(first_sure) over ahead as first_sure, min(first_may) over ahead as first_may
    from hour_line window ahead as (partition by pid, psn_no, owner, clocked order by moment range between current row and reach following)
  )
  where own is not null
  group by pid, own
),
hourly as (
  select x.*, m.least_item_sure, m.least_item_may, m.greatest_item_sure, m.greatest_item_may, m.first_sure, m.first_may
  from uses x left join hour_values m on m.pid = x.pid and m.own = x.lix
  where x.rolling = 'hour'
),
near as (
  select * from keyed union all select * from daily union all select * from hourly
),
discounts as (
  select *,
    (sure or null)
      and case when (coalesce(least_item_sure <> item, false) or coalesce(greatest_item_sure <> item, false)) then true when (coalesce(least_item_may <> item, false) or coalesce(greatest_item_may <> item, false)) then null else false end
      and case when not within_subject or first_sure < rank then true when first_may < rank then null else false end
      and overcharged as decided
  from near where is_subject
),
found as materialized (
  select *, decided and allowed_fen is not null as exact from discounts where decided is distinct from false
),
named as materialized (
  select u.*, dense_rank() over (partition by u.pid order by u.item) - 1 as tag,
    dense_rank() over (partition by u.pid order by u.item) + dense_rank() over (partition by u.pid order by u.item desc) - 2 as last_tag, row_number() over (order by r.fixmedins_code, r.line_id) as nth
  from (select u.* from uses u join (select distinct pid, psn_no, owner from found) f on f.pid = u.pid and f.psn_no = u.psn_no and f.owner = u.owner) u join (select rowid as lix, * from t_line) r on r.lix = u.lix
),
offers as materialized (
  select n.*, 2 * b.bit + ((n.tag >> b.bit) & 1) as lane from named n join (select unnest(generate_series(0, 30)) as bit) b on (1 << b.bit) <= n.last_tag where n.partner
),
asks as materialized (
  select x.*, x.decided is true as surely, 2 * b.bit + 1 - ((n.tag >> b.bit) & 1) as lane
  from found x join named n on n.pid = x.pid and n.lix = x.lix join (select unnest(generate_series(0, 30)) as bit) b on (1 << b.bit) <= n.last_tag
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
select pid as pid, lix as hit, outcome is true as decided, null::VARCHAR as anchor, (case when outcome then pric else 1 end)::HUGEINT as den, (coalesce(pric, 0))::HUGEINT as total, (max)::HUGEINT as max, 'charge' as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (case when outcome then pric - max else 1 end)::HUGEINT as num, null::INTEGER[] as related
from unit_prices where outcome is distinct from false
union all
select x.pid as pid, x.lix as hit, x.decided is true as decided, null::VARCHAR as anchor, (case when x.exact then x.amount_fen else 1 end)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'charge' as role, 0 as ord, x.lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (case when x.exact then x.amount_fen - x.allowed_fen else 1 end)::HUGEINT as num, b.related as related
from found x left join beside b on b.pid = x.pid and b.hit = x.lix;
