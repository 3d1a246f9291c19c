/** Statements before the types': codes present in the data, candidate lines and visits, sums and lists of their visits. */
import type { RuleType } from '../model.ts';
import { crowdStatements, sweepStatement, sweptLines, type Sweep } from './crowd.ts';
import { createTable } from './dialect.ts';
import { lineField, readsStay, readsVisit, visitField, type SqlField } from './fields.ts';
import type { Statement } from './plan.ts';
import type { Domain } from './sets.ts';

/** What the points of a ruleset ask of the preparation. */
export interface Needs {
  readonly types: ReadonlySet<RuleType>;
  /** Fields that conditions read, beside those every statement does. */
  readonly fields: ReadonlySet<SqlField>;
  /** Domains with prefixes, which are expanded against the codes present. */
  readonly expanded: ReadonlySet<Domain>;
  /** How points over every item select lines. */
  readonly sweeps: readonly Sweep[];
  readonly lines: boolean;
  readonly visits: boolean;
  /** Fields that the conditions of the types that judge visits read. */
  readonly visitFields: ReadonlySet<SqlField>;
  readonly coded: boolean;
}

const always: readonly SqlField[] = ['item', 'day', 'second', 'inscp_fen', 'setl_id'];
const byType: Partial<Record<RuleType, readonly SqlField[]>> = {
  unpayable: ['rxno'],
  price: ['pric', 'pric_uplmt', 'amount_fen', 'cnt', 'rxno', 'care_type'],
  together: ['amount_fen', 'rxno', 'care_type'],
  limit: ['cnt', 'amount_fen', 'prd_days', 'rxno', 'care_type', 'stay_days'],
  needs: ['rxno', 'care_type'],
  spacing: ['care_type', 'end_day'],
  stay: ['care_type'],
  overlap: ['care_type', 'end_day', 'death_day'],
};

/** Fields of candidate lines that statements or findings read. */
export function columnsOf({ types, fields }: Needs): SqlField[] {
  const own = [...types].flatMap((type) => byType[type] ?? []);
  const sums: SqlField[] = [...fields].some(readsStay) ? ['amount_fen'] : [];
  return [...new Set([...always, ...own, ...sums, ...fields])];
}

/** Fields of visits that statements read. */
function visitColumnsOf({ visitFields }: Needs): SqlField[] {
  const own = ['day', 'second', 'care_type', 'end_day', 'death_day', 'diagnoses_known', 'operations_known'] as const;
  return [...new Set([...own, ...visitFields])];
}

const identity = ['line_id', 'psn_no', 'fixmedins_code', 'mdtrt_id'] as const;

const present: Record<Domain, string> = {
  item: "select distinct 'item' as domain, item as code from j_line",
  diagnosis: "select distinct 'diagnosis' as domain, code from j_diagnosis",
  operation: "select distinct 'operation' as domain, code from j_operation",
  charge: "select distinct 'charge' as domain, med_chrgitm_type as code from j_line where med_chrgitm_type is not null",
};

/** The statements in the order they run. */
export function prepare(needs: Needs): Statement[] {
  const fields = columnsOf(needs);
  const stays = fields.some(readsStay);
  const shares = fields.includes('share_total');
  return [
    { name: 'codes', sql: members(needs.expanded) },
    { name: 'sides', sql: matches },
    ...(stays ? [{ name: 'stays', sql: staySums }] : []),
    ...(shares ? [{ name: 'shares', sql: shareParts }] : []),
    ...(needs.types.has('reuse')
      ? [
          { name: 'sales', sql: wholeSales },
          { name: 'resold', sql: resold },
          { name: 'boxes', sql: boxes },
          { name: 'sales_freed', sql: 'drop table t_sale' },
        ]
      : []),
    ...crowdStatements(needs.sweeps),
    ...(needs.lines ? [{ name: 'lines', sql: candidateLines(needs, fields) }, sweepStatement(needs.sweeps)] : []),
    ...(needs.visits ? [{ name: 'visits', sql: candidateVisits(visitColumnsOf(needs)) }] : []),
    ...(needs.coded ? [{ name: 'coded', sql: codedVisits(needs) }] : []),
  ];
}

/**
 * Codes of each set: those written, and those present in the data that start with a prefix. The starts are made before
 * the join, or the optimiser joins every code with every prefix.
 */
function members(expanded: ReadonlySet<Domain>): string {
  const written = 'select set_id, domain, code from k_set where not is_prefix';
  if (expanded.size === 0) return createTable('k_member', written);
  return createTable(
    'k_member',
    `with present as (
  ${[...expanded].map((domain) => present[domain]).join('\n  union all ')}
),
lengths as (
  select distinct domain, length(code) as length from k_set where is_prefix
),
starts as materialized (
  select c.domain, c.code, left(c.code, n.length) as start from present c join lengths n on n.domain = c.domain
)
${written}
union
select s.set_id, s.domain, c.code
from starts c
join k_set s on s.is_prefix and s.domain = c.domain and s.code = c.start`,
  );
}

const matches = createTable(
  'k_match',
  `select distinct s.type, s.role, s.domain, m.code, s.pid, s.universal
from k_side s join k_member m on m.set_id = s.set_id`,
);

const staySums = createTable(
  't_stay',
  `select fixmedins_code, mdtrt_id, sum(amount_fen) as amount_fen, count(distinct day) as line_days,
  case when not bool_or(amount_fen <> 0 and med_chrgitm_type is null) and sum(amount_fen) <> 0 then sum(amount_fen) end as share_total
from j_line group by fixmedins_code, mdtrt_id`,
);

