/** Small tables of plain values, appended to DuckDB in chunks. */
import { BIGINT, BOOLEAN, DuckDBDataChunk, INTEGER, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import type { Cell, Columns, KnowledgeTable } from '@shouhu/rules';

const types: Record<Columns[string], DuckDBType> = {
  INTEGER,
  BIGINT,
  BOOLEAN,
  VARCHAR,
  'VARCHAR[]': LIST(VARCHAR),
};

const CHUNK_ROWS = 2048;

/** Creates or replaces a temporary table and fills it. */
export async function loadTable(connection: DuckDBConnection, { name, columns, rows }: KnowledgeTable): Promise<void> {
  const declared = Object.entries(columns);
  const list = declared.map(([column, type]) => `"${column}" ${type}`).join(', ');
  await connection.run(`create or replace temp table ${name} (${list})`);
  if (rows.length === 0) return;
  const appender = await connection.createAppender(name);
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const part = rows.slice(from, from + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(
      declared.map(([, type]) => types[type]),
      part.length,
    );
    chunk.setColumns(declared.map(([, type], index) => part.map((row) => valueOf(row[index] ?? null, type))));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function valueOf(cell: Cell, type: Columns[string]): DuckDBValue {
  if (typeof cell === 'number') return type === 'BIGINT' ? BigInt(cell) : cell;
  if (cell === null || typeof cell === 'string' || typeof cell === 'boolean') return cell;
  return listValue(cell);
}
