/** Statement of type spacing: a use, or an admission, too soon after an earlier one. */
import type { SpacingPoint } from '../../model.ts';
import { noCodes } from '../../code-set.ts';
import { createTable, eachIn, listOf, numbered, oneNumber } from '../dialect.ts';
import type { Columns, Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { joinsOf, outcomeOf, type ShapeBook } from '../slots.ts';
import { branches, hitRow, type TypeContext } from './columns.ts';
import { DAY_SECONDS, earliest, latest, ownerKey } from './windows.ts';

export const spacingColumns: Columns = {
  admissions: 'BOOLEAN',
  across_all: 'BOOLEAN',
  by_hour: 'BOOLEAN',
  least: 'BIGINT',
  same_diagnosis: 'BOOLEAN',
};

/** `least` is in days, or for uses in seconds where the point counts hours. */
export function planSpacing({ rule, point }: Placed<SpacingPoint>): PointPlan {
  const admissions = point.subject === null;
  const inpatient = { is: 'in', field: 'care_type', set: { codes: ['inpatient'], prefixes: [] } } as const;
  const condition = both(rule.scope, point.scope, ...(admissions ? [inpatient] : []));
  const by_hour = point.unit === 'hour';
  const hours = admissions ? Math.ceil(point.min / 24) : point.min * 3_600;
  const subject = point.subject ?? noCodes;
  return {
    condition,
    sides: admissions
      ? []
      : [
          { role: 'subject', domain: 'item', set: subject, when: condition },
          { role: 'other', domain: 'item', set: point.other ?? subject, when: condition },
        ],
    values: {
      admissions,
      across_all: point.across === 'all',
      by_hour,
      least: by_hour ? hours : point.min,
      same_diagnosis: admissions && point.same_diagnosis,
    },
  };
}

export function spacingSql({ shapes, lines, visits }: TypeContext): string {
  const found = [
    lines && `select ${hitRow({ lix: 'lix', related: 'related' })} from use_rows`,
    visits.length > 0 &&
      `select ${hitRow({ role: "'visit'", ord: 'ord', fixmedins_code: 'fixmedins_code', mdtrt_id: 'mdtrt_id' })} from stay_rows`,
  ];
  return createTable(
    'h_spacing',
    `with ${branches([lines && useRows(shapes), visits.length > 0 && stayRows(shapes)], ',\n')}
${branches(found, '\nunion all\n')}`,
  );
}

const order = 'day, coalesce(second, -1), fixmedins_code, line_id';
const before = 'over (partition by pid, psn_no, owner order by place rows between unbounded preceding and 1 preceding)';

/** By days the last earlier use decides. By hours the last clocked one, and a use without a clock is itself undecided. */
function useRows(shapes: ShapeBook): string {
  return `sides as (
  select pid, code, bool_or(role = 'subject') as is_subject, bool_or(role = 'other') as is_other
  from k_match where type = 'spacing' group by pid, code
),
judged as (
  select p.pid, r.lix, r.psn_no, ${ownerKey} as owner, r.fixmedins_code, r.line_id, r.day, r.second,
    ${earliest} as opens, ${latest} as closes, case when p.by_hour then ${earliest} else r.day end as instant, p.by_hour, p.least, s.is_other,
    s.is_subject and not (p.policy and r.inscp_fen is not distinct from 0) as is_use,
    ${outcomeOf(shapes)} as outcome
  from ${numbered('t_line', 'lix')} r
  join sides s on s.code = r.item
  join k_spacing p on p.pid = s.pid and r.day between p.from_day and p.to_day
${joinsOf(shapes)}),
uses as (
  select *, outcome is true as sure, second is not null as clocked,
    row_number() over (partition by pid, psn_no, owner order by ${order}) as place
  from judged where outcome is distinct from false
),
lasts as (
  select *,
    max(place) filter (is_other and sure and (clocked or not by_hour)) ${before} as sure_place,
    max(instant) filter (is_other and sure and (clocked or not by_hour)) ${before} as sure_instant,
    max(place) filter (is_other and (clocked or not by_hour)) ${before} as any_place,
    max(instant) filter (is_other and (clocked or not by_hour)) ${before} as any_instant,
    max(place) filter (is_other and not clocked) ${before} as loose_place,
    max(closes) filter (is_other and not clocked) ${before} as loose_closes,
    max(place) filter (is_other and clocked) ${aroundDay} as near_place,
    max(opens) filter (is_other and clocked) ${aroundDay} as near_opens
  from uses
),
use_outcomes as (
  select *,
    (clocked or not by_hour) and instant - sure_instant < least as close_sure,
    case when clocked or not by_hour then case when instant - any_instant < least then any_place end
      else greatest(case when opens - near_opens < least then near_place end,
        case when opens - loose_closes < least then loose_place end) end as close_any
  from lasts where is_use
),
use_found as materialized (
  select *, sure and coalesce(close_sure, false) as decided
  from use_outcomes where close_any is not null
),
use_rows as (
  select x.pid, x.lix as hit, x.decided, x.lix, ${oneNumber('o.lix')} as related
  from use_found x
  join uses o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner
    and o.place = case when x.decided then x.sure_place else x.close_any end
)`;
}

const aroundDay = `over (partition by pid, psn_no, owner order by opens range between unbounded preceding and ${DAY_SECONDS - 1} + least - 1 following)`;

const beforeAlike = before.replace('owner order', 'owner, category order');
const openEnd = 'coalesce(end_day, 2147483647)';
const stayOrder = 'day, coalesce(second, -1), fixmedins_code, mdtrt_id';

/** The end of the earlier stay that ends last, of those that count, and its place by end. */
function lastEnd(name: string, filter: string, over: string): string {
  return `max(${openEnd}) ${filter}${over} as ${name}_end, max(late) ${filter}${over} as ${name}_late`;
}

const endKnown = 'filter (sure and end_day is not null) ';
const later = (a: string, b: string) => `greatest(coalesce(${a}, ${b}), coalesce(${b}, ${a}))`;

/**
 * Days between a discharge and the next admission; an earlier stay without an end may be too close. Of several the one that
 * ends last is named. Where the stays must share a diagnosis, the earlier ones are looked at category by category, and those
 * without a list may share any.
 */
function stayRows(shapes: ShapeBook): string {
  return `stays_judged as (
  select p.pid, r.psn_no, ${ownerKey} as owner, r.fixmedins_code, r.mdtrt_id, r.day, r.second, r.end_day, p.least, p.same_diagnosis,
    r.diagnoses_known = 1 as listed,
    ${outcomeOf(shapes)} as outcome
  from t_visit r
  join k_spacing p on p.admissions and r.day between p.from_day and p.to_day
${joinsOf(shapes)}  where r.care_type is null or r.care_type = 'inpatient'
),
stays as materialized (
  select *, row_number() over (partition by pid, psn_no, owner order by ${openEnd}, place) as late
  from (
    select *, outcome is true as sure,
      row_number() over (partition by pid, psn_no, owner order by ${stayOrder}) as place
    from stays_judged where outcome is distinct from false
  )
),
stay_categories as (
  select mdtrt_id, ${listOf('left(code, 3)')} as categories from j_diagnosis
  where mdtrt_id in (select mdtrt_id from stays where same_diagnosis) group by mdtrt_id
),
by_category as (
  select pid, psn_no, owner, place, max(sure_end) as sure_end, max(sure_late) as sure_late, max(any_end) as any_end, max(any_late) as any_late
  from (
    select pid, psn_no, owner, place, ${lastEnd('sure', endKnown, beforeAlike)},
      ${lastEnd('any', '', beforeAlike)}
    from (
      select s.*, ${eachIn('c.categories')} as category
      from stays s join stay_categories c on c.mdtrt_id = s.mdtrt_id
      where s.same_diagnosis and s.listed
    )
  )
  group by pid, psn_no, owner, place
),
stay_ends as (
  select *, ${lastEnd('sure', endKnown, before)},
    ${lastEnd('any', '', before)},
    ${lastEnd('unlisted', 'filter (not listed) ', before)}
  from stays
),
stay_lasts as (
  select e.pid, e.psn_no, e.owner, e.fixmedins_code, e.mdtrt_id, e.day, e.least, e.sure,
    case when not e.same_diagnosis then e.sure_end when e.listed then c.sure_end end as sure_end,
    case when e.same_diagnosis then c.sure_late else e.sure_late end as sure_late,
    case when e.same_diagnosis and e.listed then ${later('c.any_end', 'e.unlisted_end')} else e.any_end end as any_end,
    case when e.same_diagnosis and e.listed then ${later('c.any_late', 'e.unlisted_late')} else e.any_late end as any_late
  from stay_ends e
  left join by_category c on c.pid = e.pid and c.psn_no = e.psn_no and c.owner = e.owner and c.place = e.place
),
stay_found as materialized (
  select *, row_number() over () as hit, sure and coalesce(sure_end > day - least, false) as decided
  from stay_lasts where any_end > day - least
),
stay_rows as (
  select pid, hit, decided, 0 as ord, fixmedins_code, mdtrt_id from stay_found
  union all
  select x.pid, x.hit, x.decided, 1 as ord, o.fixmedins_code, o.mdtrt_id
  from stay_found x
  join stays o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner
    and o.late = case when x.decided then x.sure_late else x.any_late end
)`;
}
