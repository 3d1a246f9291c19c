create or replace temp table h_reuse as
with sales as materialized (
  select *, dense_rank() over (partition by drug_trac_codg order by fixmedins_code asc nulls first, mdtrt_id asc nulls first, psn_no asc nulls first) - 1 as tag, dense_rank() over (partition by drug_trac_codg order by fixmedins_code asc nulls first, mdtrt_id asc nulls first, psn_no asc nulls first) + dense_rank() over (partition by drug_trac_codg order by fixmedins_code desc nulls last, mdtrt_id desc nulls last, psn_no desc nulls last) - 2 as last_tag,
    rank() over (partition by drug_trac_codg order by day, coalesce(second, -1), fixmedins_code, coalesce(mdtrt_id, ''), coalesce(line_id, '')) as place
  from t_resold
),
repeats as (
  select fixmedins_code, line_id, trdn_flag = 0 and (coalesce(min(tag) filter (trdn_flag = 0) over (partition by drug_trac_codg order by place range between unbounded preceding and 1 preceding) <> tag, false) or coalesce(max(tag) filter (trdn_flag = 0) over (partition by drug_trac_codg order by place range between unbounded preceding and 1 preceding) <> tag, false)) as sure, (coalesce(min(tag) over (partition by drug_trac_codg order by place range between unbounded preceding and 1 preceding) <> tag, false) or coalesce(max(tag) over (partition by drug_trac_codg order by place range between unbounded preceding and 1 preceding) <> tag, false)) as possible
  from sales
),
repeated as (
  select fixmedins_code, line_id, count(*) as repeats, count(*) filter (sure) as sure_repeats
  from repeats where possible and line_id is not null group by fixmedins_code, line_id
),
judged as (
  select p.pid, r.lix, r.fixmedins_code, r.line_id, n.repeats, n.sure_repeats, b.boxes,
    true and case when n.sure_repeats > 0 then true else null end as outcome
  from repeated n
  join (select rowid as lix, * from t_line) r on r.fixmedins_code = n.fixmedins_code and r.line_id = n.line_id
  join t_box b on b.fixmedins_code = n.fixmedins_code and b.line_id = n.line_id
  join k_reuse p on r.day between p.from_day and p.to_day
),
found as materialized (
  select *, outcome is true as decided from judged where outcome is distinct from false
),
carried as (
  select s.*, r.lix
  from sales s join (select rowid as lix, * from t_line) r on r.fixmedins_code = s.fixmedins_code and r.line_id = s.line_id
),
asked as (
  select x.pid, x.lix as hit, x.decided, s.drug_trac_codg, s.tag, s.last_tag, s.place
  from found x join carried s on s.lix = x.lix and (s.trdn_flag = 0 or not x.decided)
),
carriers as materialized (
  select * from carried where drug_trac_codg in (select drug_trac_codg from asked)
),
named as materialized (
  select u.lix, row_number() over (order by r.fixmedins_code, r.line_id) as nth
  from (select distinct lix from carriers) u join (select rowid as lix, * from t_line) r on r.lix = u.lix
),
offers as (
  select c.drug_trac_codg, 2 * b.bit + ((c.tag >> b.bit) & 1) as lane, n.nth, min(c.place) as place, min(c.place) filter (c.trdn_flag = 0) as whole_place
  from carriers c join named n on n.lix = c.lix join (select unnest(generate_series(0, 30)) as bit) b on (1 << b.bit) <= c.last_tag
  group by c.drug_trac_codg, lane, n.nth
),
time_line as (
  select drug_trac_codg, lane, false as decided, place, nth, null as pid, null as hit from offers
  union all
  select drug_trac_codg, lane, true, whole_place, nth, null, null from offers where whole_place is not null
  union all
  select drug_trac_codg, 2 * b.bit + 1 - ((a.tag >> b.bit) & 1), decided, place, null, pid, hit from asked a join (select unnest(generate_series(0, 30)) as bit) b on (1 << b.bit) <= a.last_tag
),
firsts as (
  select pid, hit, hit as own, nths
  from (
    select pid, hit, min(nth, 52) over (partition by drug_trac_codg, lane, decided order by place range between unbounded preceding and 1 preceding) as nths from time_line
  )
  where hit is not null
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
select x.pid as pid, x.lix as hit, x.decided as decided, null::VARCHAR as anchor, (x.boxes)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'charge' as role, 0 as ord, x.lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (case when x.decided then x.sure_repeats else x.repeats end)::HUGEINT as num, b.related as related
from found x left join beside b on b.pid = x.pid and b.hit = x.lix;
