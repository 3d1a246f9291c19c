import { rm } from 'node:fs/promises';
import { sqlColumns } from '@shouhu/claims';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parquet, quote, rowsOf } from '../store/engine.ts';
import { UNDATED } from '../store/manifest.ts';
import type { FileEntry, TableEntry } from '../store/manifest.ts';
import type { Transaction } from '../store/transaction.ts';
import { completion } from './complete.ts';
import { columnNames, monthBounds, PLACEMENTS, ROW_KEY } from './keys.ts';
import { ownerOf } from './merge.ts';
import type { Merge } from './merge.ts';
import type { Sources } from './resolve.ts';

/** A part of a table without dates grows by files up to this number, then is written anew as one. */
const MOST_FILES = 16;

/** What a write needs beside the merge. */
export interface WriteContext {
  readonly connection: DuckDBConnection;
  readonly transaction: Transaction;
  /** What visits and lines are resolved from; not asked for other tables. */
  readonly sources: Sources;
  readonly onPart: (table: string, part: string) => void;
}

/**
 * Writes the parts of a table that an import changes, each as one sorted file, and the superseded rows.
 * @param before the table in the state before, if any
 * @param parts parts to write: those of the merge, and those where something netted or resolved has changed
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
  const given = new Set([...(before?.columns ?? []), ...present]);
  const after: Record<string, readonly FileEntry[]> = { ...before?.parts };
  const dated = PLACEMENTS[name].day !== null;
  const wanted = [...parts].toSorted();
  const complete = dated ? await completion(context, merge.table, allRows(context, merge, before, wanted)) : undefined;
  for (const part of wanted) {
    context.onPart(name, part);
    const held = before?.parts[part] ?? [];
    const files =
      complete === undefined
        ? await writeUndated(context, merge, held)
        : await writeMonth(context, merge, part, given, complete(monthRows(context, merge, part, held), part));
    if (files.length > 0) after[part] = files;
    else Reflect.deleteProperty(after, part);
  }
  const history = [...(before?.history ?? [])];
  if (merge.counts.superseded > 0) {
    history.push(...(await copy(context, name, 'history', `FROM ${merge.superseded} ORDER BY ${ROW_KEY}`)));
  }
  return { columns: [...given].toSorted(), parts: after, history };
}

/** What the table will be in the parts to write, with `part`. */
function allRows(
  context: WriteContext,
  merge: Merge,
  before: TableEntry | undefined,
  parts: readonly string[],
): string {
  const columns = [...columnNames(merge.table), ROW_KEY].join(', ');
  const kept = parts.flatMap((part) => {
    const files = before?.parts[part] ?? [];
    return files.length === 0
      ? []
      : [`UNION ALL SELECT ${columns}, ${quote(part)} FROM ${keptRows(context, merge, files)}`];
  });
  return `(SELECT ${columns}, part FROM ${merge.added} ${kept.join(' ')})`;
}

/** The rows of one month; days, not `part`, so that the reader can skip what lies outside. */
function monthRows(context: WriteContext, merge: Merge, part: string, files: readonly FileEntry[]): string {
  const { table } = merge;
  const columns = [...columnNames(table), ROW_KEY].join(', ');
  const { first, next } = monthBounds(part);
  const { day } = PLACEMENTS[table.name];
  const kept = files.length === 0 ? '' : `UNION ALL SELECT ${columns} FROM ${keptRows(context, merge, files)}`;
  return `(SELECT ${columns} FROM ${merge.added} WHERE ${day} >= ${first} AND ${day} < ${next} ${kept})`;
}

/** A sort carries every column it is given: those that nobody gave are set beside the sorted rows. */
async function writeMonth(
  context: WriteContext,
  { table }: Merge,
  part: string,
  given: ReadonlySet<string>,
  complete: string,
): Promise<FileEntry[]> {
  const absent = sqlColumns(table).filter((column) => !given.has(column.field.name));
  const without = absent.length === 0 ? '' : `EXCLUDE (${absent.map((column) => column.name).join(', ')})`;
  const nulls = absent.map((column) => `, NULL::${column.type} AS ${column.name}`).join('');
  const order = [...PLACEMENTS[table.name].order, ROW_KEY].join(', ');
  return copy(
    context,
    table.name,
    part,
    `SELECT *${nulls} FROM (SELECT * ${without} FROM (${complete}) ORDER BY ${order})`,
  );
}

/** A table without dates grows by a file of what is new, unless rows of it go. */
async function writeUndated(context: WriteContext, merge: Merge, files: readonly FileEntry[]): Promise<FileEntry[]> {
  const removed = await rowsOf(context.connection, `FROM ${merge.removed} LIMIT 1`);
  const appends = files.length > 0 && files.length < MOST_FILES && removed.length === 0;
  const columns = [...columnNames(merge.table), ROW_KEY].join(', ');
  const kept =
    appends || files.length === 0 ? '' : `UNION ALL SELECT ${columns} FROM ${keptRows(context, merge, files)}`;
  const order = [...PLACEMENTS[merge.table.name].order, ROW_KEY].join(', ');
  const select = `FROM (SELECT ${columns} FROM ${merge.added} ${kept}) ORDER BY ${order}`;
  const written = await copy(context, merge.table.name, UNDATED, select);
  return appends ? [...files, ...written] : written;
}

function keptRows({ transaction }: WriteContext, merge: Merge, files: readonly FileEntry[]): string {
  return `${parquet(files.map((file) => `${transaction.lake}/${file.path}`))} kept ANTI JOIN ${merge.removed} gone
    ON ${ownerOf(merge.table, 'kept')} = gone.owner AND kept.${ROW_KEY} = gone.${ROW_KEY}`;
}

/** 122,880 rows a group: one vector-friendly unit of pruning by person. */
async function copy(
  { connection, transaction }: WriteContext,
  table: string,
  part: string,
  sorted: string,
): Promise<FileEntry[]> {
  const path = await transaction.newDataFile(table, part);
  const result = await connection.runAndReadAll(
    `COPY (${sorted}) TO ${quote(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`,
  );
  const rows = Number(result.getRowsJS()[0]?.[0] ?? 0);
  if (rows > 0) return [await transaction.seal(path, rows)];
  await rm(path, { force: true });
  return [];
}
