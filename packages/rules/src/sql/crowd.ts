/**
 * Limits over every item would make every line a candidate. Which windows may exceed at all is counted first, over the
 * few columns that it takes: visits or kinds by person and window, whatever lists and sums of visits would say.
 */
import { createTable } from './dialect.ts';
import type { Crowd, Statement } from './plan.ts';
import { crowdKey } from './types/windows.ts';

/** The windows of one point: `when` is a condition on line `l` and its visit `v`. */
export interface CrowdNeed extends Crowd {
  readonly pid: number;
  readonly when: string;
}

/** `t_crowd`: by point, the persons and keys of windows that may exceed. */
export function crowdStatement(crowds: readonly CrowdNeed[], visitJoin: string): Statement {
  if (crowds.length === 0) {
    return { name: 'crowds', sql: createTable('t_crowd', "select 0 as pid, '' as psn_no, '' as key where false") };
  }
  return {
    name: 'crowds',
    sql: createTable('t_crowd', crowds.map((crowd) => windowsOf(crowd, visitJoin)).join('\nunion all\n')),
  };
}

function windowsOf({ pid, window, measure, max, when }: CrowdNeed, visitJoin: string): string {
  const counted = measure === 'kinds' ? 'l.item' : "l.fixmedins_code || '|' || l.mdtrt_id";
  return `select ${pid} as pid, l.psn_no, ${crowdKey(window)} as key
from j_line l
${visitJoin}
where ${when}
group by l.psn_no, ${crowdKey(window)}
having count(distinct ${counted}) > ${max}`;
}

/** Conditions on line `l` by which crowded windows select it. */
export function crowdSweeps(crowds: readonly CrowdNeed[]): string[] {
  const byKey = Map.groupBy(crowds, ({ window }) => crowdKey(window));
  return [...byKey].map(
    ([key, own]) =>
      `(l.psn_no, ${key}) in (select psn_no, key from t_crowd where pid in (${own.map(({ pid }) => pid).join(', ')}))`,
  );
}
