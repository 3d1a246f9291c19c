/** Statement of type unpayable: never payable, or not where a prescription consists only of such items. */
import type { Rule, UnpayablePoint } from '../../model.ts';
import { createTable, numbered } from '../dialect.ts';
import type { Columns, KnowledgeTable, Placed, PointPlan } from '../plan.ts';
import { both } from '../predicate.ts';
import type { SetBook } from '../sets.ts';
import { joinsOf, outcomeOf } from '../slots.ts';
import { hitRow, matchedLines, type TypeContext } from './columns.ts';

export const unpayableColumns: Columns = { alone: 'BOOLEAN' };

export function planUnpayable({ rule, point }: Placed<UnpayablePoint>): PointPlan {
  const condition = both(rule.scope, point.scope);
  const alone = point.when === 'alone';
  const among = { role: 'among', domain: 'item', set: point.among, when: { is: 'always' }, anyDay: true } as const;
  return {
    condition,
    sides: [{ role: 'subject', domain: 'item', set: point.subject, when: condition }, ...(alone ? [among] : [])],
    values: { alone },
  };
}

/**
 * What a line of an `alone` point is held against: the items within `among` that are no subject of the rule's alone
 * points in force on its day. The points in force change only where one begins or ends, so a rule, such a period and a
 * set `among` are one context, with its own list of outsiders.
 */
export function aloneContexts(
  points: readonly (Placed & { readonly pid: number })[],
  sets: SetBook,
): readonly KnowledgeTable[] {
  const byRule = new Map<Rule, Alone[]>();
  for (const { pid, rule, point } of points) {
    if (point.type !== 'unpayable' || point.when !== 'alone') continue;
    const own = byRule.get(rule) ?? [];
    own.push({ pid, point, subject: sets.idOf('item', point.subject), among: sets.idOf('item', point.among) });
    byRule.set(rule, own);
  }
  const contexts: (readonly [ctx: number, among: number])[] = [];
  const uses: (readonly [pid: number, from_day: number, to_day: number, ctx: number])[] = [];
  const subjects: (readonly [ctx: number, set_id: number])[] = [];
  for (const own of byRule.values()) {
    for (const { from, to, inForce } of periodsOf(own)) {
      for (const [among, asking] of Map.groupBy(inForce, (alone) => alone.among)) {
        const ctx = contexts.length;
        contexts.push([ctx, among]);
        for (const { pid } of asking) uses.push([pid, from, to, ctx]);
        for (const set_id of new Set(inForce.map(({ subject }) => subject))) subjects.push([ctx, set_id]);
      }
    }
  }
  const ctx = 'INTEGER';
  return [
    { name: 'k_alone', columns: { pid: 'INTEGER', from_day: 'INTEGER', to_day: 'INTEGER', ctx }, rows: uses },
    { name: 'k_alone_among', columns: { ctx, set_id: 'INTEGER' }, rows: contexts },
    { name: 'k_alone_subject', columns: { ctx, set_id: 'INTEGER' }, rows: subjects },
  ];
}

interface Alone {
  readonly pid: number;
  readonly point: UnpayablePoint;
  readonly subject: number;
  readonly among: number;
}

/** Periods of days in which the same points are in force. */
function periodsOf(points: readonly Alone[]) {
  const starts = [...new Set(points.flatMap(({ point }) => [point.from, point.to + 1]))].toSorted((a, b) => a - b);
  return starts.slice(0, -1).map((from, index) => {
    const to = (starts[index + 1] ?? from) - 1;
    return { from, to, inForce: points.filter(({ point }) => point.from <= from && to <= point.to) };
  });
}

/** A prescription is judged by its own lines; a line without one, or beside one without, may belong together. */
export function unpayableSql({ shapes }: TypeContext): string {
  return createTable(
    'h_unpayable',
    `with uses as materialized (
  select p.pid, r.lix, r.psn_no, r.fixmedins_code, r.mdtrt_id, r.rxno, a.ctx, ${outcomeOf(shapes)} as outcome
  ${matchedLines('unpayable')}  left join k_alone a on a.pid = p.pid and r.day between a.from_day and a.to_day
${joinsOf(shapes)}  where r.role = 'subject' and not (p.policy and r.inscp_fen is not distinct from 0)
),
outside_codes as (
  select a.ctx, m.code from k_alone_among a join k_member m on m.set_id = a.set_id
  except
  select s.ctx, m.code from k_alone_subject s join k_member m on m.set_id = s.set_id
),
outsiders as materialized (
  select o.ctx, r.psn_no, r.fixmedins_code, r.mdtrt_id, r.rxno
  from ${numbered('t_line', 'lix')} r
  join outside_codes o on o.code = r.item
  where (o.ctx, r.fixmedins_code, r.mdtrt_id) in (select ctx, fixmedins_code, mdtrt_id from uses)
),
with_rx as (
  select distinct ctx, psn_no, fixmedins_code, mdtrt_id, rxno from outsiders where rxno is not null
),
any_rx as (
  select ctx, psn_no, fixmedins_code, mdtrt_id, bool_or(rxno is null) as loose
  from outsiders group by ctx, psn_no, fixmedins_code, mdtrt_id
),
judged as (
  select u.pid, u.lix, u.outcome and case
      when w.rxno is not null then false
      when v.ctx is not null and (v.loose or u.rxno is null) then null
      else true end as outcome
  from uses u
  left join any_rx v on v.ctx = u.ctx and v.psn_no = u.psn_no and v.fixmedins_code = u.fixmedins_code and v.mdtrt_id = u.mdtrt_id
  left join with_rx w on w.ctx = u.ctx and w.psn_no = u.psn_no and w.fixmedins_code = u.fixmedins_code
    and w.mdtrt_id = u.mdtrt_id and w.rxno = u.rxno
)
select ${hitRow({ hit: 'lix', decided: 'outcome is true', lix: 'lix' })}
from judged where outcome is distinct from false`,
  );
}
