import { join } from 'node:path';
import type { Table } from '@shouhu/claims';
import { VARCHAR, DuckDBDataChunk } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parquet, quote, rowsOf } from '../store/engine.ts';
import { tokenOf } from './key.ts';
import type { Key } from './key.ts';
import type { ClearValue } from './seal.ts';

/** Most rows of one data chunk of the engine. */
const CHUNK_ROWS = 2048;

/**
 * Puts tokens in the place of personal values. Each distinct value is made a token once and joined back, so the cost
 * follows the persons, not the rows.
 * @param rows SQL after FROM
 * @param present fields that the source gave; without a personal one among them the rows stay as they are
 * @returns the rows with tokens, as a copy in scratch, and what the tokens stand for
 */
export async function tokenise(
  connection: DuckDBConnection,
  table: Table,
  rows: string,
  present: ReadonlySet<string>,
  key: Key,
  scratch: string,
): Promise<{ rows: string; clear: ClearValue[] }> {
  const fields = table.fields
    .filter((field) => field.personal === true && present.has(field.name))
    .map((field) => field.name);
  if (fields.length === 0) return { rows, clear: [] };
  const clear: ClearValue[] = [];
  for (const field of fields) {
    const found = await rowsOf<{ value: string }>(
      connection,
      `SELECT DISTINCT ${field} AS value FROM ${rows} WHERE ${field} IS NOT NULL`,
    );
    const values = found.map(({ value }) => ({ field, token: tokenOf(key, field, value), value }));
    await store(connection, `token_${field}`, values);
    for (const value of values) clear.push(value);
  }
  const copy = join(scratch, `${table.name}-tokens.parquet`);
  const tokens = fields.map((field) => `token_${field}.token AS ${field}`).join(', ');
  const joins = fields.map((field) => `LEFT JOIN token_${field} ON said.${field} = token_${field}.value`).join(' ');
  await connection.run(
    `COPY (SELECT said.* REPLACE (${tokens}) FROM ${rows} said ${joins}) TO ${quote(copy)} (FORMAT parquet, COMPRESSION snappy)`,
  );
  return { rows: parquet([copy]), clear };
}

async function store(connection: DuckDBConnection, table: string, values: readonly ClearValue[]): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${table} (value VARCHAR, token VARCHAR)`);
  const appender = await connection.createAppender(table);
  for (let at = 0; at < values.length; at += CHUNK_ROWS) {
    const slice = values.slice(at, at + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create([VARCHAR, VARCHAR], slice.length);
    chunk.setColumns([slice.map(({ value }) => value), slice.map(({ token }) => token)]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
