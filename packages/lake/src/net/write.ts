import { readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sqlColumns } from '@shouhu/claims';
import type { DuckDBConnection } from '@duckdb/node-api';
import { parquet, quote, rowsOf } from '../store/engine.ts';
import { UNDATED } from '../store/manifest.ts';
import type { FileEntry, TableEntry } from '../store/manifest.ts';
import type { Transaction } from '../store/transaction.ts';
import { completeRows } from './complete.ts';
import { columnNames, PLACEMENTS, ROW_KEY } from './keys.ts';
import { ownerOf } from './merge.ts';
import type { Merge } from './merge.ts';
import type { Sources } from './resolve.ts';

/** A part of a table without dates grows by files up to this number, then is written anew as one. */
const MOST_FILES = 16;

/** 122,880 rows a group: one unit of pruning by person. Level 1 is a sixth faster to write and hardly larger. */
const PARQUET = 'FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE 122880';

/** What a write needs beside the merge. */
export interface WriteContext {
  readonly connection: DuckDBConnection;
  readonly transaction: Transaction;
  readonly scratch: string;
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
  const wanted = [...parts].toSorted();
  for (const part of wanted) Reflect.deleteProperty(after, part);
  const written =
    PLACEMENTS[name].day === null
      ? await writeUndated(context, merge, wanted.length === 0 ? undefined : (before?.parts[UNDATED] ?? []))
      : await writeMonths(context, merge, before, wanted, given);
  for (const [part, files] of written) after[part] = files;
  const history = [...(before?.history ?? [])];
  if (merge.counts.superseded > 0) {
    history.push(...(await copy(context, name, 'history', `FROM ${merge.superseded} ORDER BY ${ROW_KEY}`)));
  }
  return { columns: [...given].toSorted(), parts: after, history };
}

/** Rows that one look-up and sort may hold at once; memory follows this, not the size of an import. */
const ROWS_AT_ONCE = 5_000_000;

/** Writes months, as many at once as memory bears. */
async function writeMonths(
  context: WriteContext,
  merge: Merge,
  before: TableEntry | undefined,
  parts: readonly string[],
  given: ReadonlySet<string>,
): Promise<Map<string, FileEntry[]>> {
  const written = new Map<string, FileEntry[]>();
  for (const group of await groupsOf(context, merge, before, parts)) {
    const files = await writeGroup(context, merge, before, group, given);
    for (const [part, entries] of files) written.set(part, entries);
  }
  return written;
}

/** Months in order, cut where the rows of a group would exceed {@link ROWS_AT_ONCE}. */
async function groupsOf(
  { connection }: WriteContext,
  merge: Merge,
  before: TableEntry | undefined,
  parts: readonly string[],
): Promise<string[][]> {
  const added = await rowsOf<{ part: string; rows: number }>(
    connection,
    `SELECT part, count(*) AS rows FROM ${merge.added} GROUP BY part`,
  );
  const addedTo = new Map(added.map(({ part, rows }) => [part, rows]));
  const groups: string[][] = [];
  let held = Infinity;
  for (const part of parts) {
    const kept = (before?.parts[part] ?? []).reduce((sum, file) => sum + file.rows, 0);
    const rows = kept + (addedTo.get(part) ?? 0);
    if (held + rows > ROWS_AT_ONCE) {
      groups.push([]);
      held = 0;
    }
    groups.at(-1)?.push(part);
    held += rows;
  }
  return groups;
}

/**
 * Writes some months: one read, one look-up and one sort for all of them, as the engine parts the sorted rows by month
 * while it writes. Its threads may swap neighbouring runs of rows, which costs a reader nothing: no answer depends on
 * the order of rows in a file.
 */
