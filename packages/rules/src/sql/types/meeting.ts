/**
 * What a row meets in its window, without pairing rows: the least or greatest value over the rows that surely, or
 * possibly, stand in one window with it. Of rolling hours, where a line without a clock may stand anywhere in its day, it
 * asks for stretches of time.
 *
 * The rows come from a table `uses` with pid, lix, psn_no, owner, win columns (rolling, span), key, coarse, day, opens,
 * closes, apart (stands in no window).
 */
import type { RuleType } from '../../model.ts';
import { numbered } from '../dialect.ts';
import { hourStretches, stretch } from './stretches.ts';
import { coarseKey, earliest, latest, ownerKey, windowKey } from './windows.ts';

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
hour_line as (
  select pid, psn_no, owner, opens = closes as clocked, opens as moment, 0 as reach, null as own, null as surely,
    ${values.map(hourlyValue).join(',\n    ')}
  from uses where rolling = 'hour'
  union all
  select pid, psn_no, owner, of_clocked, first, last - first, lix, for_sure, ${values.map(() => 'null, null').join(', ')}
  from (${hourStretches("(from uses where rolling = 'hour')")}) where first <= last
),
hour_values as (
  select pid, own, ${values.map(answeredValue).join(', ')}
  from (
    select pid, own, surely, ${values.map(askedValue).join(', ')}
    from hour_line window ahead as (${stretch('pid, psn_no, owner, clocked')})
  )
  where own is not null
  group by pid, own
),
hourly as (
  select x.*, ${values.map(({ name }) => `m.${name}_sure, m.${name}_may`).join(', ')}
  from uses x left join hour_values m on m.pid = x.pid and m.own = x.lix
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

function hourlyValue({ name, value, sure, possible }: Met): string {
  return `case when ${sure} then ${value} end as ${name}_sure, case when ${possible} then ${value} end as ${name}_may`;
}

function askedValue({ name, take }: Met): string {
  return `${take}(${name}_sure) over ahead as ${name}_sure, ${take}(${name}_may) over ahead as ${name}_may`;
}

function answeredValue({ name, take }: Met): string {
  return `${take}(${name}_sure) filter (surely) as ${name}_sure, ${take}(${name}_may) filter (not surely) as ${name}_may`;
}

/** True when a row other than the row itself is met for sure, null when one may be, else false. */
export function anyOther(first: string, last: string): string {
  const other = (suffix: string) =>
    `(coalesce(${first}_${suffix} <> lix, false) or coalesce(${last}_${suffix} <> lix, false))`;
  return `case when ${other('sure')} then true when ${other('may')} then null else false end`;
}
