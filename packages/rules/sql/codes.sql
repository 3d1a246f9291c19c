create or replace temp table k_member as
with present as (
  select distinct 'diagnosis' as domain, code from j_diagnosis
  union all select distinct 'item' as domain, item as code from j_line
),
lengths as (
  select distinct domain, length(code) as length from k_set where is_prefix
),
starts as materialized (
  select c.domain, c.code, left(c.code, n.length) as start from present c join lengths n on n.domain = c.domain
)
select set_id, domain, code from k_set where not is_prefix
union
select s.set_id, s.domain, c.code
from starts c
join k_set s on s.is_prefix and s.domain = c.domain and s.code = c.start;
