create or replace temp table h_restrict as
with lines as (
  select p.pid, r.lix, case p.shape
      when 0 then (not true)
      when 1 then (not null::BOOLEAN)
      when 2 then (not (r.hosp_lv >= p.n1))
      when 3 then (not (r.pric <= r.pric_uplmt))
      when 4 then (not (list_contains(p.s1, r.dept) or case when r.dept is not null then len(list_filter(p.s2, lambda prefix: starts_with(r.dept, prefix))) > 0 end))
      when 5 then (not ((r.age_day < p.n1) or (r.age_month < p.n2) or (((r.age_month) // 12) < p.n3)))
      when 6 then (not (case when r.diagnoses_known = 1 then c1.set_id is not null end and (not case when r.diagnoses_known = 1 then c2.set_id is not null end)))
      when 7 then (not ((coalesce(h1.amount_fen, 0))::HUGEINT * 10000 < (p.n1)::HUGEINT * r.share_total))
      when 8 then (not (r.rxno is not null))
    end as outcome
  from (
    select r.*, m.pid, m.role from (select rowid as lix, * from t_line) r
    join k_match m on m.type = 'restrict' and m.domain = 'item' and not m.universal and m.code = r.item
    union all
    select r.*, s.pid, s.role from t_sweep s join (select rowid as lix, * from t_line) r on r.lix = s.lix where s.type = 'restrict'
  ) r
  join k_restrict p on p.pid = r.pid and r.day between p.from_day and p.to_day
  left join t_coded c1 on c1.set_id = p.c1 and c1.mdtrt_id = r.mdtrt_id
  left join t_coded c2 on c2.set_id = p.c2 and c2.mdtrt_id = r.mdtrt_id
  left join t_share h1 on h1.set_id = p.h1 and h1.mdtrt_id = r.mdtrt_id and h1.fixmedins_code = r.fixmedins_code
  where not (p.policy and r.inscp_fen is not distinct from 0)
),
codes as (
  select 'diagnosis' as domain, mdtrt_id, code from j_diagnosis where code in (select code from k_match where type = 'restrict' and domain = 'diagnosis')
  union
  select 'operation' as domain, mdtrt_id, code from j_operation where code in (select code from k_match where type = 'restrict' and domain = 'operation')
),
visits as (
  select p.pid, r.fixmedins_code, r.mdtrt_id, d.code, case p.shape
      when 0 then (not true)
      when 1 then (not null::BOOLEAN)
      when 2 then (not (r.hosp_lv >= p.n1))
      when 3 then (not (r.pric <= r.pric_uplmt))
      when 4 then (not (list_contains(p.s1, r.dept) or case when r.dept is not null then len(list_filter(p.s2, lambda prefix: starts_with(r.dept, prefix))) > 0 end))
      when 5 then (not ((r.age_day < p.n1) or (r.age_month < p.n2) or (((r.age_month) // 12) < p.n3)))
      when 6 then (not (case when r.diagnoses_known = 1 then c1.set_id is not null end and (not case when r.diagnoses_known = 1 then c2.set_id is not null end)))
      when 7 then (not ((coalesce(h1.amount_fen, 0))::HUGEINT * 10000 < (p.n1)::HUGEINT * r.share_total))
      when 8 then (not (r.rxno is not null))
    end as outcome
  from t_visit r
  join codes d on d.mdtrt_id = r.mdtrt_id
  join k_match m on m.type = 'restrict' and m.domain = d.domain and m.code = d.code
  join k_restrict p on p.pid = m.pid and r.day between p.from_day and p.to_day
  left join t_coded c1 on c1.set_id = p.c1 and c1.mdtrt_id = r.mdtrt_id
  left join t_coded c2 on c2.set_id = p.c2 and c2.mdtrt_id = r.mdtrt_id
  left join t_share h1 on h1.set_id = p.h1 and h1.mdtrt_id = r.mdtrt_id and h1.fixmedins_code = r.fixmedins_code
  where case d.domain when 'diagnosis' then r.diagnoses_known else r.operations_known end = 1
)
select pid as pid, lix as hit, outcome is true as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'charge' as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (1)::HUGEINT as num, null::INTEGER[] as related
from lines where outcome is distinct from false
union all
select pid as pid, row_number() over () as hit, outcome is true as decided, 'visit|' || mdtrt_id || '|' || code as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'visit' as role, 0 as ord, null::BIGINT as lix, fixmedins_code as fixmedins_code, mdtrt_id as mdtrt_id, (1)::HUGEINT as num, null::INTEGER[] as related
from visits where outcome is distinct from false;
