create or replace temp table t_box as
select fixmedins_code, line_id, count(*) as boxes from t_sale
where (fixmedins_code, line_id) in (select fixmedins_code, line_id from t_resold)
group by fixmedins_code, line_id;
