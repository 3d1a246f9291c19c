create or replace temp table t_crowd as
select 0 as pid, '' as psn_no, '' as key where false;
