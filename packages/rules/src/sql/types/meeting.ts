/**
 * What a row meets in its window, without pairing rows: the least or greatest value over the rows that surely, or
 * possibly, stand in one window with it. Key windows and rolling days are window functions; only rolling hours, where a
 * line without a clock may stand anywhere in its day, pair the rows of neighbouring days.
 *
 * The rows come from a table `uses` with pid, lix, psn_no, owner, win columns (rolling, span), key, coarse, day, opens,
 * closes, apart (stands in no window).
 */
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

/** Columns that place line `r` in the window of point `p`. */
export const placement = `r.lix, r.psn_no, ${ownerKey} as owner, p.win, p.rolling, p.span, r.day,
    ${windowKey} as key, ${coarseKey} as coarse, ${earliest} as opens, ${latest} as closes`;

/** `apart` and the coarse key of rows that have `placement`. */
export const placed = `coalesce(key = 'outside', false) as apart, coalesce(coarse, key, '') as place`;

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
hourly as (
  select x.*, ${values.map(({ name }) => `m.${name}_sure, m.${name}_may`).join(', ')}
  from uses x
  left join (
    select x.pid, x.lix, ${values.map(hourlyValue).join(',\n      ')}
    from (
      select *, unnest(generate_series(day - span // ${DAY_SECONDS} - 1, day + span // ${DAY_SECONDS} + 1)) as near_day
      from uses where rolling = 'hour'
    ) x
    join uses o on o.pid = x.pid and o.psn_no = x.psn_no and o.owner = x.owner and o.day = x.near_day
    where ${meets('x', 'o')} is distinct from false
    group by x.pid, x.lix
  ) m on m.pid = x.pid and m.lix = x.lix
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
  const of = (condition: string) =>
    condition.replaceAll(/\b[a-z_]+\b/g, (word) => (keywords.has(word) ? word : `o.${word}`));
  return `${take}(${of(value)}) filter (${of(sure)} and ${meets('x', 'o')}) as ${name}_sure,
      ${take}(${of(value)}) filter (${of(possible)}) as ${name}_may`;
}

const keywords = new Set(['and', 'or', 'not', 'is', 'true', 'null']);

/** Whether two rows of `uses` of one person, owner and place stand in one window (docs/semantics.md 7). */
export function meets(x: string, o: string): string {
  const length = `${x}.span`;
  return `case ${x}.rolling
      when 'day' then abs(${x}.day - ${o}.day) < ${length}
      when 'hour' then case
        when greatest(${o}.closes - ${x}.opens, ${x}.closes - ${o}.opens) < ${length} then true
        when greatest(0, ${x}.opens - ${o}.closes, ${o}.opens - ${x}.closes) >= ${length} then false end
      else not ${x}.apart and not ${o}.apart and ${x}.key = ${o}.key
    end`;
}

/** True when a row other than the row itself is met for sure, null when one may be, else false. */
export function anyOther(first: string, last: string): string {
  const other = (suffix: string) =>
    `(coalesce(${first}_${suffix} <> lix, false) or coalesce(${last}_${suffix} <> lix, false))`;
  return `case when ${other('sure')} then true when ${other('may')} then null else false end`;
}
