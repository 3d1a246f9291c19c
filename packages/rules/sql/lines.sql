create or replace temp table t_line as
select l.line_id, l.psn_no, l.fixmedins_code, l.mdtrt_id, l.item, l.day, l.second, l.inscp_fen, l.setl_id, l.rxno, l.pric, l.pric_uplmt, l.amount_fen, l.cnt, l.care_type, l.prd_days, v.end_day - v.day + 1 as stay_days, v.end_day as end_day, v.death_day as death_day, l.hosp_lv, l.dept, l.brdy, case when l.brdy <= l.day then l.day - l.brdy end as age_day, case when l.brdy <= l.day then (12 * (year((date '1970-01-01' + l.day)) - year((date '1970-01-01' + l.brdy))) + month((date '1970-01-01' + l.day)) - month((date '1970-01-01' + l.brdy)) - (case when day((date '1970-01-01' + l.day)) < day((date '1970-01-01' + l.brdy)) then 1 else 0 end)) end as age_month, v.diagnoses_known as diagnoses_known, w.share_total as share_total, l.med_chrgitm_type, v.day as begin_day
from j_line l
left join j_visit v on v.fixmedins_code = l.fixmedins_code and v.mdtrt_id = l.mdtrt_id
left join t_stay w on w.fixmedins_code = l.fixmedins_code and w.mdtrt_id = l.mdtrt_id
where l.item in (select code from k_match where domain = 'item' and not universal)
  or (l.fixmedins_code, l.line_id) in (select fixmedins_code, line_id from t_resold where line_id is not null)
  or (l.day between 18262 and 47481 and ((l.day) < (v.day)) is distinct from false)
  or l.psn_no in (select psn_no from t_crowd);
