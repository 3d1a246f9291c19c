create or replace temp table t_coded as
with asked as materialized (
  select r.mdtrt_id, c.set_id, c.list from t_line r
  join k_match m on m.domain = 'item' and m.code = r.item join k_coded c on c.pid = m.pid
  union select r.mdtrt_id, c.set_id, c.list from t_line r
  join t_resold s on s.fixmedins_code = r.fixmedins_code and s.line_id = r.line_id join k_coded c on c.judged = 'boxes'
),
held as materialized (
  select a.mdtrt_id, a.set_id, d.code from asked a join j_diagnosis d on d.mdtrt_id = a.mdtrt_id where a.list = 'diagnosis'
  union all
  select a.mdtrt_id, a.set_id, o.code from asked a join j_operation o on o.mdtrt_id = a.mdtrt_id where a.list = 'operation'
)
select distinct h.mdtrt_id, h.set_id from held h
join k_member m on m.set_id = h.set_id and m.code = h.code
union
select distinct d.mdtrt_id, m.set_id from j_diagnosis d
join k_member m on m.domain = 'diagnosis' and m.code = d.code
where m.set_id in (select set_id from k_coded where judged = 'visits' and list = 'diagnosis')
union
select distinct d.mdtrt_id, m.set_id from j_operation d
join k_member m on m.domain = 'operation' and m.code = d.code
where m.set_id in (select set_id from k_coded where judged = 'visits' and list = 'operation');