async function writeGroup(
  context: WriteContext,
  merge: Merge,
  before: TableEntry | undefined,
  parts: readonly string[],
  given: ReadonlySet<string>,
): Promise<Map<string, FileEntry[]>> {
  const { table } = merge;
  context.onPart(table.name, parts.join(' '));
  const folder = join(context.scratch, `${table.name}-${parts[0] ?? ''}`);
  const absent = sqlColumns(table).filter((column) => !given.has(column.field.name));
  const without = absent.length === 0 ? '' : `EXCLUDE (${absent.map((column) => column.name).join(', ')})`;
  const nulls = absent.map((column) => `, NULL::${column.type} AS ${column.name}`).join('');
  const order = ['part', ...PLACEMENTS[table.name].order].join(', ');
  const complete = await completeRows(context, table, rowsOfParts(context, merge, before, parts));
  // A sort carries every column it is given: those that nobody gave are set beside the sorted rows.
  const sorted = `SELECT *${nulls} FROM (SELECT * ${without} FROM (${complete}) ORDER BY ${order})`;
  // The rows stream past what is looked up; left to itself the engine at times builds its table of the wide rows.
  await context.connection.run(`SET disabled_optimizers = 'build_side_probe_side'`);
  await context.connection.run(`COPY (${sorted}) TO ${quote(folder)} (${PARQUET}, PARTITION_BY (part))`);
  await context.connection.run(`RESET disabled_optimizers`);
  return takeFolder(context, table.name, folder);
}

/** Moves what the engine wrote below `folder/part=<month>/` to its place in the lake. */
async function takeFolder(context: WriteContext, table: string, folder: string): Promise<Map<string, FileEntry[]>> {
  const found = new Map<string, FileEntry[]>();
  const names = (await readdir(folder, { recursive: true }).catch(() => [])).filter((name) =>
    name.endsWith('.parquet'),
  );
  for (const name of names.toSorted()) {
    const from = join(folder, name);
    const part = dirname(name).slice('part='.length);
    const [counted] = await rowsOf<{ rows: number }>(
      context.connection,
      `SELECT num_rows AS rows FROM parquet_file_metadata(${quote(from)})`,
    );
    const path = await context.transaction.newDataFile(table, part);
    await rename(from, path);
    const file = await context.transaction.seal(path, counted?.rows ?? 0);
    found.set(part, [...(found.get(part) ?? []), file]);
  }
  return found;
}

/** What the table will be in the parts to write, with `part`. */
function rowsOfParts(
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
  const names = parts.map(quote).join(', ');
  return `(SELECT ${columns}, part FROM ${merge.added} WHERE part IN (${names}) ${kept.join(' ')})`;
}

/** A table without dates grows by a file of what is new, unless rows of it go. */
async function writeUndated(
  context: WriteContext,
  merge: Merge,
  files: readonly FileEntry[] | undefined,
): Promise<Map<string, FileEntry[]>> {
  if (files === undefined) return new Map();
  context.onPart(merge.table.name, UNDATED);
  const removed = await rowsOf(context.connection, `FROM ${merge.removed} LIMIT 1`);
  const appends = files.length > 0 && files.length < MOST_FILES && removed.length === 0;
  const columns = [...columnNames(merge.table), ROW_KEY].join(', ');
  const kept =
    appends || files.length === 0 ? '' : `UNION ALL SELECT ${columns} FROM ${keptRows(context, merge, files)}`;
  const order = PLACEMENTS[merge.table.name].order.join(', ');
  const select = `FROM (SELECT ${columns} FROM ${merge.added} ${kept}) ORDER BY ${order}`;
  const written = await copy(context, merge.table.name, UNDATED, select);
  const result = appends ? [...files, ...written] : written;
  return result.length === 0 ? new Map() : new Map([[UNDATED, result]]);
}

function keptRows({ transaction }: WriteContext, merge: Merge, files: readonly FileEntry[]): string {
  return `${parquet(files.map((file) => `${transaction.lake}/${file.path}`))} kept ANTI JOIN ${merge.removed} gone
    ON ${ownerOf(merge.table, 'kept')} = gone.owner AND kept.${ROW_KEY} = gone.${ROW_KEY}`;
}

async function copy(
  { connection, transaction }: WriteContext,
  table: string,
  part: string,
  sorted: string,
): Promise<FileEntry[]> {
  const path = await transaction.newDataFile(table, part);
  const result = await connection.runAndReadAll(`COPY (${sorted}) TO ${quote(path)} (${PARQUET})`);
  const rows = Number(result.getRowsJS()[0]?.[0] ?? 0);
  if (rows > 0) return [await transaction.seal(path, rows)];
  await rm(path, { force: true });
  return [];
}
