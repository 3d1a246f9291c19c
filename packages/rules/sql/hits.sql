create or replace temp table t_hit as
select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_limit
union all select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_needs
union all select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_overlap
union all select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_price
union all select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_record
union all select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_restrict
union all select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_reuse
union all select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_spacing
union all select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_stay
union all select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_together
union all select pid, hit, decided, anchor, den, total, max, role, ord, lix, fixmedins_code, mdtrt_id, num, related from h_unpayable;
