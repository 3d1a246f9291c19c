import { readRow, readTableSql, tables } from '@shouhu/claims';
import type { Table } from '@shouhu/claims';
import type { DuckDBConnection } from '@duckdb/node-api';
import { maskValue } from './mask.ts';
import { parseShapeFault } from './numbered-copy.ts';
import type { Reading } from './reading.ts';
import type { Refusal, RejectLog } from './reject-log.ts';
import type { Source, SourceFile } from './source-file.ts';
import type { RawReject } from './staged.ts';

/** Writes the refused rows of a file, in the order of their lines, each failing field with its reason. */
export async function logRefused(
  connection: DuckDBConnection,
  file: SourceFile,
  source: Source,
  reading: Reading,
  log: RejectLog,
): Promise<void> {
  const table = tables[file.table];
  const result = await connection.stream(refusedRowsSql(table, source, reading));
  for await (const rows of result.yieldRowObjectJson()) {
    for (const row of rows) {
      const line = Number(row['src_line']);
      const shape = textOf(row['src_fault']);
      const raw = shape === null ? columnsOf(row, source) : (textOf(row['x0']) ?? '');
      const refusals = shape === null ? fieldRefusals(table, reading, row) : [shapeRefusal(shape, source)];
      await log.row(
        { file: file.name, line, row: raw },
        refusals.map((refusal) => ({ file: file.name, line, table: file.table, ...refusal })),
      );
    }
  }
}

type Cells = Readonly<Record<string, unknown>>;
type Reason = Pick<Refusal, 'field' | 'value' | 'code' | 'params'>;

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function columnsOf(row: Cells, source: Source): RawReject['row'] {
  const cells = source.columns.map(({ name }, at): [string, string] => [name, textOf(row[`x${at}`]) ?? '']);
  return Object.fromEntries(cells);
}

function shapeRefusal(shape: string, source: Source): Reason {
  const { code, found } = parseShapeFault(shape);
  const params = { field: '', found: found ?? 0, expected: source.columns.length };
  return { field: null, value: null, code, params };
}

function fieldRefusals(table: Table, reading: Reading, row: Cells): Reason[] {
  const texts = [...reading.texts.keys()].map((name): [string, string | null] => [name, textOf(row[`t_${name}`])]);
  const read = readRow(table, Object.fromEntries(texts));
  // The database refused the row and the reader agrees (table-sql.db.test.ts); without a fault the two have parted.
  if (read.ok) throw new Error(`the database refused a row of ${table.name} in which no field fails`);
  const personal = new Set(table.fields.flatMap((field) => (field.personal === true ? [field.name] : [])));
  return read.faults.map(({ field, text, code, params }) => ({
    field,
    value: text === null ? null : maskValue(text, personal.has(field)),
    code,
    params,
  }));
}

/**
 * SQL of the refused rows of a source that knows its lines: `src_line`, `src_fault`, the texts of all columns as x0, x1 …
 * and of the fields as `t_<field>`.
 */
function refusedRowsSql(table: Table, source: Source, reading: Reading): string {
  const carried = [
    { name: 'src_line', sql: `${source.line}` },
    { name: 'src_fault', sql: 'src_fault' },
    ...source.columns.map(({ sql }, at) => ({ name: `x${at}`, sql })),
    ...table.fields.flatMap(({ name }) => {
      const sql = reading.texts.get(name);
      return sql === undefined ? [] : [{ name: `t_${name}`, sql }];
    }),
  ];
  const typed = readTableSql(table, reading.relation(source), reading.texts, carried);
  const names = carried.map(({ name }) => name).join(', ');
  return `SELECT ${names} FROM (${typed}) WHERE src_bad OR src_fault IS NOT NULL ORDER BY ALL`;
}
