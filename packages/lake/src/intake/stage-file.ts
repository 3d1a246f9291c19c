import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readTableSql, sqlColumns, tables } from '@shouhu/claims';
import { quote, rowsOf } from '../store/engine.ts';
import { readHeader } from './csv-header.ts';
import { copyCsv, directSource, numberedSource } from './csv-source.ts';
import { copyJsonl } from './jsonl-source.ts';
import { parquetSource } from './parquet-source.ts';
import { plainText } from './plain-text.ts';
import type { PlainText } from './plain-text.ts';
import { planReading } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Source } from './source-file.ts';
import { copyPath } from './stage-job.ts';
import type { StageJob } from './stage-job.ts';
import { dateColumns, knownColumns } from './wanted-columns.ts';
import { copyXlsx } from './xlsx-source.ts';

/** What became of a file. */
export interface StagedRows {
  /** Parquet file of its rows, refused ones included and marked by `src_bad`. */
  readonly path: string;
  readonly rows: number;
  readonly rejected: number;
  readonly reading: Reading;
  readonly gb18030: boolean;
  /** A source that knows the lines of its rows, for the refused ones; absent when no row was refused. */
  readonly located: Source | undefined;
}

/**
 * Reads one file into typed rows. Text that the database can read itself takes one pass; a row of a wrong shape, or a
 * refused one whose line must be found, costs a second pass over a numbered copy.
 * @throws ShouhuError when the file as a whole cannot be read
 */
export async function stageFile(job: StageJob): Promise<StagedRows> {
  switch (job.file.format) {
    case 'parquet': {
      const source = await parquetSource(job.connection, job.file.path, job.file.name);
      return { ...(await stageSource(job, source)), gb18030: false, located: source };
    }
    case 'xlsx': {
      const source = await copyXlsx(job.file.path, job.file.name, copyPath(job, 'numbered'), dateColumns(job));
      return { ...(await stageSource(job, source)), gb18030: false, located: source };
    }
    case 'csv':
    case 'jsonl': {
      const copy = copyPath(job, 'text');
      const text = await plainText(job.file, copy);
      const staged = job.file.format === 'csv' ? await stageCsv(job, text) : await stageJsonl(job, text);
      await rm(copy, { force: true });
      return { ...staged, gb18030: text.encoding === 'gb18030' };
    }
  }
}

async function stageJsonl(job: StageJob, text: PlainText): Promise<Omit<StagedRows, 'gb18030'>> {
  const { source, otherKeys } = await copyJsonl(text, job.file.name, knownColumns(job), copyPath(job, 'numbered'));
  const staged = await stageSource(job, source);
  const further = job.mapped === undefined ? otherKeys : [];
  const reading = { ...staged.reading, unused: [...staged.reading.unused, ...further] };
  return { ...staged, reading, located: source };
}

async function stageCsv(job: StageJob, text: PlainText): Promise<Omit<StagedRows, 'gb18030'>> {
  const header = await readHeader(text.path, job.file.name);
  const direct = directSource(text, header);
  // Refuses a wrong header before anything is read.
  planReading(tables[job.file.table], job.file.name, direct.columns, job.mapped);
  const quick = text.sound && header.onFirstLine ? await tryDirect(job, direct) : undefined;
  if (quick?.rejected === 0) return { ...quick, located: undefined };
  const copy = copyPath(job, 'numbered');
  await copyCsv(text, job.file.name, header, copy);
  const located = numberedSource(copy, header.delimiter, header.names);
  return { ...(quick ?? (await stageSource(job, located))), located };
}

type Staged = Pick<StagedRows, 'path' | 'rows' | 'rejected' | 'reading'>;

/** The database's own reader: undefined when it met a row of a wrong shape, which a numbered copy can step over. */
async function tryDirect(job: StageJob, source: Source): Promise<Staged | undefined> {
  try {
    return await stageSource(job, source);
  } catch (error) {
    const shape = /^Invalid Input Error: (CSV Error|The CSV Parser)/.test(error instanceof Error ? error.message : '');
    if (shape) return undefined;
    throw error;
  }
}

async function stageSource(job: StageJob, source: Source): Promise<Staged> {
  const { connection, file, index, scratch, mapped } = job;
  const table = tables[file.table];
  const reading = planReading(table, file.name, source.columns, mapped);
  const path = join(scratch, `${file.table}-${index}.parquet`);
  const columns = sqlColumns(table).map((column) => column.name);
  const bad = source.line === null ? 'src_bad' : '(src_bad OR src_fault IS NOT NULL) AS src_bad';
  const typed = readTableSql(table, reading.relation(source), reading.texts, [
    { name: 'src_file', sql: `${index}::INTEGER` },
    ...(source.line === null ? [] : [{ name: 'src_fault', sql: 'src_fault' }]),
  ]);
  const select = `SELECT ${columns.join(', ')}, src_file, ${bad} FROM (${typed})`;
  await connection.run(`COPY (${select}) TO ${quote(path)} (FORMAT parquet)`);
  const [counted] = await rowsOf<{ rows: number; rejected: number }>(
    connection,
    `SELECT count(*) AS rows, count(*) FILTER (WHERE src_bad) AS rejected FROM read_parquet(${quote(path)})`,
  );
  return { path, rows: counted?.rows ?? 0, rejected: counted?.rejected ?? 0, reading };
}
