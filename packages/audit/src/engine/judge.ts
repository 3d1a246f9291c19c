/** Runs a compiled ruleset on DuckDB: knowledge in, one statement per rule type, the rows they name out. */
import type { Diagnosis, Operation } from '@shouhu/claims';
import { compileSql, judgementOf, lineOf, numberCell, textCell, visitOf } from '@shouhu/rules';
import type { Judgement, Ruleset, SqlProgram, SqlRow } from '@shouhu/rules';
import type { DuckDBConnection } from '@duckdb/node-api';
import { loadTable } from './load.ts';

export interface SqlOptions {
  /** First civil day of the data: a look-back that starts earlier cannot decide. */
  readonly first_day: number;
  /** Judged fields that no row has: what they leave undecided is counted per rule, not listed. */
  readonly absent?: readonly string[];
  /** Called before each statement. */
  readonly onStatement?: (name: string) => void;
}

/** Lines a rule could not decide because a column or table is absent throughout. */
export interface Unknown {
  readonly rule_code: string;
  readonly rule_name: string;
  /** Names of the absent fields, joined by commas. */
  readonly reason: string;
  readonly lines: number;
}

export interface SqlJudgement {
  readonly judgement: Judgement;
  readonly unknown: readonly Unknown[];
  /** Seconds by statement. */
  readonly timings: Readonly<Record<string, number>>;
}

/**
 * Judges the relations j_line, j_visit, j_diagnosis, j_operation and j_sale of a connection, which must be closed under
 * the persons in them. Writes temporary tables named k_…, t_… and h_….
 */
export async function judgeBySql(
  connection: DuckDBConnection,
  ruleset: Ruleset,
  options: SqlOptions,
): Promise<SqlJudgement> {
  const program = compileSql(ruleset, { absent: options.absent ?? [], first_day: options.first_day });
  const timings: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    options.onStatement?.(name);
    const started = performance.now();
    const result = await work();
    timings[name] = (performance.now() - started) / 1000;
    return result;
  };
  await timed('knowledge', async () => {
    for (const table of program.tables) await loadTable(connection, table);
  });
  for (const { name, sql } of program.statements) await timed(name, async () => connection.run(sql));
  const fetched = await timed('fetch', async () => fetchAll(connection, program, options.first_day));
  const judgement = await timed('findings', async () => judgementOf(program.points, fetched));
  const unknown = await timed('unknown', async () => unknownOf(connection, ruleset, program));
  await timed('free', async () => connection.run(program.free));
  return { judgement, unknown, timings };
}

async function fetchAll(connection: DuckDBConnection, { fetch }: SqlProgram, first_day: number) {
  const rows = async (sql: string) => rowsOf(connection, sql);
  const [lines, visitLines] = [await rows(fetch.lines), await rows(fetch.visitLines)];
  return {
    hits: await rows(fetch.hits),
    lines: new Map(lines.map((row) => [numberCell(row, 'lix'), lineOf(row)])),
    visitLines: visitLines.map(lineOf),
    otherVisits: await rows(fetch.otherVisits),
    visits: (await rows(fetch.visits)).map(visitOf),
    diagnoses: (await rows(fetch.diagnoses)).map(listedOf),
    operations: (await rows(fetch.operations)).map(listedOf),
    first_day,
  };
}

function listedOf(row: SqlRow): Diagnosis & Operation {
  return { mdtrt_id: textCell(row, 'mdtrt_id'), code: textCell(row, 'code') };
}

async function unknownOf(connection: DuckDBConnection, { rules }: Ruleset, { fetch }: SqlProgram): Promise<Unknown[]> {
  const rows = await rowsOf(connection, fetch.unknown);
  return rows.flatMap((row) => {
    const rule = rules[numberCell(row, 'rule_ix')];
    if (rule === undefined) return [];
    const { rule_code, rule_name } = rule;
    return [{ rule_code, rule_name, reason: textCell(row, 'reason'), lines: numberCell(row, 'lines') }];
  });
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<SqlRow[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS();
}
