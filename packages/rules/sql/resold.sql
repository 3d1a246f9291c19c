create or replace temp table t_resold as
select * from j_sale
where trdn_flag is distinct from 1 and drug_trac_codg in (
  select drug_trac_codg from j_sale where trdn_flag is distinct from 1
  group by drug_trac_codg
  having count(distinct (fixmedins_code, mdtrt_id, psn_no)) > 1
);
