/** Findings with their lines, in the order of the working paper. */
import { rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import { streamOf } from '../run/tables.ts';

/** One line of a finding, or the finding alone where it has none. */
export interface FindingRow {
  readonly finding_id: string;
  readonly rule_code: string;
  readonly verdict: 'violation' | 'suspicion';
  readonly psn_no: string;
  readonly fixmedins_code: string;
  /** The first of them, and how many there are. */
  readonly visits: string;
  readonly visit_count: number;
  readonly setl_ids: string;
  /** Civil day. */
  readonly service_day: number;
  readonly finding_fen: number | null;
  readonly amount_reason: string | null;
  readonly knowledge: string;
  /** Judged by knowledge that is younger than the service (docs/semantics.md 1). */
  readonly retroactive: boolean;
  /** Exemption, of what is exempted. */
  readonly exempted_by?: string;
  readonly message: string;
  /** JSON */
  readonly evidence: string;
  /** Absent fields, of what could not be decided. */
  readonly reason?: string;
  /** Institution of the charged line: a finding may charge lines of several. */
  readonly owner: string;
  /** What the finding charges there: `finding_fen` where it has one owner alone. */
  readonly owner_fen: number | null;
  /** Visit of the charged line; null where the lines of the run do not hold it. */
  readonly line_visit: string | null;
  readonly charged_line: string | null;
  readonly charged_fen: number | null;
  readonly rank: number | null;
  readonly day: number | null;
  readonly item: string | null;
  readonly item_name: string | null;
  readonly cnt: number | null;
  readonly pric: number | null;
  readonly line_fen: number | null;
  readonly inscp_fen: number | null;
}

/** Visits or settlements that a row names: a finding may rest on hundreds of them, and every one of its lines is a row. */
const MOST_NAMED = 12;

const named = (list: string): string => `array_to_string(${list}[1:${MOST_NAMED}], '、')
    || CASE WHEN len(${list}) > ${MOST_NAMED} THEN ' 等 ' || len(${list}) || ' 个' ELSE '' END`;

const HEAD = `finding_id, rule_code, verdict, psn_no, fixmedins_code, ${named('mdtrt_ids')} AS visits, len(mdtrt_ids) AS visit_count,
  ${named('setl_ids')} AS setl_ids, (service_date::DATE - DATE '1970-01-01')::INTEGER AS service_day, amount_fen AS finding_fen, amount_reason,
  array_to_string(knowledge, '、') AS knowledge, retroactive, message, evidence`;

/** The visits of a row: those of its finding, but where they are too many to name the one that its line stands in. */
export function visitsOfRow({ visits, visit_count, line_visit }: FindingRow): string {
  return visit_count > MOST_NAMED && line_visit !== null ? line_visit : visits;
}

/**
 * Lines of findings; those of one finding follow each other.
 * @param condition of SQL over r_finding
 * @param first what they are sorted by before anything else
 * @param also further columns, each after a comma
 */
export function findingRows(
  connection: DuckDBConnection,
  condition: string,
  first: 'rule_code' | 'owner' = 'rule_code',
  also = '',
): AsyncGenerator<FindingRow> {
  return streamOf<FindingRow>(
    connection,
    `SELECT f.* EXCLUDE (line, alone), CASE WHEN alone THEN finding_fen ELSE (sum(f.line.amount_fen) OVER (PARTITION BY finding_id, owner))::BIGINT END AS owner_fen,
       f.line.line_id AS charged_line, f.line.amount_fen AS charged_fen, l.rank, l.day, l.item, l.item_name, l.cnt, l.pric,
       l.amount_fen AS line_fen, l.inscp_fen, l.mdtrt_id AS line_visit
     FROM (SELECT *, coalesce(line.fixmedins_code, fixmedins_code) AS owner FROM (
         SELECT ${HEAD}${also}, unnest(CASE WHEN len(lines) = 0 THEN [NULL] ELSE lines END) AS line,
           amount_fen IS NULL OR len(list_filter(lines, lambda line: line.fixmedins_code IS NOT NULL)) = 0 AS alone
         FROM r_finding WHERE ${condition})) f
     LEFT JOIN r_line l ON l.fixmedins_code = f.owner AND l.line_id = f.line.line_id
     ORDER BY f.${first}, rule_code, f.fixmedins_code, service_day, finding_id, charged_line`,
  );
}

/** What could not be decided; without lines, as nothing is charged. */
export function undecidedRows(connection: DuckDBConnection): AsyncGenerator<FindingRow> {
  return streamOf<FindingRow>(
    connection,
    `SELECT ${HEAD}, reason, array_to_string(list_transform(lines, lambda line: line.line_id), '、') AS charged_line, NULL::BIGINT AS charged_fen, NULL::INTEGER AS rank, NULL::INTEGER AS day,
       NULL::VARCHAR AS item, NULL::VARCHAR AS item_name, NULL::BIGINT AS cnt, NULL::BIGINT AS pric, NULL::BIGINT AS line_fen, NULL::BIGINT AS inscp_fen,
       fixmedins_code AS owner, NULL::BIGINT AS owner_fen, NULL::VARCHAR AS line_visit
     FROM r_undecided ORDER BY rule_code, fixmedins_code, service_day, finding_id`,
  );
}

/** What is the same for every finding of a rule. */
export interface RuleFacts {
  readonly rule_name: string;
  readonly rule_type: string;
  readonly basis: readonly string[];
}

/** By rule code: every rule that found something or could not decide. */
export async function ruleFacts(connection: DuckDBConnection): Promise<ReadonlyMap<string, RuleFacts>> {
  const rows = await rowsOf<RuleFacts & { readonly rule_code: string }>(
    connection,
    `SELECT rule_code, min(rule_name) AS rule_name, min(rule_type) AS rule_type, min(basis) AS basis
     FROM (SELECT rule_code, rule_name, rule_type, basis FROM r_finding UNION ALL SELECT rule_code, rule_name, rule_type, basis FROM r_undecided)
     GROUP BY rule_code ORDER BY rule_code`,
  );
  return new Map(rows.map((row) => [row.rule_code, row]));
}

/** Rows of one finding at a time. */
export async function* byFinding(rows: AsyncIterable<FindingRow>): AsyncGenerator<readonly FindingRow[]> {
  let group: FindingRow[] = [];
  for await (const row of rows) {
    const [first] = group;
    if (first !== undefined && first.finding_id !== row.finding_id) {
      yield group;
      group = [];
    }
    group.push(row);
  }
  if (group.length > 0) yield group;
}
