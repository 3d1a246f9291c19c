import { join } from 'node:path';
import type { Table } from '@shouhu/claims';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { StagedTable } from '../intake/staged.ts';
import { parquet, quote, rowsOf } from '../store/engine.ts';
import { columnNames, ROW_KEY } from './keys.ts';

/** The columns that say what a row claims; when it was changed and whether it still holds are no part of that. */
const ABOUT_THE_ROW = new Set(['updt_time', 'updt_time_s', 'vali_flag']);

/**
 * The staged rows of a table with their keys (docs/semantics.md 4): the national id, else a digest of the content and
 * the ordinal among identical rows of one file.
 * @param files indexes of the staged files to take
 * @param scratch folder for a copy, made only when rows without id are there
 * @returns SQL that stands after FROM: the table's columns, `row_key` and `src_file`
 */
export async function keyedRows(
  connection: DuckDBConnection,
  table: Table,
  staged: StagedTable,
  files: readonly number[],
  scratch: string,
): Promise<string> {
  const columns = columnNames(table);
  const rows = `(SELECT * FROM ${staged.relation} WHERE src_file IN (${files.join(', ')}))`;
  const id = table.id.length === 0 ? 'NULL::VARCHAR' : `coalesce(${table.id.join(', ')})`;
  const selected = `${columns.join(', ')}, src_file`;
  if (!(await anyRow(connection, `SELECT 1 FROM ${rows} WHERE ${id} IS NULL`))) {
    return `(SELECT ${selected}, ${id} AS ${ROW_KEY} FROM ${rows})`;
  }
  const copy = join(scratch, `${table.name}-keyed.parquet`);
  await connection.run(
    `COPY (SELECT ${selected}, ${id} AS id, CASE WHEN ${id} IS NULL THEN ${digestOf(columns)} END AS digest FROM ${rows})
     TO ${quote(copy)} (FORMAT parquet, COMPRESSION snappy)`,
  );
  const digested = parquet([copy]);
  const twins = `${table.name}_twins`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${twins} AS SELECT digest FROM ${digested} WHERE digest IS NOT NULL GROUP BY digest HAVING count(*) > 1`,
  );
  const ordinal = `row_number() OVER (PARTITION BY src_file, digest, vali_flag)`;
  return `(SELECT ${selected}, coalesce(id, digest || '-1') AS ${ROW_KEY} FROM ${digested}
    WHERE digest IS NULL OR digest NOT IN (FROM ${twins})
    UNION ALL SELECT ${selected}, digest || '-' || ${ordinal} FROM ${digested} WHERE digest IN (FROM ${twins}))`;
}

/** Names stand in the digest, so that a column that is empty throughout does not change it. */
function digestOf(columns: readonly string[]): string {
  const told = columns.filter((column) => !ABOUT_THE_ROW.has(column)).map((column) => `'${column}=' || ${column}`);
  return `md5(concat_ws(chr(31), ${told.join(', ')}))`;
}

async function anyRow(connection: DuckDBConnection, sql: string): Promise<boolean> {
  return (await rowsOf(connection, `${sql} LIMIT 1`)).length > 0;
}
