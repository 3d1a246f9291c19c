/** Statement of type limit: a measure over a window, by key or rolling, may not exceed a maximum. */
import type { LimitPoint } from '../../model.ts';
import type { Predicate } from '../../predicate.ts';
import { isKeyWindow } from '../../window.ts';
import { absent, asText, createTable } from '../dialect.ts';
import type { Columns, Crowd, Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { isUniversal } from '../sets.ts';
import { joinsOf, outcomeOf, type ShapeBook } from '../slots.ts';
import { hitRow, matchedLines, type TypeContext } from './columns.ts';
import { beyondDays, coarseLimits, keyedLimits } from './limit-keyed.ts';
import { clocklessFirsts, clocklessLimits, rollingFirsts, rollingLimits } from './limit-rolling.ts';
import { besideLists, inNamingOrder } from './naming.ts';
import { coarseKey, earliest, latest, ownerKey, windowColumns, windowKey, windowValues } from './windows.ts';

const ONE_DAY = 10_000;

export const limitColumns: Columns = {
  ...windowColumns,
  group_name: 'VARCHAR',
  measure: 'VARCHAR',
  max: 'BIGINT',
  per_stay_day: 'BOOLEAN',
};

export function planLimit({ rule, point }: Placed<LimitPoint>): PointPlan {
  const condition = both(rule.scope, point.scope);
  const crowd = crowdOf(point);
  return {
    condition,
    sides: [
      {
        role: 'subject',
        domain: 'item',
        set: point.subject,
        when: both(condition, mayExceed(point)),
        ...(crowd === undefined ? {} : { crowd }),
      },
    ],
    values: {
      ...windowValues(point.window, point.across),
      group_name: point.group,
      measure: point.measure,
      max: point.max,
      per_stay_day: point.per_stay_day,
    },
  };
}

/**
 * A line by itself exceeds days only by days of supply that it states; below one day every line would, and a maximum per day
 * of stay is unknown where the stay is.
 */
function mayExceed({ measure, window, max, per_stay_day }: LimitPoint): Predicate {
  if (measure !== 'days' || window !== 'line' || max < ONE_DAY || per_stay_day) return { is: 'always' };
  return both({ is: 'known', field: 'prd_days' }, { is: 'compare', field: 'prd_days', op: '>', value: max });
}

/** Every line would be a candidate of a limit over everything: what is counted tells early which windows may exceed. */
function crowdOf({ subject, measure, window, max, per_stay_day }: LimitPoint): Crowd | undefined {
  if (!isUniversal(subject) || per_stay_day || !isKeyWindow(window)) return undefined;
  return measure === 'visits' || measure === 'kinds' ? { window, measure, max } : undefined;
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
      when 'days' then ${asText('r.day')}
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

/** Every way a limit is exceeded, told apart by `hit`: its charged lines, and where it names others lists of those. */
const ways = [
  { out: 'key_out where not kept', firsts: 'key_firsts' },
  { out: 'coarse_out', firsts: null },
  { out: 'roll_out', firsts: 'roll_firsts' },
  { out: 'loose_out', firsts: 'loose_firsts' },
];
const hitOf = (way: number) => `hit * ${ways.length} + ${way} as hit`;

/** The persons whose findings name lines beside the charged ones. */
const crowded = `crowded as (
  select pid, psn_no, owner from key_hits where decided and pid in (select pid from k_limit where measure = 'days')
  union select pid, psn_no, owner from roll_hits
  union select pid, psn_no, owner from loose_totals
),
named as materialized (
  ${inNamingOrder('(select u.pid, u.lix from uses u join crowded c on c.pid = u.pid and c.psn_no = u.psn_no and c.owner = u.owner)', 'u.pid, u.lix')}
)`;

export function limitSql({ shapes }: TypeContext): string {
  const found = ways.map(
    ({ out }, way) => `select pid, ${hitOf(way)}, decided, start, total, max, lix, den, num from ${out}`,
  );
  const firsts = ways.flatMap(({ firsts: table }, way) =>
    table === null ? [] : [`select pid, ${hitOf(way)}, own, nths from ${table}`],
  );
  const parts = [
    uses(shapes),
    keyedLimits,
    coarseLimits,
    rollingLimits,
    clocklessLimits,
    crowded,
    beyondDays,
    rollingFirsts,
    clocklessFirsts,
  ];
  return createTable(
    'h_limit',
    `with ${parts.join(',\n')},
found as materialized (
  ${found.join('\n  union all ')}
),
firsts as (
  ${firsts.join('\n  union all ')}
),
${besideLists('firsts', 'named')},
rows as (
  select *, 'charge' as role, ${absent('INTEGER[]')} as related from found
  union all
  select f.pid, f.hit, f.decided, f.start, f.total, f.max, null, 1, 1, 'related', b.related
  from beside b join (select distinct pid, hit, decided, start, total, max from found) f on f.pid = b.pid and f.hit = b.hit
)
select ${hitRow({
      pid: 'f.pid',
      anchor: "'limit|' || p.group_name || '|' || p.win || '|' || f.start",
      den: 'f.den',
      total: 'f.total',
      max: 'f.max',
      role: 'f.role',
      lix: 'f.lix',
      num: 'f.num',
      related: 'f.related',
    })}
from rows f join k_limit p on p.pid = f.pid`,
  );
}
