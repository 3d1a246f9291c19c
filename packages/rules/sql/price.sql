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
hour_pairs as (
  select x.pid as own_pid, x.lix as own_lix, o.*, case x.rolling
      when 'day' then abs(x.day - o.day) < x.span
      when 'hour' then case
        when greatest(o.closes - x.opens, x.closes - o.opens) < x.span then true
        when greatest(0, x.opens - o.closes, o.opens - x.closes) >= x.span then false end
      else not x.apart and not o.apart and x.key = o.key
    end as met
  from (
    select *, unnest(generate_series(((opens - span) // span), ((closes + span) // span))) as part
    from uses where rolling = 'hour'
  ) x
  join (
    select *, unnest(generate_series(((opens) // span), ((closes) // span))) as part from uses where rolling = 'hour'
  ) o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner and o.part = x.part
),
hour_values as (
  select own_pid, own_lix, min(item) filter (partner and sure and met) as least_item_sure, min(item) filter (partner) as least_item_may,
    max(item) filter (partner and sure and met) as greatest_item_sure, max(item) filter (partner) as greatest_item_may,
    min(rank) filter (is_subject and sure and met) as first_sure, min(rank) filter (is_subject) as first_may
  from hour_pairs where met is distinct from false
  group by own_pid, own_lix
),
hourly as (
  select x.*, m.least_item_sure, m.least_item_may, m.greatest_item_sure, m.greatest_item_may, m.first_sure, m.first_may
  from uses x left join hour_values m on m.own_pid = x.pid and m.own_lix = x.lix
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
around as (
  select *, unnest(generate_series(day - case rolling when 'day' then span - 1 else ((span) // 86400) + 1 end, day + case rolling when 'day' then span - 1 else ((span) // 86400) + 1 end)) as near_day from found where rolling <> 'none'
),
beside as (
  select x.pid, x.lix as hit, o.lix
  from found x join uses o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner and o.place = x.place and o.partner and o.item <> x.item
  where x.rolling = 'none' and case when x.decided is true then o.sure and case x.rolling
      when 'day' then abs(x.day - o.day) < x.span
      when 'hour' then case
        when greatest(o.closes - x.opens, x.closes - o.opens) < x.span then true
        when greatest(0, x.opens - o.closes, o.opens - x.closes) >= x.span then false end
      else not x.apart and not o.apart and x.key = o.key
    end else case x.rolling
      when 'day' then abs(x.day - o.day) < x.span
      when 'hour' then case
        when greatest(o.closes - x.opens, x.closes - o.opens) < x.span then true
        when greatest(0, x.opens - o.closes, o.opens - x.closes) >= x.span then false end
      else not x.apart and not o.apart and x.key = o.key
    end is distinct from false end
  union all
  select x.pid, x.lix as hit, o.lix
  from around x join uses o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner and o.day = x.near_day and o.partner and o.item <> x.item
  where case when x.decided is true then o.sure and case x.rolling
      when 'day' then abs(x.day - o.day) < x.span
      when 'hour' then case
        when greatest(o.closes - x.opens, x.closes - o.opens) < x.span then true
        when greatest(0, x.opens - o.closes, o.opens - x.closes) >= x.span then false end
      else not x.apart and not o.apart and x.key = o.key
    end else case x.rolling
      when 'day' then abs(x.day - o.day) < x.span
      when 'hour' then case
        when greatest(o.closes - x.opens, x.closes - o.opens) < x.span then true
        when greatest(0, x.opens - o.closes, o.opens - x.closes) >= x.span then false end
      else not x.apart and not o.apart and x.key = o.key
    end is distinct from false end
),
rows as (
  select pid, lix as hit, decided, 'charge' as role, lix,
    case when exact then amount_fen else 1 end as den, case when exact then amount_fen - allowed_fen else 1 end as num
  from found
  union all
  select b.pid, b.hit, x.decided, 'related' as role, b.lix, case when x.exact then x.amount_fen else 1 end as den, 1 as num
  from beside b join found x on x.pid = b.pid and x.lix = b.hit
)
select pid as pid, lix as hit, outcome is true as decided, null::VARCHAR as anchor, (case when outcome then pric else 1 end)::HUGEINT as den, (coalesce(pric, 0))::HUGEINT as total, (max)::HUGEINT as max, 'charge' as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (case when outcome then pric - max else 1 end)::HUGEINT as num
from unit_prices where outcome is distinct from false
union all
select pid as pid, hit as hit, decided is true as decided, null::VARCHAR as anchor, (den)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, role as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (num)::HUGEINT as num from rows;
