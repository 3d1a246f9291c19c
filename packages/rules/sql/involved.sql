create or replace temp table t_hit_visit as
select fixmedins_code, mdtrt_id, bool_or(with_lines) as with_lines
from (
  select t.fixmedins_code, t.mdtrt_id, p.with_lines
  from (select pid, lix from t_hit where lix is not null union select pid, unnest(related) as ix from t_hit where related is not null and role <> 'visit') h
  join (select rowid as lix, * from t_line) t on t.lix = h.lix join k_point p on p.pid = h.pid
  union all select v.fixmedins_code, v.mdtrt_id, p.with_lines
  from (select pid, unnest(related) as ix from t_hit where related is not null and role = 'visit') h
  join (select rowid as vix, * from t_visit) v on v.vix = h.ix join k_point p on p.pid = h.pid
  union all select h.fixmedins_code, h.mdtrt_id, p.with_lines
  from t_hit h join k_point p on p.pid = h.pid where h.mdtrt_id is not null
)
group by fixmedins_code, mdtrt_id;
