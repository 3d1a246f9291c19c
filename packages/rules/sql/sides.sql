create or replace temp table k_match as
select distinct s.type, s.role, s.domain, m.code, s.pid, s.universal
from k_side s join k_member m on m.set_id = s.set_id;
