create or replace temp table t_stay as
select fixmedins_code, mdtrt_id, sum(amount_fen) as amount_fen,
  case when not bool_or(amount_fen <> 0 and med_chrgitm_type is null) and sum(amount_fen) <> 0 then sum(amount_fen) end as share_total
from j_line group by fixmedins_code, mdtrt_id;
