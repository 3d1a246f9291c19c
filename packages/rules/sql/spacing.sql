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
  select x.pid, x.lix as hit, x.decided, x.lix, [o.lix]::INTEGER[] as related
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
  select *, row_number() over (partition by pid, psn_no, owner order by coalesce(end_day, 2147483647), place) as late
  from (
    select *, outcome is true as sure,
      row_number() over (partition by pid, psn_no, owner order by day, coalesce(second, -1), fixmedins_code, mdtrt_id) as place
    from stays_judged where outcome is distinct from false
  )
),
stay_categories as (
  select mdtrt_id, list(distinct left(code, 3)) as categories from j_diagnosis
  where mdtrt_id in (select mdtrt_id from stays where same_diagnosis) group by mdtrt_id
),
by_category as (
  select pid, psn_no, owner, place, max(sure_end) as sure_end, max(sure_late) as sure_late, max(any_end) as any_end, max(any_late) as any_late
  from (
    select pid, psn_no, owner, place, max(coalesce(end_day, 2147483647)) filter (sure and end_day is not null) over (partition by pid, psn_no, owner, category order by place rows between unbounded preceding and 1 preceding) as sure_end, max(late) filter (sure and end_day is not null) over (partition by pid, psn_no, owner, category order by place rows between unbounded preceding and 1 preceding) as sure_late,
      max(coalesce(end_day, 2147483647)) over (partition by pid, psn_no, owner, category order by place rows between unbounded preceding and 1 preceding) as any_end, max(late) over (partition by pid, psn_no, owner, category order by place rows between unbounded preceding and 1 preceding) as any_late
    from (
      select s.*, unnest(c.categories) as category
      from stays s join stay_categories c on c.mdtrt_id = s.mdtrt_id
      where s.same_diagnosis and s.listed
    )
  )
  group by pid, psn_no, owner, place
),
stay_ends as (
  select *, max(coalesce(end_day, 2147483647)) filter (sure and end_day is not null) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as sure_end, max(late) filter (sure and end_day is not null) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as sure_late,
    max(coalesce(end_day, 2147483647)) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as any_end, max(late) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as any_late,
    max(coalesce(end_day, 2147483647)) filter (not listed) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as unlisted_end, max(late) filter (not listed) over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding) as unlisted_late
  from stays
),
stay_lasts as (
  select e.pid, e.psn_no, e.owner, e.fixmedins_code, e.mdtrt_id, e.day, e.least, e.sure,
    case when not e.same_diagnosis then e.sure_end when e.listed then c.sure_end end as sure_end,
    case when e.same_diagnosis then c.sure_late else e.sure_late end as sure_late,
    case when e.same_diagnosis and e.listed then greatest(coalesce(c.any_end, e.unlisted_end), coalesce(e.unlisted_end, c.any_end)) else e.any_end end as any_end,
    case when e.same_diagnosis and e.listed then greatest(coalesce(c.any_late, e.unlisted_late), coalesce(e.unlisted_late, c.any_late)) else e.any_late end as any_late
  from stay_ends e
  left join by_category c on c.pid = e.pid and c.psn_no = e.psn_no and c.owner = e.owner and c.place = e.place
),
stay_found as materialized (
  select *, row_number() over () as hit, sure and coalesce(sure_end > day - least, false) as decided
  from stay_lasts where any_end > day - least
),
stay_rows as (
  select pid, hit, decided, 0 as ord, fixmedins_code, mdtrt_id from stay_found
  union all
  select x.pid, x.hit, x.decided, 1 as ord, o.fixmedins_code, o.mdtrt_id
  from stay_found x
  join stays o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner
    and o.late = case when x.decided then x.sure_late else x.any_late end
)
select pid as pid, hit as hit, decided as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'charge' as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (1)::HUGEINT as num, related as related from use_rows
union all
select pid as pid, hit as hit, decided as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'visit' as role, ord as ord, null::BIGINT as lix, fixmedins_code as fixmedins_code, mdtrt_id as mdtrt_id, (1)::HUGEINT as num, null::INTEGER[] as related from stay_rows;
