create or replace temp table h_unpayable as
with uses as materialized (
  select p.pid, r.lix, r.psn_no, r.fixmedins_code, r.mdtrt_id, r.rxno, a.ctx, true as outcome
  from (
    select r.*, m.pid, m.role from (select rowid as lix, * from t_line) r
    join k_match m on m.type = 'unpayable' and m.domain = 'item' and not m.universal and m.code = r.item
    union all
    select r.*, s.pid, s.role from t_sweep s join (select rowid as lix, * from t_line) r on r.lix = s.lix where s.type = 'unpayable'
  ) r
  join k_unpayable p on p.pid = r.pid and r.day between p.from_day and p.to_day
  left join k_alone a on a.pid = p.pid and r.day between a.from_day and a.to_day
  where r.role = 'subject' and not (p.policy and r.inscp_fen is not distinct from 0)
),
outside_codes as (
  select a.ctx, m.code from k_alone_among a join k_member m on m.set_id = a.set_id
  except
  select s.ctx, m.code from k_alone_subject s join k_member m on m.set_id = s.set_id
),
outsiders as materialized (
  select o.ctx, r.psn_no, r.fixmedins_code, r.mdtrt_id, r.rxno
  from (select rowid as lix, * from t_line) r
  join outside_codes o on o.code = r.item
  where (o.ctx, r.fixmedins_code, r.mdtrt_id) in (select ctx, fixmedins_code, mdtrt_id from uses)
),
with_rx as (
  select distinct ctx, psn_no, fixmedins_code, mdtrt_id, rxno from outsiders where rxno is not null
),
any_rx as (
  select ctx, psn_no, fixmedins_code, mdtrt_id, bool_or(rxno is null) as loose
  from outsiders group by ctx, psn_no, fixmedins_code, mdtrt_id
),
judged as (
  select u.pid, u.lix, u.outcome and case
      when w.rxno is not null then false
      when v.ctx is not null and (v.loose or u.rxno is null) then null
      else true end as outcome
  from uses u
  left join any_rx v on v.ctx = u.ctx and v.psn_no = u.psn_no and v.fixmedins_code = u.fixmedins_code and v.mdtrt_id = u.mdtrt_id
  left join with_rx w on w.ctx = u.ctx and w.psn_no = u.psn_no and w.fixmedins_code = u.fixmedins_code
    and w.mdtrt_id = u.mdtrt_id and w.rxno = u.rxno
)
select pid as pid, lix as hit, outcome is true as decided, null::VARCHAR as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'charge' as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (1)::HUGEINT as num, null::INTEGER[] as related
from judged where outcome is distinct from false;
