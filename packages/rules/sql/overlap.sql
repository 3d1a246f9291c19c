create or replace temp table h_overlap as
with stays as (
  select psn_no, fixmedins_code, mdtrt_id, day, end_day, care_type = 'inpatient' as inpatient,
    row_number() over (partition by psn_no order by day, coalesce(second, -1), fixmedins_code, mdtrt_id) as place
  from t_visit where care_type is null or care_type = 'inpatient'
),
late_stays as (
  select * from (
    select *, max(coalesce(end_day, 2147483647)) over (partition by psn_no order by place rows between unbounded preceding and 1 preceding) as reached
    from stays
  ) where reached > day
),
met as (
  select 'stays' as kind, x.fixmedins_code, x.mdtrt_id, o.fixmedins_code as other_fixmedins_code, o.mdtrt_id as other_mdtrt_id,
    o.place, o.inpatient and x.day < o.end_day and o.day < x.end_day as shared
  from late_stays x join stays o on o.psn_no = x.psn_no and o.place < x.place and coalesce(o.end_day, 2147483647) > x.day
  union all
  select 'visit-in-stay' as kind, x.fixmedins_code, x.mdtrt_id, o.fixmedins_code, o.mdtrt_id,
    o.place, o.inpatient and o.day < x.day and x.day < o.end_day
  from t_visit x join stays o on o.psn_no = x.psn_no and o.day < x.day and coalesce(o.end_day, 2147483647) > x.day
    and (o.fixmedins_code <> x.fixmedins_code or o.mdtrt_id <> x.mdtrt_id)
  where x.care_type is distinct from 'inpatient'
),
late_lines as (
  select distinct v.fixmedins_code, v.mdtrt_id
  from j_line l
  join (select fixmedins_code, mdtrt_id, death_day from t_visit where death_day is not null) v
    on v.fixmedins_code = l.fixmedins_code and v.mdtrt_id = l.mdtrt_id and l.day > v.death_day
),
judged as (
  select p.pid, p.kind, r.fixmedins_code, r.mdtrt_id, r.day, r.death_day,
    case p.kind when 'stays' then r.care_type = 'inpatient' when 'visit-in-stay' then r.care_type <> 'inpatient' else true end
      and true as outcome
  from t_visit r join k_overlap p on r.day between p.from_day and p.to_day
),
clashes as (
  select j.pid, j.fixmedins_code, j.mdtrt_id, j.outcome, m.other_fixmedins_code, m.other_mdtrt_id, m.place, m.shared,
    bool_or(m.shared is true) over (partition by j.pid, j.fixmedins_code, j.mdtrt_id) as any_sure
  from judged j
  join met m on m.kind = j.kind and m.fixmedins_code = j.fixmedins_code and m.mdtrt_id = j.mdtrt_id
  where j.outcome is distinct from false and m.shared is distinct from false
),
rows as (
  select pid, outcome is true and any_sure as decided, fixmedins_code, mdtrt_id, other_fixmedins_code, other_mdtrt_id, place
  from clashes where shared is true or not (outcome is true and any_sure)
),
numbered as materialized (
  select *, dense_rank() over (order by pid, fixmedins_code, mdtrt_id) as hit from rows
),
dead as (
  select j.pid, j.fixmedins_code, j.mdtrt_id, j.outcome
  from judged j left join late_lines n on n.fixmedins_code = j.fixmedins_code and n.mdtrt_id = j.mdtrt_id
  where j.kind = 'after-death' and j.outcome is distinct from false
    and j.death_day is not null and (j.day > j.death_day or n.mdtrt_id is not null)
)
select distinct pid as pid, hit as hit, decided as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'visit' as role, 0 as ord, null::BIGINT as lix, fixmedins_code as fixmedins_code, mdtrt_id as mdtrt_id, (1)::HUGEINT as num from numbered
union all
select pid as pid, hit as hit, decided as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'visit' as role, place as ord, null::BIGINT as lix, other_fixmedins_code as fixmedins_code, other_mdtrt_id as mdtrt_id, (1)::HUGEINT as num from numbered
union all
select pid as pid, row_number() over () as hit, outcome is true as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'visit' as role, 0 as ord, null::BIGINT as lix, fixmedins_code as fixmedins_code, mdtrt_id as mdtrt_id, (1)::HUGEINT as num from dead;
