drop table t_sale;
