create or replace temp table t_sweep as
with crowded as materialized (
  select rowid as lix, * from t_line where psn_no in (select psn_no from t_crowd)
)
select 15 as pid, 'limit' as type, 'subject' as role, r.lix from crowded r
where (r.day between 18262 and 47481 and true is distinct from false)
  and (r.psn_no, (date_diff('day', date '1970-01-01', date_trunc('month', (date '1970-01-01' + r.day))::DATE))::VARCHAR) in (select psn_no, key from t_crowd where pid = 15)
union all
select 16 as pid, 'limit' as type, 'subject' as role, r.lix from crowded r
where (r.day between 18262 and 47481 and true is distinct from false)
  and (r.psn_no, r.fixmedins_code || '|' || r.mdtrt_id) in (select psn_no, key from t_crowd where pid = 16)
union all
select 20 as pid, 'record' as type, 'row' as role, r.lix from (select rowid as lix, * from t_line) r
where (r.day between 18262 and 47481 and (r.day < r.begin_day) is distinct from false);
