import { join } from 'node:path';
import type { Table } from '@shouhu/claims';
import { VARCHAR, DuckDBDataChunk } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parquet, quote, rowsOf } from '../store/engine.ts';
import { tokenOf } from './key.ts';
import type { Key } from './key.ts';
import type { ClearValue } from './seal.ts';

/** Tokens by field and value. */
export type Tokens = Map<string, Map<string, string>>;

/** The clear values behind tokens, as the seal keeps them. */
export function clearValues(tokens: Tokens): ClearValue[] {
  return [...tokens].flatMap(([field, made]) => [...made].map(([value, token]) => ({ field, token, value })));
}

/** Most rows of one data chunk of the engine. */
const CHUNK_ROWS = 2048;

/**
 * Puts tokens in the place of personal values. Each distinct value is made a token once and joined back, so the cost
 * follows the persons, not the rows.
 * @param rows SQL after FROM
 * @param present fields that the source gave; without a personal one among them the rows stay as they are
 * @param known tokens made before in this import, by field and value; grows
 * @returns the rows with tokens, as a copy in scratch
 */
export async function tokenise(
  connection: DuckDBConnection,
  table: Table,
  rows: string,
  present: ReadonlySet<string>,
  key: Key,
  scratch: string,
  known: Tokens,
): Promise<string> {
  const fields = table.fields
    .filter((field) => field.personal === true && present.has(field.name))
    .map((field) => field.name);
  if (fields.length === 0) return rows;
  for (const field of fields) {
    const found = await rowsOf<{ value: string }>(
      connection,
      `SELECT DISTINCT ${field} AS value FROM ${rows} WHERE ${field} IS NOT NULL`,
    );
    const made = known.get(field) ?? new Map<string, string>();
    known.set(field, made);
    const values = found.map(({ value }) => ({ value, token: made.get(value) ?? tokenOf(key, field, value) }));
    for (const { value, token } of values) made.set(value, token);
    await store(connection, `token_${field}`, values);
  }
  const copy = join(scratch, `${table.name}-tokens.parquet`);
  const tokens = fields.map((field) => `token_${field}.token AS ${field}`).join(', ');
  const joins = fields.map((field) => `LEFT JOIN token_${field} ON said.${field} = token_${field}.value`).join(' ');
  await connection.run(
    `COPY (SELECT said.* REPLACE (${tokens}) FROM ${rows} said ${joins}) TO ${quote(copy)} (FORMAT parquet, COMPRESSION snappy)`,
  );
  return parquet([copy]);
}

async function store(
  connection: DuckDBConnection,
  table: string,
  values: readonly { value: string; token: string }[],
): Promise<void> {
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
