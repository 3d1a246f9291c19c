create or replace temp table t_crowd as
with met_0 as materialized (
  select distinct l.psn_no, l.fixmedins_code, l.mdtrt_id, l.day
from j_line l
where (l.day between 18262 and 47481 and true is distinct from false)
)
select 15 as pid, l.psn_no, (date_diff('day', date '1970-01-01', date_trunc('month', (date '1970-01-01' + l.day))::DATE))::VARCHAR as key from met_0 l
group by l.psn_no, (date_diff('day', date '1970-01-01', date_trunc('month', (date '1970-01-01' + l.day))::DATE))::VARCHAR having count(distinct l.fixmedins_code || '|' || l.mdtrt_id) > 10000
union all
select 16 as pid, l.psn_no, l.fixmedins_code || '|' || l.mdtrt_id as key from j_line l
where (l.day between 18262 and 47481 and true is distinct from false)
group by l.psn_no, l.fixmedins_code || '|' || l.mdtrt_id having count(distinct l.item) > 10000;
