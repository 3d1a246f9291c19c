create or replace temp table h_reuse as
with sales as materialized (
  select *, row_number() over () as sale from t_resold
),
pairs as materialized (
  select s.sale, s.fixmedins_code, s.line_id, o.fixmedins_code as other_fixmedins_code, o.line_id as other_line_id,
    s.trdn_flag = 0 and o.trdn_flag = 0 as met
  from sales s
  join sales o on o.drug_trac_codg = s.drug_trac_codg and row(o.day, coalesce(o.second, -1), o.fixmedins_code, coalesce(o.mdtrt_id, ''), coalesce(o.line_id, '')) < row(s.day, coalesce(s.second, -1), s.fixmedins_code, coalesce(s.mdtrt_id, ''), coalesce(s.line_id, ''))
    and (o.fixmedins_code <> s.fixmedins_code or o.mdtrt_id is distinct from s.mdtrt_id or o.psn_no is distinct from s.psn_no)
  where s.line_id is not null
),
repeats as (
  select fixmedins_code, line_id, sale, bool_or(met is true) as sure, bool_or(met is distinct from false) as possible
  from pairs group by fixmedins_code, line_id, sale
),
repeated as (
  select fixmedins_code, line_id, count(*) as repeats, count(*) filter (sure) as sure_repeats, bool_or(possible) as possible
  from repeats group by fixmedins_code, line_id
),
judged as (
  select p.pid, r.lix, r.fixmedins_code, r.line_id, n.repeats, n.sure_repeats, b.boxes,
    true and case when n.sure_repeats > 0 then true when n.possible then null else false end as outcome
  from repeated n
  join (select rowid as lix, * from t_line) r on r.fixmedins_code = n.fixmedins_code and r.line_id = n.line_id
  join t_box b on b.fixmedins_code = n.fixmedins_code and b.line_id = n.line_id
  join k_reuse p on r.day between p.from_day and p.to_day
),
found as materialized (
  select *, outcome is true as decided from judged where outcome is distinct from false
),
rows as (
  select pid, lix as hit, decided, boxes as den, 'charge' as role, lix,
    case when decided then sure_repeats else repeats end as num
  from found
  union all
  select distinct x.pid, x.lix as hit, x.decided, x.boxes as den, 'related' as role, o.lix, 1 as num
  from found x
  join pairs m on m.fixmedins_code = x.fixmedins_code and m.line_id = x.line_id and (m.met is true or not x.decided)
  join (select rowid as lix, * from t_line) o on o.fixmedins_code = m.other_fixmedins_code and o.line_id = m.other_line_id and o.lix <> x.lix
)
select pid as pid, hit as hit, decided as decided, null::VARCHAR as anchor, (den)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, role as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (num)::HUGEINT as num from rows;
