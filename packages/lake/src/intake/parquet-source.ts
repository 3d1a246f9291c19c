import { shouhuError } from '@shouhu/errors';
import type { DuckDBConnection } from '@duckdb/node-api';
import { quote, rowsOf } from '../store/engine.ts';
import type { Source, SourceColumn } from './source-file.ts';

/**
 * A Parquet file as a source of texts: its typed values are written out and read again like any other text, so that one
 * rule decides. A row's line is its ordinal.
 * @throws ShouhuError when the file is no Parquet
 */
export async function parquetSource(connection: DuckDBConnection, path: string, name: string): Promise<Source> {
  const file = `read_parquet(${quote(path)}, file_row_number = true)`;
  const described = await describe(connection, file, name);
  const columns: SourceColumn[] = described
    .filter((column) => column.name !== 'file_row_number')
    .map((column) => ({ name: column.name.trim().toLowerCase(), sql: textSql(column) }));
  const relation = `(SELECT *, file_row_number + 1 AS src_line, NULL::VARCHAR AS src_fault FROM ${file})`;
  return { relation, columns, line: 'src_line' };
}

interface Described {
  readonly name: string;
  readonly type: string;
}

async function describe(connection: DuckDBConnection, file: string, name: string): Promise<Described[]> {
  try {
    return await rowsOf<Described>(
      connection,
      `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${file})`,
    );
  } catch (error) {
    throw shouhuError('SH-I011', { path: name, format: 'Parquet' }, { file: name }, error);
  }
}

function textSql({ name, type }: Described): string {
  const column = `"${name.replaceAll('"', '""')}"`;
  if (type === 'VARCHAR') return `nullif(${column}, '')`;
  if (type === 'BOOLEAN') return `${column}::INTEGER::VARCHAR`;
  // A decimal of four places may hold an amount of two: the zeros behind it are the type's, not the value's.
  if (/^DECIMAL\(\d+,[1-9]\d*\)$/.test(type)) return `rtrim(rtrim(${column}::VARCHAR, '0'), '.')`;
  if (type === 'TIMESTAMP WITH TIME ZONE') return `timezone('Asia/Shanghai', ${column})::VARCHAR`;
  if (type === 'DOUBLE' || type === 'FLOAT') return `regexp_replace(${column}::VARCHAR, '\\.0$', '')`;
  if (/^VARCHAR\[\]$/.test(type)) return `nullif(array_to_string(${column}, ';'), '')`;
  return `${column}::VARCHAR`;
}
