/** Statement of type limit: a measure over a window, by key or rolling, may not exceed a maximum. */
import type { LimitPoint } from '../../model.ts';
import { createTable, firstBy } from '../dialect.ts';
import type { Columns, Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { joinsOf, outcomeOf, type ShapeBook } from '../slots.ts';
import { hitRow, matchedLines, type TypeContext } from './columns.ts';
import {
  coarseKey,
  DAY_SECONDS,
  earliest,
  latest,
  ownerKey,
  windowColumns,
  windowKey,
  windowValues,
} from './windows.ts';

export const limitColumns: Columns = {
  ...windowColumns,
  group_name: 'VARCHAR',
  measure: 'VARCHAR',
  max: 'BIGINT',
  per_stay_day: 'BOOLEAN',
};

export function planLimit({ rule, point }: Placed<LimitPoint>): PointPlan {
  const condition = both(rule.scope, point.scope);
  return {
    condition,
    sides: [{ role: 'subject', domain: 'item', set: point.subject, when: condition }],
    values: {
      ...windowValues(point.window, point.across),
      group_name: point.group,
      measure: point.measure,
      max: point.max,
      per_stay_day: point.per_stay_day,
    },
  };
}

/** 1e-4 days a line counts for: outside stays its days of supply (docs/semantics.md 14). */
const supply = `case when r.care_type <> 'inpatient' and r.prd_days > 0 then r.prd_days else 10000 end`;

/**
 * A use with what it adds. Uses that share a `part` count once, with the greatest value: days by their day, kinds by
 * their item, visits by their key; sums have one part and add.
 */
function uses(shapes: ShapeBook): string {
  return `judged as (
  select p.pid, r.*, p.win, p.rolling, p.span, p.measure, p.max, p.per_stay_day, ${ownerKey} as owner,
    p.measure in ('cnt', 'amount', 'paid') as adds,
    ${outcomeOf(shapes)} as outcome,
    ${windowKey} as key,
    ${coarseKey} as coarse,
    case p.measure
      when 'cnt' then r.cnt
      when 'amount' then r.amount_fen
      when 'paid' then coalesce(r.inscp_fen, r.amount_fen)
      when 'days' then ${supply}
      else 1
    end as value,
    case p.measure
      when 'days' then r.day::VARCHAR
      when 'kinds' then r.item
      when 'visits' then r.fixmedins_code || '|' || r.mdtrt_id
      else ''
    end as part,
    ${earliest} as opens,
    ${latest} as closes
  ${matchedLines('limit')}${joinsOf(shapes)}  where not (p.policy and r.inscp_fen is not distinct from 0)
),
uses as materialized (
  select pid, lix, psn_no, owner, fixmedins_code, line_id, win, rolling, span, measure, max, per_stay_day, adds,
    outcome is true and (measure <> 'paid' or inscp_fen is not null) as sure,
    key, coarse, value, part, stay_days, day, second, opens, closes,
    case rolling when 'day' then day when 'hour' then opens end as moment
  from judged
  where outcome is distinct from false
)`;
}

/** Totals of a set of parts: `sure` uses alone, and all of them. */
const partTotals = `case when any_value(adds) then sum(value) filter (sure) else max(value) filter (sure) end as sure_value,
    case when any_value(adds) then sum(value) else max(value) end as all_value`;

/** The length of the stay of the first line decides the maximum per day. */
const lineOrder = '(day, coalesce(second, -1), fixmedins_code, line_id)';
const first = `min(${lineOrder}) filter (per_stay_day) as first, ${firstBy('stay_days', lineOrder)} filter (per_stay_day) as stay_days`;

/** True, false, or unknown: nothing used never exceeds, whatever the maximum. */
function exceeds(total: string, max: string): string {
  return `(coalesce(${total}, 0) <> 0 and ${total} > ${max})`;
}

const keyed = `key_parts as (
  select pid, psn_no, owner, key, part, ${first},
    ${partTotals},
    any_value(max) as max, any_value(per_stay_day) as per_stay_day
  from uses where rolling = 'none' and key <> 'outside'
  group by pid, psn_no, owner, key, part
),
keys as (
  select pid, psn_no, owner, key, sum(sure_value) as sure_total, sum(all_value) as all_total,
    case when any_value(per_stay_day) then any_value(max)::HUGEINT * ${firstBy('stay_days', 'first')} filter (per_stay_day) else any_value(max) end as max
  from key_parts group by pid, psn_no, owner, key
),
key_hits as materialized (
  select *, row_number() over () as hit, ${exceeds('sure_total', 'max')} is true as decided
  from keys
  where ${exceeds('sure_total', 'max')} is true or ${exceeds('all_total', 'max')} is distinct from false
),
key_rows as (
  select h.pid, h.hit, h.decided, h.key as start, u.lix, u.day, u.value, u.measure, h.max,
    case when h.decided then h.sure_total else h.all_total end as total
  from key_hits h
  join uses u on u.pid = h.pid and u.psn_no = h.psn_no and u.owner = h.owner and u.key = h.key and u.rolling = 'none'
  where u.sure or not h.decided
)`;

/** Days beyond the maximum are charged whole, the day that crosses it for its part beyond. */
const beyondDays = `day_parts as (
  select hit, day, max(value) as length, any_value(max) as max
  from key_rows where decided and measure = 'days' group by hit, day
),
day_reach as (
  select hit, day, length, max, sum(length) over (partition by hit order by day) as reached from day_parts
),
day_shares as (
  select hit, day, reached <= max as kept, reached - length >= max as beyond, reached - max as above,
    coalesce(max(case when reached > max and reached - length < max then length end) over (partition by hit), 1) as den
  from day_reach
),
key_out as (
  select k.pid, k.hit, k.decided, k.start, k.total, k.max, k.lix,
    case when d.kept then 'related' else 'charge' end as role,
    case when not k.decided then 1 when d.hit is null then k.total else d.den end as den,
    case when not k.decided then 1 when d.hit is null then k.total - k.max when d.beyond then d.den else d.above end as num
  from key_rows k left join day_shares d on d.hit = k.hit and d.day = k.day
)`;

/** A use whose key is unknown: its coarser window cannot be decided when all its uses together might exceed. */
const coarse = `coarse_parts as (
  select pid, psn_no, owner, coarse, part, ${first},
    ${partTotals}, bool_or(key is null) as open,
    any_value(max) as max, any_value(per_stay_day) as per_stay_day
  from uses where rolling = 'none' and key is distinct from 'outside' and win in ('prescription', 'stay', 'hour')
  group by pid, psn_no, owner, coarse, part
),
coarses as (
  select pid, psn_no, owner, coarse, sum(all_value) as total, bool_or(open) as open,
    case when any_value(per_stay_day) then any_value(max)::HUGEINT * ${firstBy('stay_days', 'first')} filter (per_stay_day) else any_value(max) end as max
  from coarse_parts group by pid, psn_no, owner, coarse
),
coarse_hits as materialized (
  select *, row_number() over () as hit from coarses where open and ${exceeds('total', 'max')} is distinct from false
),
coarse_out as (
  select h.pid, h.hit, false as decided, '?' || h.coarse as start, h.total, h.max, u.lix, 'charge' as role, 1 as den, 1 as num
  from coarse_hits h
  join uses u on u.pid = h.pid and u.psn_no = h.psn_no and u.owner = h.owner and u.coarse = h.coarse and u.rolling = 'none'
  where u.key is distinct from 'outside'
)`;

const frame = 'over (partition by pid, psn_no, owner order by moment range between span - 1 preceding and current row)';

/** Rows once per stretch of the window's length that their window reaches: two neighbours, or one. */
function reaching(table: string): string {
  return `select *, unnest(list_distinct([(moment - span + 1) // span, moment // span])) as stretch from ${table}`;
}

/** Rolling windows end on each day (or instant) with a use; kinds and visits count once in a window, days of hours too. */
const rolling = `roll_parts as (
  select pid, psn_no, owner, moment, part, any_value(measure) as measure, any_value(rolling) as rolling,
    any_value(span) as span, any_value(max) as max, ${partTotals}
  from uses where moment is not null and (rolling = 'day' or second is not null)
  group by pid, psn_no, owner, moment, part
),
roll_sums as (
  select *, sum(sure_added) ${frame} as sure_total, sum(all_added) ${frame} as all_total
  from (
    select pid, psn_no, owner, moment, any_value(span) as span, any_value(max) as max,
      sum(sure_value) as sure_added, sum(all_value) as all_added
    from roll_parts where measure in ('cnt', 'amount', 'paid') or (measure = 'days' and rolling = 'day')
    group by pid, psn_no, owner, moment
  )
),
roll_kinds as (
  select pid, psn_no, owner, moment, any_value(span) as span, any_value(max) as max,
    sum(sure_value) as sure_added, sum(all_value) as all_added, any_value(sure_total) as sure_total, any_value(all_total) as all_total
  from (
    select *, count(distinct case when sure_value is not null then part end) ${frame} as sure_total,
      count(distinct part) ${frame} as all_total
    from roll_parts where measure in ('kinds', 'visits')
  )
  group by pid, psn_no, owner, moment
),
roll_days as (
  select pid, psn_no, owner, moment, any_value(span) as span, any_value(max) as max,
    sum(sure_own) as sure_added, sum(all_own) as all_added, sum(sure_value) as sure_total, sum(all_value) as all_total
  from (
    select e.pid, e.psn_no, e.owner, e.moment, any_value(e.span) as span, any_value(e.max) as max,
      max(u.sure_value) as sure_value, max(u.all_value) as all_value,
      max(u.sure_value) filter (u.moment = e.moment) as sure_own, max(u.all_value) filter (u.moment = e.moment) as all_own
    from (${reaching('roll_parts')} where measure = 'days' and rolling = 'hour') e
    join roll_parts u on u.pid = e.pid and u.psn_no = e.psn_no and u.owner = e.owner and u.moment // u.span = e.stretch
      and u.moment between e.moment - e.span + 1 and e.moment
    group by e.pid, e.psn_no, e.owner, e.moment, u.part
  )
  group by pid, psn_no, owner, moment
),
roll_hits as materialized (
  select pid, psn_no, owner, moment, span, max, sure_added, sure_total, all_total, row_number() over () as hit,
    coalesce(sure_added, 0) > 0 and ${exceeds('sure_total', 'max')} is true as decided
  from (
    select pid, psn_no, owner, moment, span, max, sure_added, all_added, sure_total, all_total from roll_sums
    union all select pid, psn_no, owner, moment, span, max, sure_added, all_added, sure_total, all_total from roll_kinds
    union all select pid, psn_no, owner, moment, span, max, sure_added, all_added, sure_total, all_total from roll_days
  )
  where (all_added <> 0 and ${exceeds('all_total', 'max')} is distinct from false)
    or (sure_added > 0 and ${exceeds('sure_total', 'max')} is true)
),
roll_out as (
  select h.pid, h.hit, h.decided, (h.moment - h.span + 1)::VARCHAR as start,
    case when h.decided then h.sure_total else h.all_total end as total, h.max, u.lix,
    case when u.moment = h.moment then 'charge' else 'related' end as role,
    case when h.decided then h.sure_added else 1 end as den,
    case when h.decided then least(h.sure_added, h.sure_total - h.max) else 1 end as num
  from (${reaching('roll_hits')}) h
  join uses u on u.pid = h.pid and u.psn_no = h.psn_no and u.owner = h.owner and u.moment // u.span = h.stretch
    and u.moment between h.moment - h.span + 1 and h.moment
  where (u.sure or not h.decided) and (u.rolling = 'day' or u.second is not null)
)`;

/** A use without a clock is undecided by itself when all that may stand near it might exceed. */
const clockless = `loose as materialized (
  select o.pid, o.lix as own, '?' || o.fixmedins_code || '|' || o.line_id as start, o.max, u.lix, u.part, u.value, u.adds
  from (
    select *, unnest(generate_series(day - span // ${DAY_SECONDS} - 1, day + span // ${DAY_SECONDS} + 1)) as near_day
    from uses where rolling = 'hour' and second is null and value <> 0
  ) o
  join uses u on u.pid = o.pid and u.psn_no = o.psn_no and u.owner = o.owner and u.day = o.near_day
    and u.closes > o.opens - o.span and u.opens < o.closes + o.span
),
loose_hits as (
  select pid, own, sum(value) as total
  from (
    select pid, own, any_value(max) as max, case when any_value(adds) then sum(value) else max(value) end as value
    from loose group by pid, own, part
  )
  group by pid, own having ${exceeds('sum(value)', 'any_value(max)')} is distinct from false
),
loose_out as (
  select h.pid, h.own as hit, false as decided, l.start, h.total, l.max, l.lix,
    case when l.lix = l.own then 'charge' else 'related' end as role, 1 as den, 1 as num
  from loose_hits h join loose l on l.pid = h.pid and l.own = h.own
)`;

/** Every way a limit is exceeded, told apart by `hit`. */
const ways = ['key_out', 'coarse_out', 'roll_out', 'loose_out'];

export function limitSql({ shapes }: TypeContext): string {
  const found = ways
    .map(
      (way, index) =>
        `select pid, hit * ${ways.length} + ${index} as hit, decided, start, total, max, lix, role, den, num from ${way}`,
    )
    .join('\n  union all ');
  return createTable(
    'h_limit',
    `with ${[uses(shapes), keyed, beyondDays, coarse, rolling, clockless].join(',\n')},
found as (
  ${found}
)
select ${hitRow({
      pid: 'f.pid',
      anchor: "'limit|' || p.group_name || '|' || p.win || '|' || f.start",
      den: 'f.den::HUGEINT',
      total: 'f.total::HUGEINT',
      max: 'f.max::HUGEINT',
      role: 'f.role',
      lix: 'f.lix',
      num: 'f.num::HUGEINT',
    })}
from found f join k_limit p on p.pid = f.pid`,
  );
}
