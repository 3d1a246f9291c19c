create or replace temp table t_sale as
select * from j_sale where trdn_flag is distinct from 1;
