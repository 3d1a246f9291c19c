import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyTableSql, sqlColumns, tableNames, tableOfName, tables } from '@shouhu/claims';
import type { TableName } from '@shouhu/claims';
import { compareCodePoints } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { DuckDBConnection } from '@duckdb/node-api';
import { applyMapping } from '../mapping/apply-mapping.ts';
import { readMapping } from '../mapping/read-mapping.ts';
import { quote } from '../store/engine.ts';
import { asFoundFile, listFolder } from './discover.ts';
import { fileNotices, tableNotices, unknownFileNotice } from './notices.ts';
import { unchanged } from './plain-text.ts';
import type { Mapped } from './reading.ts';
import { logRefused } from './refused-rows.ts';
import { RejectLog } from './reject-log.ts';
import type { SourceFile } from './source-file.ts';
import { copyPath } from './stage-job.ts';
import { stageFile } from './stage-file.ts';
import type { StagedRows } from './stage-file.ts';
import { watched } from './watched.ts';
import type { IntakeProgress, Notice, StagedFile, StagedTable, Staging } from './staged.ts';

/** What to stage, and where. */
export interface StageOptions {
  /** Folder of the source tables. */
  readonly dir: string;
  /** Mapping file of other names. */
  readonly mapping?: string;
  /** An empty folder that only its owner may read; everything staged lies there. */
  readonly scratch: string;
  readonly onProgress?: (progress: IntakeProgress) => void;
}

/** A file of rows and what a mapping says about it. */
interface Task {
  readonly file: SourceFile;
  readonly mapped: Mapped | undefined;
}

/**
 * Reads a folder of tables: every file found, decoded, validated and typed into scratch; refused rows logged with their
 * lines. Memory is bounded by the engine's limit and the longest line allowed.
 * @throws ShouhuError when the folder, the mapping or a file as a whole cannot be taken
 */
export async function stage(connection: DuckDBConnection, options: StageOptions): Promise<Staging> {
  const { onProgress } = options;
  onProgress?.({ phase: 'discover', file: null, rows: null, share: null });
  const { tasks, notices } = await plan(options);
  const { files, staged, rejects } = await stageFiles(connection, options, tasks, notices);
  const result = new Map(tableNames.map((table) => [table, stagedTable(table, files, staged)]));
  onProgress?.({ phase: 'codes', file: null, rows: null, share: null });
  for (const table of result.values()) notices.push(...(await tableNotices(connection, table)));
  return { tables: result, files, notices, rejects };
}

interface StagedFiles {
  readonly files: readonly StagedFile[];
  readonly staged: readonly StagedRows[];
  readonly rejects: Staging['rejects'];
}

/** One file after the other; the log of refused rows is closed however it ends. */
async function stageFiles(
  connection: DuckDBConnection,
  { scratch, onProgress }: StageOptions,
  tasks: readonly Task[],
  notices: Notice[],
): Promise<StagedFiles> {
  const log = await RejectLog.create(join(scratch, 'rejects.jsonl'), join(scratch, 'rejects-raw.jsonl'));
  const files: StagedFile[] = [];
  const staged: StagedRows[] = [];
  try {
    for (const [index, { file, mapped }] of tasks.entries()) {
      const tell = (share: number): void => onProgress?.({ phase: 'read', file: file.name, rows: null, share });
      const read = async (): Promise<StagedRows> => stageFile({ connection, scratch, file, index, mapped });
      const rows = await watched(connection, tell, () => unchanged(file, read));
      if (rows.rejected > 0 && rows.located !== undefined) {
        onProgress?.({ phase: 'locate-rejects', file: file.name, rows: rows.rows, share: null });
        await logRefused(connection, file, rows.located, rows.reading, log);
      }
      await rm(copyPath({ scratch, index }, 'numbered'), { force: true });
      const { name, table, bytes } = file;
      files.push({ index, table, name, bytes, rows: rows.rows, rejected: rows.rejected });
      staged.push(rows);
      notices.push(...fileNotices(file, rows));
      onProgress?.({ phase: 'read', file: file.name, rows: rows.rows, share: 1 });
    }
  } catch (error) {
    await log.close();
    throw error;
  }
  return { files, staged, rejects: await log.close() };
}

async function plan({ dir, mapping }: StageOptions): Promise<{ tasks: Task[]; notices: Notice[] }> {
  const entries = await listFolder(dir);
  const mapped = mapping === undefined ? [] : applyMapping(await readMapping(mapping), entries);
  const taken = new Set(mapped.map(({ entry }) => entry.name));
  const tasks: Task[] = mapped.map(({ entry, mapped: by }) => {
    const file: SourceFile = { ...asFoundFile(entry), table: by.file.table };
    return { file, mapped: by };
  });
  const notices: Notice[] = [];
  for (const entry of entries) {
    if (taken.has(entry.name)) continue;
    const table = tableOfName(entry.name);
    if (table === undefined) notices.push(unknownFileNotice(entry.name));
    else tasks.push({ file: { ...asFoundFile(entry), table }, mapped: undefined });
  }
  if (tasks.length === 0) throw shouhuError('SH-I004', { path: dir });
  return { tasks: tasks.toSorted((a, b) => compareCodePoints(a.file.name, b.file.name)), notices };
}

function stagedTable(table: TableName, files: readonly StagedFile[], staged: readonly StagedRows[]): StagedTable {
  const own = files.filter((file) => file.table === table);
  const sum = (count: (file: StagedFile) => number): number => own.reduce((total, file) => total + count(file), 0);
  const rejected = sum((file) => file.rejected);
  const present = new Set(own.flatMap((file) => [...(staged[file.index]?.reading.texts.keys() ?? [])]));
  const paths = own.flatMap((file) => staged[file.index]?.path ?? []);
  return { table, relation: relationOf(table, paths), rows: sum((file) => file.rows) - rejected, rejected, present };
}

function relationOf(table: TableName, paths: readonly string[]): string {
  const columns = [...sqlColumns(tables[table]), { name: 'src_file', type: 'INTEGER' as const }];
  if (paths.length === 0) return `(${emptyTableSql(columns)})`;
  const names = columns.map((column) => column.name).join(', ');
  return `(SELECT ${names} FROM read_parquet([${paths.map(quote).join(', ')}]) WHERE NOT src_bad)`;
}
