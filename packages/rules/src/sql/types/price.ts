/** Statement of type price: a unit price above its maximum; a later operation beside another without its discount. */
import type { PricePoint } from '../../model.ts';
import { isEmpty } from '../../code-set.ts';
import type { Predicate } from '../../predicate.ts';
import { createTable, numbered, quotient, wide } from '../dialect.ts';
import type { Columns, Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import { joinsOf, outcomeOf } from '../slots.ts';
import { hitRow, matchedLines, type TypeContext } from './columns.ts';
import { besideOf } from './beside.ts';
import { identity, nearOf, placed, placement, type Met } from './meeting.ts';
import { lanes } from './naming.ts';
import { windowColumns, windowValues } from './windows.ts';

export const priceColumns: Columns = {
  ...windowColumns,
  measure: 'VARCHAR',
  max: 'BIGINT',
  ratio: 'BIGINT',
  within_subject: 'BOOLEAN',
};

/** Of a unit price: dearer than the maximum, or than the line's own cap. */
function dearer({ measure, max }: PricePoint): Predicate {
  if (measure === 'discount') return { is: 'always' };
  return max === null
    ? { is: 'compare-fields', left: 'pric', op: '>', right: 'pric_uplmt' }
    : { is: 'compare', field: 'pric', op: '>', value: max };
}

/** `within_subject`: beside another item of the subject set, of which the dearest is the first. */
export function planPrice({ rule, point }: Placed<PricePoint>): PointPlan {
  const condition = both(rule.scope, point.scope, dearer(point));
  const beside = { role: 'beside', domain: 'item', set: point.beside, when: condition } as const;
  return {
    condition,
    sides: [
      { role: 'subject', domain: 'item', set: point.subject, when: condition },
      ...(point.measure === 'discount' ? [beside] : []),
    ],
    values: {
      ...windowValues(point.window, 'institution'),
      measure: point.measure,
      max: point.max,
      ratio: point.ratio,
      within_subject: isEmpty(point.beside),
    },
  };
}

/** A partner of another item is met when the least or the greatest item met is not the line's own. */
const values: readonly Met[] = [
  { name: 'least_item', take: 'min', value: 'item', sure: 'partner and sure', possible: 'partner' },
  { name: 'greatest_item', take: 'max', value: 'item', sure: 'partner and sure', possible: 'partner' },
  { name: 'first', take: 'min', value: 'rank', sure: 'is_subject and sure', possible: 'is_subject' },
];

const otherItem = (suffix: 'sure' | 'may') =>
  `(coalesce(least_item_${suffix} <> item, false) or coalesce(greatest_item_${suffix} <> item, false))`;

/** Items of a point's rows by number, so that lines of other items are found by lanes. */
const itemTags = `, dense_rank() over (partition by u.pid order by u.item) - 1 as tag,
    dense_rank() over (partition by u.pid order by u.item) + dense_rank() over (partition by u.pid order by u.item desc) - 2 as last_tag`;

/** 1e-6 yuan × 1e-4 pieces (or 1e-4 of a ratio) to fen, rounded half up. */
const toFen = (product: string) => quotient(`${product} + 50000000`, 100_000_000);
const allowedFen = toFen(`${wide('coalesce(r.pric_uplmt, r.pric)')} * (${quotient('r.cnt + 9999', 10_000)}) * p.ratio`);
const fullFen = toFen(`${wide('r.pric')} * r.cnt`);

export function priceSql({ shapes }: TypeContext): string {
  return createTable(
    'h_price',
    `with unit_prices as (
  select p.pid, r.lix, r.pric, coalesce(p.max, r.pric_uplmt) as max, ${outcomeOf(shapes)} as outcome
  ${matchedLines('price')}${joinsOf(shapes)}  where p.measure = 'unit_price' and not (p.policy and r.inscp_fen is not distinct from 0)
),
sides as (
  select pid, code, bool_or(role = 'subject') as is_subject, bool_or(role = 'beside') as beside
  from k_match where type = 'price' group by pid, code
),
judged as (
  select ${identity}, ${placement}, r.item, r.amount_fen, r.second, r.fixmedins_code, r.line_id, p.ratio, p.within_subject,
    s.is_subject and not (p.policy and r.inscp_fen is not distinct from 0) as is_subject, s.beside,
    ${outcomeOf(shapes)} as outcome,
    case when p.ratio is not null then ${allowedFen} end as allowed_fen,
    case when p.ratio is not null then r.amount_fen > ${allowedFen}
      else not (r.cnt % 10000 <> 0 or r.pric < r.pric_uplmt or r.amount_fen < ${fullFen}) end as overcharged
  from ${numbered('t_line', 'lix')} r
  join sides s on s.code = r.item
  join k_price p on p.pid = s.pid and p.measure = 'discount' and r.day between p.from_day and p.to_day
${joinsOf(shapes)}),
uses as materialized (
  select *, ${placed}, outcome is true as sure, case when within_subject then is_subject else beside end as partner,
    row_number() over (partition by pid, psn_no, owner
      order by amount_fen desc, day, coalesce(second, -1), fixmedins_code, line_id) as rank
  from judged where outcome is distinct from false and (is_subject or beside)
),
${nearOf(values)},
discounts as (
  select *,
    (sure or null)
      and case when ${otherItem('sure')} then true when ${otherItem('may')} then null else false end
      and case when not within_subject or first_sure < rank then true when first_may < rank then null else false end
      and overcharged as decided
  from near where is_subject
),
found as materialized (
  select *, decided and allowed_fen is not null as exact from discounts where decided is distinct from false
),
${besideOf({
  tags: itemTags,
  offers: [`select n.*, ${lanes.own('n')} as lane from named n ${lanes.join('n')} where n.partner`],
  asks: `select x.*, x.decided is true as surely, ${lanes.other('n')} as lane
  from found x join named n on n.pid = x.pid and n.lix = x.lix ${lanes.join('n')}`,
})}
select ${hitRow({
      hit: 'lix',
      decided: 'outcome is true',
      lix: 'lix',
      total: 'coalesce(pric, 0)',
      max: 'max',
      den: 'case when outcome then pric else 1 end',
      num: 'case when outcome then pric - max else 1 end',
    })}
from unit_prices where outcome is distinct from false
union all
select ${hitRow({
      pid: 'x.pid',
      hit: 'x.lix',
      decided: 'x.decided is true',
      lix: 'x.lix',
      den: 'case when x.exact then x.amount_fen else 1 end',
      num: 'case when x.exact then x.amount_fen - x.allowed_fen else 1 end',
      related: 'b.related',
    })}
from found x left join beside b on b.pid = x.pid and b.hit = x.lix`,
  );
}
