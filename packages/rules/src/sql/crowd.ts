/**
 * Points over every item would make every line a candidate. Their lines are swept instead: by what the line itself tells,
 * and for limits by counting first which windows may exceed at all, over the few columns that it takes: visits or kinds
 * by person and window, whatever lists and sums of visits would say.
 */
import type { RuleType } from '../model.ts';
import { createTable, numbered } from './dialect.ts';
import type { Crowd, Statement } from './plan.ts';
import { crowdKey } from './types/windows.ts';

/** The lines of one point over every item, by conditions on line `l` and its visit `v`, and on candidate `r`. */
export interface Sweep {
  readonly pid: number;
  readonly type: RuleType;
  readonly role: string;
  readonly onLine: string;
  readonly onCandidate: string;
  readonly crowd: Crowd | undefined;
}

type Crowded = Sweep & { readonly crowd: Crowd };

function crowdsOf(sweeps: readonly Sweep[]): Crowded[] {
  return sweeps.flatMap((sweep) => (sweep.crowd === undefined ? [] : [{ ...sweep, crowd: sweep.crowd }]));
}

/**
 * `t_crowd`: by point, the persons and keys of windows that may exceed; none without such a point. Visits are told apart
 * once for all points that count them under one condition.
 */
export function crowdStatements(sweeps: readonly Sweep[]): Statement[] {
  const crowds = crowdsOf(sweeps);
  if (crowds.length === 0) return [];
  const conditions = [...new Set(crowds.filter(countsVisits).map(({ onLine }) => onLine))];
  const tables = conditions.map((onLine, at) => `met_${at} as materialized (${visitsUnder(onLine)})`);
  const parts = crowds.map((each) =>
    countsVisits(each) ? visitWindows(each, conditions.indexOf(each.onLine)) : kindWindows(each),
  );
  const first = tables.length === 0 ? '' : `with ${tables.join(',\n')}\n`;
  return [{ name: 'crowds', sql: createTable('t_crowd', `${first}${parts.join('\nunion all\n')}`) }];
}

const countsVisits = ({ crowd }: Crowded): boolean => crowd.measure === 'visits';

/** The visit's own row is joined only where the condition reads it. */
function linesUnder(onLine: string): string {
  const visit = 'left join j_visit v on v.fixmedins_code = l.fixmedins_code and v.mdtrt_id = l.mdtrt_id\n';
  return `from j_line l\n${/\bv\./.test(onLine) ? visit : ''}where ${onLine}`;
}

function visitsUnder(onLine: string): string {
  return `\n  select distinct l.psn_no, l.fixmedins_code, l.mdtrt_id, l.day\n${linesUnder(onLine)}\n`;
}

function visitWindows({ pid, crowd: { window, max } }: Crowded, table: number): string {
  const key = crowdKey(window, 'l');
  return `select ${pid} as pid, l.psn_no, ${key} as key from met_${table} l
group by l.psn_no, ${key} having count(distinct l.fixmedins_code || '|' || l.mdtrt_id) > ${max}`;
}

function kindWindows({ pid, crowd: { window, max }, onLine }: Crowded): string {
  const key = crowdKey(window, 'l');
  return `select ${pid} as pid, l.psn_no, ${key} as key ${linesUnder(onLine)}
group by l.psn_no, ${key} having count(distinct l.item) > ${max}`;
}

/**
 * Conditions on line `l` by which it is a candidate of some point over every item. Of windows that may exceed, all lines
 * of the person: they are few, and keys need not be made for the rest.
 */
export function sweptLines(sweeps: readonly Sweep[]): string[] {
  const plain = sweeps.filter(({ crowd }) => crowd === undefined).map(({ onLine }) => onLine);
  const crowded = crowdsOf(sweeps).length === 0 ? [] : ['l.psn_no in (select psn_no from t_crowd)'];
  return [...new Set(plain), ...crowded];
}

/** `t_sweep`: which candidates which point over every item selects. */
export function sweepStatement(sweeps: readonly Sweep[]): Statement {
  const none = "select 0 as pid, '' as type, '' as role, 0::BIGINT as lix where false";
  const first =
    crowdsOf(sweeps).length === 0
      ? ''
      : `with crowded as materialized (
  select rowid as lix, * from t_line where psn_no in (select psn_no from t_crowd)
)
`;
  const parts = sweeps.map(({ pid, type, role, onCandidate, crowd }) => {
    const columns = `select ${pid} as pid, '${type}' as type, '${role}' as role, r.lix`;
    if (crowd === undefined) return `${columns} from ${numbered('t_line', 'lix')} r\nwhere ${onCandidate}`;
    const key = crowdKey(crowd.window, 'r');
    return `${columns} from crowded r\nwhere ${onCandidate}
  and (r.psn_no, ${key}) in (select psn_no, key from t_crowd where pid = ${pid})`;
  });
  return {
    name: 'sweep',
    sql: createTable('t_sweep', parts.length === 0 ? none : `${first}${parts.join('\nunion all\n')}`),
  };
}
