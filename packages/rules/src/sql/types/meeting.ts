/**
 * What a row meets in its window, without pairing rows: the least or greatest value over the rows that surely, or
 * possibly, stand in one window with it. Key windows and rolling days are window functions; only rolling hours, where a
 * line without a clock may stand anywhere in its day, pair rows: those that share or neighbour a stretch of the window's
 * length.
 *
 * The rows come from a table `uses` with pid, lix, psn_no, owner, win columns (rolling, span), key, coarse, day, opens,
 * closes, apart (stands in no window).
 */
import type { RuleType } from '../../model.ts';
import { eachOf, numbered, quotient } from '../dialect.ts';
import { coarseKey, DAY_SECONDS, earliest, latest, ownerKey, windowKey } from './windows.ts';

/** One value over a set of the rows met. */
export interface Met {
  readonly name: string;
  readonly take: 'min' | 'max';
  readonly value: string;
  /** Rows that belong to the set for sure, and those that may; conditions on columns of `uses`. */
  readonly sure: string;
  readonly possible: string;
}

/** Columns that tell line `r` apart, and whom a window of point `p` joins. */
export const identity = `p.pid, r.lix, r.psn_no, ${ownerKey} as owner`;

/** Columns that place line `r` in the window of point `p`. */
export const placement = `p.win, p.rolling, p.span, r.day,
    ${windowKey} as key, ${coarseKey} as coarse, ${earliest} as opens, ${latest} as closes`;

/** `apart` and the coarse key of rows that have `placement`. */
export const placed = `coalesce(key = 'outside', false) as apart, coalesce(coarse, key, '') as place`;

/**
 * CTE `uses`: the rows of `members` (with `identity`), where their person has what a finding needs, each in its window.
 * @param needed condition on the rows of a person and owner, all of them
 * @param row condition on the row itself
 */
export function usesOf(type: RuleType, needed: string, row: string): string {
  return `uses as materialized (
  select *, ${placed}
  from (
    select m.*, ${placement}
    from members m
    join (
      select pid, psn_no, owner from members group by pid, psn_no, owner having ${needed}
    ) o on o.pid = m.pid and o.psn_no = m.psn_no and o.owner = m.owner
    join ${numbered('t_line', 'lix')} r on r.lix = m.lix
    join k_${type} p on p.pid = m.pid
    where ${row}
  )
)`;
}

const within = 'partition by pid, psn_no, owner';

/** CTE `near`: the rows of `uses` with <name>_sure and <name>_may of each value. */
export function nearOf(values: readonly Met[]): string {
  return `keyed as (
  select *, ${values.map(keyedValue).join(',\n    ')}
  from uses where rolling = 'none'
  window per_place as (${within}, place), per_key as (${within}, place, key)
),
daily as (
  select *, ${values.map(dailyValue).join(',\n    ')}
  from uses where rolling = 'day'
  window days_around as (${within} order by day range between span - 1 preceding and span - 1 following)
),
hour_pairs as (
  select x.pid as own_pid, x.lix as own_lix, o.*, ${meets('x', 'o')} as met
  from (
    select *, ${eachOf(quotient('opens - span', 'span'), quotient('closes + span', 'span'))} as part
    from uses where rolling = 'hour'
  ) x
  join (
    select *, ${eachOf(quotient('opens', 'span'), quotient('closes', 'span'))} as part from uses where rolling = 'hour'
  ) o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner and o.part = x.part
),
hour_values as (
  select own_pid, own_lix, ${values.map(hourlyValue).join(',\n    ')}
  from hour_pairs where met is distinct from false
  group by own_pid, own_lix
),
hourly as (
  select x.*, ${values.map(({ name }) => `m.${name}_sure, m.${name}_may`).join(', ')}
  from uses x left join hour_values m on m.own_pid = x.pid and m.own_lix = x.lix
  where x.rolling = 'hour'
),
near as (
  select * from keyed union all select * from daily union all select * from hourly
)`;
}

function keyedValue({ name, take, value, sure, possible }: Met): string {
  const over = (filter: string, partition: string) =>
    `${take}(${value}) filter (${filter} and not apart) over ${partition}`;
  const combine = take === 'min' ? 'least' : 'greatest';
  return `case when key is not null and not apart then ${over(sure, 'per_key')} end as ${name}_sure,
    case when apart then null when key is null then ${over(possible, 'per_place')}
      else ${combine}(${over(possible, 'per_key')}, ${over(`${possible} and key is null`, 'per_place')}) end as ${name}_may`;
}

function dailyValue({ name, take, value, sure, possible }: Met): string {
  const over = (filter: string) => `${take}(${value}) filter (${filter}) over days_around`;
  return `${over(sure)} as ${name}_sure, ${over(possible)} as ${name}_may`;
}

function hourlyValue({ name, take, value, sure, possible }: Met): string {
  return `${take}(${value}) filter (${sure} and met) as ${name}_sure, ${take}(${value}) filter (${possible}) as ${name}_may`;
}

/** Whether two rows of `uses` of one person, owner and place stand in one window (docs/semantics.md 7). */
function meets(x: string, o: string): string {
  const length = `${x}.span`;
  return `case ${x}.rolling
      when 'day' then abs(${x}.day - ${o}.day) < ${length}
      when 'hour' then case
        when greatest(${o}.closes - ${x}.opens, ${x}.closes - ${o}.opens) < ${length} then true
        when greatest(0, ${x}.opens - ${o}.closes, ${o}.opens - ${x}.closes) >= ${length} then false end
      else not ${x}.apart and not ${o}.apart and ${x}.key = ${o}.key
    end`;
}

/**
 * CTE `beside`: the rows of `uses` that the rows of `found` meet, once each: surely where the finding is decided,
 * possibly where it is not. Rolling windows are looked up day by day, never over all rows of a person.
 * @param partner which rows `o` can be met by row `x`
 */
export function besideOf(partner: string): string {
  const same = 'o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner';
  const met = `case when x.decided is true then o.sure and ${meets('x', 'o')} else ${meets('x', 'o')} is distinct from false end`;
  const reach = `case rolling when 'day' then span - 1 else ${quotient('span', DAY_SECONDS)} + 1 end`;
  return `around as (
  select *, ${eachOf(`day - ${reach}`, `day + ${reach}`)} as near_day from found where rolling <> 'none'
),
beside as (
  select x.pid, x.lix as hit, o.lix
  from found x join uses o on ${same} and o.place = x.place and ${partner}
  where x.rolling = 'none' and ${met}
  union all
  select x.pid, x.lix as hit, o.lix
  from around x join uses o on ${same} and o.day = x.near_day and ${partner}
  where ${met}
)`;
}

/** True when a row other than the row itself is met for sure, null when one may be, else false. */
export function anyOther(first: string, last: string): string {
  const other = (suffix: string) =>
    `(coalesce(${first}_${suffix} <> lix, false) or coalesce(${last}_${suffix} <> lix, false))`;
  return `case when ${other('sure')} then true when ${other('may')} then null else false end`;
}
