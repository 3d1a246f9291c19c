create or replace temp table t_share as
with kinds as (
  select fixmedins_code, mdtrt_id, med_chrgitm_type, sum(amount_fen) as amount_fen
  from j_line group by fixmedins_code, mdtrt_id, med_chrgitm_type
)
select k.fixmedins_code, k.mdtrt_id, m.set_id, sum(k.amount_fen) as amount_fen
from kinds k join k_member m on m.domain = 'charge' and m.code = k.med_chrgitm_type
group by k.fixmedins_code, k.mdtrt_id, m.set_id;
