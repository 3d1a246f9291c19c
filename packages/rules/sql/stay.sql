create or replace temp table h_stay as
with visits as (
  select p.pid, r.fixmedins_code, r.mdtrt_id, ((list_contains(p.s1, r.care_type)) and ((coalesce(h1.amount_fen, 0))::HUGEINT * 10000 >= (p.n1)::HUGEINT * r.share_total)) as outcome
  from (
    select 22 as pid, r.* from t_visit r where ((r.care_type in ('inpatient')) and ((null::BIGINT)::HUGEINT * 10000 >= (9000)::HUGEINT * r.share_total)) is distinct from false
  ) r join k_stay p on p.pid = r.pid and r.day between p.from_day and p.to_day
  left join t_share h1 on h1.set_id = p.h1 and h1.mdtrt_id = r.mdtrt_id and h1.fixmedins_code = r.fixmedins_code
)
select pid as pid, row_number() over () as hit, outcome is true as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'visit' as role, 0 as ord, null::BIGINT as lix, fixmedins_code as fixmedins_code, mdtrt_id as mdtrt_id, (1)::HUGEINT as num, null::INTEGER[] as related from visits where outcome is distinct from false;
