create or replace temp table h_overlap as
with stays as materialized (
  select psn_no, fixmedins_code, mdtrt_id, vix, day, end_day, care_type = 'inpatient' as inpatient,
    row_number() over (partition by psn_no order by day, coalesce(second, -1), fixmedins_code, mdtrt_id) as place
  from (select rowid as vix, * from t_visit) where care_type is null or care_type = 'inpatient'
),
ends as materialized (
  select *, row_number() over (partition by psn_no order by coalesce(end_day, 2147483647), place) as late from stays
),
asks as (
  select 'stays' as kind, psn_no, vix, day, end_day is not null as closed,
    case when end_day <= day then end_day else day end as before_day, case when end_day <= day then 0 else place end as before_place
  from stays
  union all
  select 'visit-in-stay', psn_no, vix, day, true, day, 0
  from (select rowid as vix, * from t_visit)
  where care_type is distinct from 'inpatient' and psn_no in (select psn_no from stays)
),
order_of_begin as (
  select psn_no, day as at_day, place as at_place, 1 as turn, end_day, inpatient, late,
    null as kind, null as vix, null as day, null as closed
  from ends
  union all
  select psn_no, before_day, before_place, 0, null, null, null, kind, vix, day, closed from asks
),
reached as (
  select psn_no, kind, vix, day, closed,
    max(end_day) filter (turn = 1 and inpatient) over so_far as sure_end, max(coalesce(end_day, 2147483647)) filter (turn = 1) over so_far as any_end
  from order_of_begin
  window so_far as (partition by psn_no order by at_day, at_place, turn rows between unbounded preceding and current row)
),
clashes as materialized (
  select *, closed and coalesce(sure_end > day, false) as any_sure from reached where kind is not null and any_end > day
),
late_lines as (
  select distinct v.fixmedins_code, v.mdtrt_id
  from j_line l
  join (select fixmedins_code, mdtrt_id, death_day from t_visit where death_day is not null) v
    on v.fixmedins_code = l.fixmedins_code and v.mdtrt_id = l.mdtrt_id and l.day > v.death_day
),
judged as (
  select p.pid, p.kind, r.vix, r.psn_no, r.fixmedins_code, r.mdtrt_id, r.day, r.death_day,
    case p.kind when 'stays' then r.care_type = 'inpatient' when 'visit-in-stay' then r.care_type <> 'inpatient' else true end
      and true as outcome
  from (select rowid as vix, * from t_visit) r join k_overlap p on r.day between p.from_day and p.to_day
),
found as materialized (
  select j.pid, j.kind, j.vix, j.psn_no, j.fixmedins_code, j.mdtrt_id, j.outcome is true and c.any_sure as decided
  from judged j join clashes c on c.kind = j.kind and c.vix = j.vix
  where j.outcome is distinct from false
),
crowded as (
  select distinct psn_no from found
),
lasts as (
  select psn_no, kind, vix, day,
    max(late, 51) filter (turn = 1 and inpatient and end_day is not null) over so_far as sure_lates,
    max(late, 51) filter (turn = 1) over so_far as any_lates
  from order_of_begin where psn_no in (select psn_no from crowded)
  window so_far as (partition by psn_no order by at_day, at_place, turn rows between unbounded preceding and current row)
),
beside as (
  select l.pid, l.vix, list((e.vix)::INTEGER order by e.late desc) as related
  from (
    select f.pid, f.vix, l.psn_no, l.day, unnest(case when f.decided then l.sure_lates else l.any_lates end) as late
    from found f join lasts l on l.kind = f.kind and l.vix = f.vix
  ) l
  join ends e on e.psn_no = l.psn_no and e.late = l.late and coalesce(e.end_day, 2147483647) > l.day
  group by l.pid, l.vix
),
dead as (
  select j.pid, j.vix, j.fixmedins_code, j.mdtrt_id, j.outcome
  from judged j left join late_lines n on n.fixmedins_code = j.fixmedins_code and n.mdtrt_id = j.mdtrt_id
  where j.kind = 'after-death' and j.outcome is distinct from false
    and j.death_day is not null and (j.day > j.death_day or n.mdtrt_id is not null)
)
select f.pid as pid, f.vix as hit, decided as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'visit' as role, 0 as ord, null::BIGINT as lix, fixmedins_code as fixmedins_code, mdtrt_id as mdtrt_id, (1)::HUGEINT as num, b.related as related
from found f left join beside b on b.pid = f.pid and b.vix = f.vix
union all
select pid as pid, vix as hit, outcome is true as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'visit' as role, 0 as ord, null::BIGINT as lix, fixmedins_code as fixmedins_code, mdtrt_id as mdtrt_id, (1)::HUGEINT as num, null::INTEGER[] as related from dead;
