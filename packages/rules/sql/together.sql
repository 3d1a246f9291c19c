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
  select own_pid, own_lix, min(lix) filter (in_a and sure and met) as a_first_sure, min(lix) filter (in_a) as a_first_may,
    max(lix) filter (in_a and sure and met) as a_last_sure, max(lix) filter (in_a) as a_last_may,
    max(amount_fen) filter (in_a and sure and met) as a_dearest_sure, max(amount_fen) filter (in_a) as a_dearest_may,
    min(lix) filter (in_b and sure and met) as b_first_sure, min(lix) filter (in_b) as b_first_may,
    max(lix) filter (in_b and sure and met) as b_last_sure, max(lix) filter (in_b) as b_last_may,
    max(amount_fen) filter (in_b and sure and met) as b_dearest_sure, max(amount_fen) filter (in_b) as b_dearest_may,
    max(lix) filter (allowed and met) as allowed_sure, max(lix) filter (allowed) as allowed_may
  from hour_pairs where met is distinct from false
  group by own_pid, own_lix
),
hourly as (
  select x.*, m.a_first_sure, m.a_first_may, m.a_last_sure, m.a_last_may, m.a_dearest_sure, m.a_dearest_may, m.b_first_sure, m.b_first_may, m.b_last_sure, m.b_last_may, m.b_dearest_sure, m.b_dearest_may, m.allowed_sure, m.allowed_may
  from uses x left join hour_values m on m.own_pid = x.pid and m.own_lix = x.lix
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
around as (
  select *, unnest(generate_series(day - case rolling when 'day' then span - 1 else ((span) // 86400) + 1 end, day + case rolling when 'day' then span - 1 else ((span) // 86400) + 1 end)) as near_day from found where rolling <> 'none'
),
beside as (
  select x.pid, x.lix as hit, o.lix
  from found x join uses o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner and o.place = x.place and o.lix <> x.lix and case when x.item_in_a then o.in_b else o.in_a end
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
  from around x join uses o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner and o.day = x.near_day and o.lix <> x.lix and case when x.item_in_a then o.in_b else o.in_a end
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
  select pid, lix as hit, decided is true as decided, 'charge' as role, lix from found
  union all
  select b.pid, b.hit, x.decided is true as decided, 'related' as role, b.lix
  from beside b join found x on x.pid = b.pid and x.lix = b.hit
)
select pid as pid, hit as hit, decided as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, role as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (1)::HUGEINT as num from rows;
