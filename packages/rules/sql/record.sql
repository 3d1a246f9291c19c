create or replace temp table h_record as
with judged as (
  select p.pid, p.fault, r.lix, r.psn_no, r.fixmedins_code, r.mdtrt_id, case p.shape
      when 0 then (r.day < r.begin_day)
      when 1 then (not (r.brdy is not null))
    end as outcome
  from (
    select r.*, m.pid, m.role from (select rowid as lix, * from t_line) r
    join k_match m on m.type = 'record' and m.domain = 'item' and not m.universal and m.code = r.item
    union all
    select r.*, s.pid, s.role from t_sweep s join (select rowid as lix, * from t_line) r on r.lix = s.lix where s.type = 'record'
  ) r
  join k_record p on p.pid = r.pid and r.day between p.from_day and p.to_day
),
line_rows as (
  select pid, fault, lix, mdtrt_id, outcome is true as sure,
    min(lix) over (partition by pid, psn_no, fixmedins_code, mdtrt_id) as hit,
    bool_or(outcome is true) over (partition by pid, psn_no, fixmedins_code, mdtrt_id) as decided
  from judged where outcome is distinct from false
),
visits as (
  select p.pid, p.fault, r.fixmedins_code, r.mdtrt_id, case p.shape
      when 0 then (r.day < r.begin_day)
      when 1 then (not (r.brdy is not null))
    end as outcome
  from (
    select 21 as pid, r.* from t_visit r where (not (r.brdy is not null)) is distinct from false
  ) r join k_record p on p.pid = r.pid and r.day between p.from_day and p.to_day
)
select pid as pid, hit as hit, decided as decided, 'visit|' || mdtrt_id || '|' || fault as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'charge' as role, 0 as ord, lix as lix, null::VARCHAR as fixmedins_code, null::VARCHAR as mdtrt_id, (1)::HUGEINT as num, null::INTEGER[] as related from line_rows where sure or not decided
union all
select pid as pid, row_number() over () as hit, outcome is true as decided, 'visit|' || mdtrt_id || '|' || fault as anchor, (1)::HUGEINT as den, (null)::HUGEINT as total, (null)::HUGEINT as max, 'visit' as role, 0 as ord, null::BIGINT as lix, fixmedins_code as fixmedins_code, mdtrt_id as mdtrt_id, (1)::HUGEINT as num, null::INTEGER[] as related from visits where outcome is distinct from false;
