import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parquet, quote, rowsOf } from '../store/engine.ts';
import { UNDATED } from '../store/manifest.ts';
import type { FileEntry, TableEntry } from '../store/manifest.ts';
import type { Transaction } from '../store/transaction.ts';
import { columnNames, monthBounds, PLACEMENTS, ROW_KEY } from './keys.ts';
import { ownerOf } from './merge.ts';
import type { Merge } from './merge.ts';
import { NET, RAW_INSCP } from './net-lines.ts';

/** A part of a table without dates grows by files up to this number, then is written anew as one. */
const MOST_FILES = 16;

/** What a write needs beside the merge. */
export interface WriteContext {
  readonly connection: DuckDBConnection;
  readonly transaction: Transaction;
  readonly onPart: (table: string, part: string) => void;
}

/**
 * Writes the parts of a table that an import changes, each as one sorted file, and the superseded rows.
 * @param before the table in the state before, if any
 * @param parts parts to write; for lines more than those of the merge, where a refund changed an older month
 * @param present fields that the import gave
 */
export async function writeTable(
  context: WriteContext,
  merge: Merge,
  before: TableEntry | undefined,
  parts: ReadonlySet<string>,
  present: ReadonlySet<string>,
): Promise<TableEntry> {
  const { name } = merge.table;
  const after: Record<string, readonly FileEntry[]> = { ...before?.parts };
  for (const part of [...parts].toSorted()) {
    context.onPart(name, part);
    const files = before?.parts[part] ?? [];
    const appends =
      part === UNDATED && files.length > 0 && files.length < MOST_FILES && !(await anyRemoved(context, merge));
    const written = await writePart(context, merge, part, appends ? [] : files);
    const result = appends ? [...files, ...written] : written;
    if (result.length > 0) after[part] = result;
    else Reflect.deleteProperty(after, part);
  }
  const history = [...(before?.history ?? [])];
  if (merge.counts.superseded > 0) {
    history.push(...(await copy(context, name, 'history', `SELECT * FROM ${merge.superseded}`, [ROW_KEY])));
  }
  const columns = new Set([...(before?.columns ?? []), ...present]);
  return { columns: [...columns].toSorted(), parts: after, history };
}

async function anyRemoved({ connection }: WriteContext, merge: Merge): Promise<boolean> {
  return (await rowsOf(connection, `FROM ${merge.removed} LIMIT 1`)).length > 0;
}

async function writePart(
  context: WriteContext,
  merge: Merge,
  part: string,
  files: readonly FileEntry[],
): Promise<FileEntry[]> {
  const { table } = merge;
  const { day, order } = PLACEMENTS[table.name];
  const columns = [...columnNames(table), ROW_KEY].join(', ');
  const { first, next } = day === null ? { first: 0, next: 0 } : monthBounds(part);
  const within = day === null ? 'true' : `${day} >= ${first} AND ${day} < ${next}`;
  const kept =
    files.length === 0
      ? ''
      : `UNION ALL SELECT ${columns} FROM ${parquet(files.map((file) => `${context.transaction.lake}/${file.path}`))} kept
         ANTI JOIN ${merge.removed} gone ON ${ownerOf(table, 'kept')} = gone.owner AND kept.${ROW_KEY} = gone.${ROW_KEY}`;
  const rows = `(SELECT ${columns} FROM ${merge.added} WHERE ${within} ${kept})`;
  const select = table.name === 'fee_list_d' ? netted(rows) : `SELECT * FROM ${rows}`;
  return copy(context, table.name, part, select, [...order, ROW_KEY]);
}

/** Raw columns stay; the net ones stand beside them. A withdrawn line has no net quantity. */
function netted(rows: string): string {
  const net = (column: string, raw: string): string =>
    `CASE WHEN coalesce(vali_flag, 1) = 0 THEN 0 WHEN net.netted IS NULL THEN ${raw} ELSE net.${column} END AS ${column}`;
  return `SELECT line.*, ${net('net_cnt', 'cnt')}, ${net('net_amount_fen', 'det_item_fee_sumamt')},
      ${net('net_inscp_fen', RAW_INSCP)}, CASE WHEN coalesce(vali_flag, 1) = 0 THEN 'withdrawn' ELSE net.netted END AS netted
    FROM ${rows} line LEFT JOIN ${NET} net ON line.fixmedins_code = net.fixmedins_code AND line.${ROW_KEY} = net.${ROW_KEY}`;
}

/** 122,880 rows a group: one vector-friendly unit of pruning by person. */
async function copy(
  { connection, transaction }: WriteContext,
  table: string,
  part: string,
  select: string,
  order: readonly string[],
): Promise<FileEntry[]> {
  const path = await transaction.newDataFile(table, part);
  const result = await connection.runAndReadAll(
    `COPY (${select} ORDER BY ${order.join(', ')}) TO ${quote(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`,
  );
  const rows = Number(result.getRowsJS()[0]?.[0] ?? 0);
  if (rows > 0) return [await transaction.seal(path, rows)];
  await rm(path, { force: true });
  return [];
}
