create or replace temp table h_spacing as
with sides as (
  select pid, code, bool_or(role = 'subject') as is_subject, bool_or(role = 'other') as is_other
  from k_match where type = 'spacing' group by pid, code
),
judged as (
  select p.pid, r.lix, r.psn_no, case when p.across_all then '' else r.fixmedins_code end as owner, r.fixmedins_code, r.line_id, r.day, r.second,
    (r.day)::BIGINT * 86400 + coalesce(r.second, 0) as opens, (r.day)::BIGINT * 86400 + coalesce(r.second, 86399) as closes, case when p.by_hour then (r.day)::BIGINT * 86400 + coalesce(r.second, 0) else r.day end as instant, p.by_hour, p.least, s.is_other,
    s.is_subject and not (p.policy and r.inscp_fen is not distinct from 0) as is_use,
    case p.shape
      when 0 then true
      when 1 then (list_contains(p.s1, r.care_type))
    end as outcome
  from (select rowid as lix, * from t_line) r
  join sides s on s.code = r.item
  join k_spacing p on p.pid = s.pid and r.day between p.from_day and p.to_day
),
uses as (
  select *, outcome is true as sure, second is not null as clocked,
    row_number() over (partition by pid, psn_no, owner order by day, coalesce(second, -1), fixmedins_code, line_id) as place
  from judged where outcome is distinct from false
),
lasts as (
  select *,
    max(place) filter (is_other and sure and (clocked or not by_hour)) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as sure_place,
    max(instant) filter (is_other and sure and (clocked or not by_hour)) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as sure_instant,
    max(place) filter (is_other and (clocked or not by_hour)) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as any_place,
    max(instant) filter (is_other and (clocked or not by_hour)) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as any_instant,
    max(place) filter (is_other and not clocked) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as loose_place,
    max(closes) filter (is_other and not clocked) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as loose_closes,
    max(place) filter (is_other and clocked) over (partition by pid, psn_no, owner order by opens range between unbounded preceding and 86399 + least - 1 following) as near_place,
    max(opens) filter (is_other and clocked) over (partition by pid, psn_no, owner order by opens range between unbounded preceding and 86399 + least - 1 following) as near_opens
  from uses
),
use_outcomes as (
  select *,
    (clocked or not by_hour) and instant - sure_instant < least as close_sure,
    case when clocked or not by_hour then case when instant - any_instant < least then any_place end
      else greatest(case when opens - near_opens < least then near_place end,
        case when opens - loose_closes < least then loose_place end) end as close_any
  from lasts where is_use
),
use_found as materialized (
  select *, sure and coalesce(close_sure, false) as decided
  from use_outcomes where close_any is not null
),
use_rows as (
  select pid, lix as hit, decided, 'charge' as role, lix from use_found
  union all
  select x.pid, x.lix as hit, x.decided, 'related' as role, o.lix
  from use_found x
  join uses o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner
    and o.place = case when x.decided then x.sure_place else x.close_any end
),
stays_judged as (
  select p.pid, r.psn_no, case when p.across_all then '' else r.fixmedins_code end as owner, r.fixmedins_code, r.mdtrt_id, r.day, r.second, r.end_day, p.least, p.same_diagnosis,
    r.diagnoses_known = 1 as listed,
    case p.shape
      when 0 then true
      when 1 then (list_contains(p.s1, r.care_type))
    end as outcome
  from t_visit r
  join k_spacing p on p.admissions and r.day between p.from_day and p.to_day
  where r.care_type is null or r.care_type = 'inpatient'
),
stays as materialized (
  select *, outcome is true as sure,
    row_number() over (partition by pid, psn_no, owner order by day, coalesce(second, -1), fixmedins_code, mdtrt_id) as place
  from stays_judged where outcome is distinct from false
),
stay_categories as (
  select mdtrt_id, list(distinct left(code, 3)) as categories from j_diagnosis
  where mdtrt_id in (select mdtrt_id from stays where same_diagnosis) group by mdtrt_id
),
by_category as (
  select pid, psn_no, owner, place, max(sure_end) as sure_end, max(any_end) as any_end
  from (
    select pid, psn_no, owner, place, max(end_day) filter (sure) over (partition by pid, psn_no, owner, category order by place rows between unbounded preceding and 1 preceding) as sure_end, max(coalesce(end_day, 2147483647)) over (partition by pid, psn_no, owner, category order by place rows between unbounded preceding and 1 preceding) as any_end
    from (
      select s.*, unnest(c.categories) as category
      from stays s join stay_categories c on c.mdtrt_id = s.mdtrt_id
      where s.same_diagnosis and s.listed
    )
  )
  group by pid, psn_no, owner, place
),
stay_ends as (
  select *, max(end_day) filter (sure) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as sure_end, max(coalesce(end_day, 2147483647)) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as any_end,
    max(coalesce(end_day, 2147483647)) filter (not listed) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as unlisted_end
  from stays
),
stay_lasts as (
  select e.pid, e.psn_no, e.owner, e.fixmedins_code, e.mdtrt_id, e.day, e.least, e.place, e.sure, e.same_diagnosis, e.listed,
    case when not e.same_diagnosis then e.sure_end when e.listed then c.sure_end end as sure_end,
    case when e.same_diagnosis and e.listed then greatest(coalesce(c.any_end, e.unlisted_end), coalesce(e.unlisted_end, c.any_end))
      else e.any_end end as any_end
  from stay_ends e
  left join by_category c on c.pid = e.pid and c.psn_no = e.psn_no and c.owner = e.owner and c.place = e.place
),
stay_found as materialized (
  select *, row_number() over () as hit, sure and coalesce(sure_end > day - least, false) as decided
  from stay_lasts where any_end > day - least
),
stay_before as (
  select x.pid, x.hit, max(o.place) as place
  from stay_found x
  join stays o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner and o.place < x.place
    and coalesce(o.end_day, 2147483647) > x.day - x.least and (not x.decided or (o.sure and o.end_day is not null))
  left join stay_categories a on a.mdtrt_id = x.mdtrt_id
  left join stay_categories b on b.mdtrt_id = o.mdtrt_id
  where not x.same_diagnosis
    or case when x.listed and o.listed then coalesce(list_has_any(a.categories, b.categories), false) else not x.decided end
  group by x.pid, x.hit
),
stay_rows as (
  select pid, hit, decided, 0 as ord, fixmedins_code, mdtrt_id from stay_found
  union all
  select x.pid, x.hit, x.decided, 1 as ord, o.fixmedins_code, o.mdtrt_id
  from stay_found x
  join stay_before b on b.pid = x.pid and b.hit = x.hit
  join stays o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner and o.place = b.place
)
select pid as pid, hit as hit, decided as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, role as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (1)::HUGEINT as num from use_rows
union all
select pid as pid, hit as hit, decided as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'visit' as role, ord as ord, null::BIGINT as lix, fixmedins_code as fixmedins_code, mdtrt_id as mdtrt_id, (1)::HUGEINT as num from stay_rows;
