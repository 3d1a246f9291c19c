import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyTableSql, sqlColumns, tableNames, tables } from '@shouhu/claims';
import type { TableName } from '@shouhu/claims';
import type { Stage } from '../import.ts';
import type { StagedTable } from '../intake/staged.ts';
import { quote } from '../store/engine.ts';

/** Rows of one source file, columns as in the lake; what is not named is absent. */
export interface SourceRows {
  readonly table: TableName;
  readonly name: string;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

/** An intake over rows that are already typed: what the import does after reading, without a reader. */
export function stageRows(sources: readonly SourceRows[]): Stage {
  return async (_connection, scratch) => {
    const staged = new Map<TableName, StagedTable>();
    for (const table of tableNames) staged.set(table, stagedTable(table, sources));
    for (const kind of ['masked', 'raw']) await writeFile(join(scratch, kind), '');
    return {
      tables: staged,
      files: sources.map(({ table, name, rows }, index) => ({
        index,
        table,
        name,
        bytes: 1,
        rows: rows.length,
        rejected: 0,
      })),
      notices: [],
      rejects: { rows: 0, entries: 0, masked: join(scratch, 'masked'), raw: join(scratch, 'raw') },
    };
  };
}

function stagedTable(table: TableName, sources: readonly SourceRows[]): StagedTable {
  const columns = sqlColumns(tables[table]);
  const own = sources.flatMap((source, index) =>
    source.table === table ? source.rows.map((row) => ({ row, index })) : [],
  );
  const literal = (value: string | number | null | undefined): string =>
    value === undefined || value === null ? 'NULL' : typeof value === 'number' ? String(value) : quote(value);
  const selects = own.map(
    ({ row, index }) =>
      `SELECT ${columns.map((column) => `${literal(row[column.name])}::${column.type} AS ${column.name}`).join(', ')}, ${index} AS src_file`,
  );
  return {
    table,
    relation:
      selects.length === 0
        ? `(${emptyTableSql([...columns, { name: 'src_file', type: 'INTEGER' }])})`
        : `(${selects.join(' UNION ALL ')})`,
    rows: own.length,
    rejected: 0,
    present: new Set(own.flatMap(({ row }) => Object.keys(row))),
  };
}

/** Writes the files that the sources stand for: only their content counts, as what tells one file from another. */
export async function writeSources(dir: string, sources: readonly SourceRows[]): Promise<void> {
  for (const { name, rows } of sources) await writeFile(join(dir, name), JSON.stringify(rows));
}
