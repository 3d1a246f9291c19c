create or replace temp table t_resold as
select * from t_sale
where drug_trac_codg in (
  select drug_trac_codg from (
    select distinct drug_trac_codg, fixmedins_code, mdtrt_id, psn_no from t_sale
    where drug_trac_codg in (select drug_trac_codg from t_sale group by drug_trac_codg having count(*) > 1)
  )
  group by drug_trac_codg having count(*) > 1
);
