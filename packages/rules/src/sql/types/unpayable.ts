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
  const among = { role: 'among', domain: 'item', set: point.among, when: { is: 'always' } } as const;
  return {
    condition,
    sides: [{ role: 'subject', domain: 'item', set: point.subject, when: condition }, ...(alone ? [among] : [])],
    values: { alone },
  };
}

/**
 * What a line of an `alone` point is held against: the items within `among` that are no subject of the rule's alone
 * points in force on its day. The points in force change only where one begins or ends, so a point and such a period are
 * one context, with its own list of outsiders.
 */
export function aloneContexts(
  points: readonly (Placed & { readonly pid: number })[],
  sets: SetBook,
): readonly KnowledgeTable[] {
  const byRule = new Map<Rule, { pid: number; point: UnpayablePoint }[]>();
  for (const { pid, rule, point } of points) {
    if (point.type !== 'unpayable' || point.when !== 'alone') continue;
    byRule.set(rule, [...(byRule.get(rule) ?? []), { pid, point }]);
  }
  const contexts: (readonly [ctx: number, pid: number, from_day: number, to_day: number, among: number])[] = [];
  const subjects: (readonly [ctx: number, set_id: number])[] = [];
  for (const own of byRule.values()) {
    const starts = [...new Set(own.flatMap(({ point }) => [point.from, point.to + 1]))].toSorted((a, b) => a - b);
    for (const [index, from] of starts.slice(0, -1).entries()) {
      const to = (starts[index + 1] ?? from) - 1;
      const inForce = own.filter(({ point }) => point.from <= from && to <= point.to);
      const inSets = new Set(inForce.map(({ point }) => sets.idOf('item', point.subject)));
      for (const { pid, point } of inForce) {
        const ctx = contexts.push([contexts.length, pid, from, to, sets.idOf('item', point.among)]) - 1;
        for (const set_id of inSets) subjects.push([ctx, set_id]);
      }
    }
  }
  return [
    {
      name: 'k_alone',
      columns: { ctx: 'INTEGER', pid: 'INTEGER', from_day: 'INTEGER', to_day: 'INTEGER', among: 'INTEGER' },
      rows: contexts,
    },
    { name: 'k_alone_subject', columns: { ctx: 'INTEGER', set_id: 'INTEGER' }, rows: subjects },
  ];
}

/** A prescription is judged by its own lines; a line without one, or beside one without, may belong together. */
export function unpayableSql({ shapes }: TypeContext): string {
  return createTable(
    'h_unpayable',
    `with uses as materialized (
  select p.pid, r.lix, r.psn_no, r.fixmedins_code, r.mdtrt_id, r.rxno, a.ctx, ${outcomeOf(shapes)} as outcome
  ${matchedLines('unpayable')}  left join k_alone a on a.pid = p.pid and r.day between a.from_day and a.to_day
${joinsOf(shapes)}  where m.role = 'subject' and not (p.policy and r.inscp_fen is not distinct from 0)
),
outside_codes as (
  select a.ctx, m.code from k_alone a join k_member m on m.set_id = a.among
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
