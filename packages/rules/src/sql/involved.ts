/** The rows that hits name: which they are, and the queries that fetch them. */
import type { RuleType } from '../model.ts';
import { createTable, eachIn, numbered } from './dialect.ts';
import { readsStay, readsVisit, sqlFields, type SqlField } from './fields.ts';
import type { KnowledgeTable, Statement } from './plan.ts';
import { hitColumns, hitRow } from './types/columns.ts';

export interface Involving {
  readonly types: readonly RuleType[];
  /** Columns of candidate rows. */
  readonly fields: readonly SqlField[];
  /** Whether there are candidate lines, and candidate visits. */
  readonly lines: boolean;
  readonly visits: boolean;
  /** By pid: the rule's place, absent fields that leave it undecided, whether a hit needs all lines of its visits. */
  readonly points: readonly (readonly [rule_ix: number, absent: string | null, with_lines: boolean])[];
}

const computed: ReadonlySet<SqlField> = new Set(['age_day', 'age_month', 'share_total']);

export function involved({ types, fields, lines, visits, points }: Involving) {
  const table: KnowledgeTable = {
    name: 'k_point',
    columns: { pid: 'INTEGER', rule_ix: 'INTEGER', absent: 'VARCHAR', with_lines: 'BOOLEAN' },
    rows: points.map((point, pid) => [pid, ...point]),
  };
  const anyAbsent = points.some(([, absent]) => absent !== null);
  const listed = anyAbsent ? ' where decided or pid in (select pid from k_point where absent is null)' : '';
  const all = types.map((type) => `select ${hitColumns.join(', ')} from h_${type}${listed}`).join('\nunion all ');
  const none = (columns: string) => `select ${columns} where false`;
  const hits = types.length === 0 ? none(hitRow({ pid: '0', hit: '0', decided: 'false' })) : all;
  const related = `select pid, ${eachIn('related')} as ix from t_hit where related is not null and`;
  const named = [
    ...(lines
      ? [
          `select t.fixmedins_code, t.mdtrt_id, p.with_lines
  from (select pid, lix from t_hit where lix is not null union ${related} role <> 'visit') h
  join ${numbered('t_line', 'lix')} t on t.lix = h.lix join k_point p on p.pid = h.pid`,
        ]
      : []),
    ...(visits
      ? [
          `select v.fixmedins_code, v.mdtrt_id, p.with_lines
  from (${related} role = 'visit') h
  join ${numbered('t_visit', 'vix')} v on v.vix = h.ix join k_point p on p.pid = h.pid`,
        ]
      : []),
    `select h.fixmedins_code, h.mdtrt_id, p.with_lines
  from t_hit h join k_point p on p.pid = h.pid where h.mdtrt_id is not null`,
  ];
  const statement: Statement[] = [
    { name: 'hits', sql: createTable('t_hit', hits) },
    {
      name: 'involved',
      sql: createTable(
        't_hit_visit',
        `select fixmedins_code, mdtrt_id, bool_or(with_lines) as with_lines
from (
  ${named.join('\n  union all ')}
)
group by fixmedins_code, mdtrt_id`,
      ),
    },
  ];
  const identity = ['line_id', 'psn_no', 'fixmedins_code', 'mdtrt_id'];
  const own = fields.filter((field) => !computed.has(field) && !readsVisit(field) && !readsStay(field));
  const known = sqlFields.filter((field) => own.includes(field));
  const ofVisit = (row: string) =>
    `select ${row}.* from ${row} where ${row}.mdtrt_id in (select mdtrt_id from t_hit_visit)`;
  const columns = (row: string) => [...identity, ...known].map((name) => `${row}.${name}`).join(', ');
  const fetch = {
    hits: 'select * from t_hit',
    lines: lines
      ? `select t.lix, ${columns('t')} from ${numbered('t_line', 'lix')} t
where t.lix in (select lix from t_hit union all select ${eachIn('related')} from t_hit where role <> 'visit')`
      : none('null as lix'),
    otherVisits: visits
      ? `select v.vix, v.fixmedins_code, v.mdtrt_id from ${numbered('t_visit', 'vix')} v
where v.vix in (select ${eachIn('related')} from t_hit where role = 'visit')`
      : none('null as vix'),
    visitLines: points.some(([, , with_lines]) => with_lines)
      ? `select ${columns('l')} from j_line l
join t_hit_visit h on h.with_lines and h.fixmedins_code = l.fixmedins_code and h.mdtrt_id = l.mdtrt_id`
      : none('null as line_id'),
    visits:
      'select v.* from j_visit v join t_hit_visit h on h.fixmedins_code = v.fixmedins_code and h.mdtrt_id = v.mdtrt_id',
    diagnoses: ofVisit('j_diagnosis'),
    operations: ofVisit('j_operation'),
    unknown: anyAbsent ? unknown(types) : none('null as rule_ix, null as reason, null as lines'),
  };
  return { table, statement, fetch };
}

/** Undecided rows of points that read an absent field: per rule, how many lines (or visits) they speak of. */
function unknown(types: readonly RuleType[]): string {
  const rows = types
    .map((type) => `select pid, lix, mdtrt_id from h_${type} where not decided and role <> 'related'`)
    .join('\n  union all ');
  return `select p.rule_ix, string_agg(distinct p.absent, ',' order by p.absent) as reason,
  count(distinct h.lix) + count(distinct h.mdtrt_id) as lines
from (
  ${rows}
) h
join k_point p on p.pid = h.pid and p.absent is not null
group by p.rule_ix order by p.rule_ix`;
}