const shareParts = createTable(
  't_share',
  `with kinds as (
  select fixmedins_code, mdtrt_id, med_chrgitm_type, sum(amount_fen) as amount_fen
  from j_line group by fixmedins_code, mdtrt_id, med_chrgitm_type
)
select k.fixmedins_code, k.mdtrt_id, m.set_id, sum(k.amount_fen) as amount_fen
from kinds k join k_member m on m.domain = 'charge' and m.code = k.med_chrgitm_type
group by k.fixmedins_code, k.mdtrt_id, m.set_id`,
);

/** Boxes sold whole: a split box may be sold again. */
const wholeSales = createTable('t_sale', 'select * from j_sale where trdn_flag is distinct from 1');

/** Boxes that were sold on more than one bill; the rest cannot be reused. */
const resold = createTable(
  't_resold',
  `select * from t_sale
where drug_trac_codg in (
  select drug_trac_codg from (
    select distinct drug_trac_codg, fixmedins_code, mdtrt_id, psn_no from t_sale
    where drug_trac_codg in (select drug_trac_codg from t_sale group by drug_trac_codg having count(*) > 1)
  )
  group by drug_trac_codg having count(*) > 1
)`,
);

/** How many boxes the lines with such boxes carry. */
const boxes = createTable(
  't_box',
  `select fixmedins_code, line_id, count(*) as boxes from t_sale
where (fixmedins_code, line_id) in (select fixmedins_code, line_id from t_resold)
group by fixmedins_code, line_id`,
);

/** Only lines that some point selects. */
function candidateLines({ types, sweeps }: Needs, fields: readonly SqlField[]): string {
  const selected = [
    "l.item in (select code from k_match where domain = 'item' and not universal)",
    ...(types.has('reuse')
      ? ['(l.fixmedins_code, l.line_id) in (select fixmedins_code, line_id from t_resold where line_id is not null)']
      : []),
    ...sweptLines(sweeps),
  ];
  const columns = [
    ...identity.map((name) => `l.${name}`),
    ...fields.map((field) => {
      const sql = lineField(field);
      return sql === `l.${field}` ? sql : `${sql} as ${field}`;
    }),
  ];
  return createTable(
    't_line',
    `select ${columns.join(', ')}
from j_line l
${joins('l', fields)}
where ${selected.join('\n  or ')}`,
  );
}

function candidateVisits(fields: readonly SqlField[]): string {
  const columns = [
    'v.psn_no',
    'v.fixmedins_code',
    'v.mdtrt_id',
    ...fields.map((field) => `${visitField(field)} as ${field}`),
  ];
  return createTable(
    't_visit',
    `select ${columns.join(', ')}
from j_visit v
${joins('v', fields)}`,
  );
}

function joins(row: 'l' | 'v', fields: readonly SqlField[]): string {
  const on = (other: string) =>
    `${other}.fixmedins_code = ${row}.fixmedins_code and ${other}.mdtrt_id = ${row}.mdtrt_id`;
  return [
    ...(row === 'l' && fields.some(readsVisit) ? [`left join j_visit v on ${on('v')}`] : []),
    ...(fields.some(readsStay) ? [`left join t_stay w on ${on('w')}`] : []),
  ].join('\n');
}

/** Which closed lists hold a code of which sets, for the visits of rows whose points ask for them. */
function codedVisits({ types, lines, visits }: Needs): string {
  const asked = [
    ...(lines
      ? [
          `select r.mdtrt_id, c.set_id, c.list from t_line r
  join k_match m on m.domain = 'item' and m.code = r.item join k_coded c on c.pid = m.pid`,
        ]
      : []),
    ...(types.has('reuse')
      ? [
          `select r.mdtrt_id, c.set_id, c.list from t_line r
  join t_resold s on s.fixmedins_code = r.fixmedins_code and s.line_id = r.line_id join k_coded c on c.judged = 'boxes'`,
        ]
      : []),
  ];
  const parts = [
    ...(asked.length > 0 ? [ofAsked] : []),
    ...(visits ? [ofVisits('diagnosis'), ofVisits('operation')] : []),
  ];
  const union = parts.join('\nunion\n');
  if (asked.length === 0) return createTable('t_coded', union);
  return createTable(
    't_coded',
    `with asked as materialized (
  ${asked.join('\n  union ')}
),
held as materialized (
  select a.mdtrt_id, a.set_id, d.code from asked a join j_diagnosis d on d.mdtrt_id = a.mdtrt_id where a.list = 'diagnosis'
  union all
  select a.mdtrt_id, a.set_id, o.code from asked a join j_operation o on o.mdtrt_id = a.mdtrt_id where a.list = 'operation'
)
${union}`,
  );
}

const ofAsked = `select distinct h.mdtrt_id, h.set_id from held h
join k_member m on m.set_id = h.set_id and m.code = h.code`;

/** Points about visits ask for all of them: their few sets go straight to the codes of the list. */
function ofVisits(list: 'diagnosis' | 'operation'): string {
  return `select distinct d.mdtrt_id, m.set_id from j_${list} d
join k_member m on m.domain = '${list}' and m.code = d.code
where m.set_id in (select set_id from k_coded where judged = 'visits' and list = '${list}')`;
}
