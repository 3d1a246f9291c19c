import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareCodePoints } from '@shouhu/codes';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import type { Format, FoundFile } from './source-file.ts';

const FORMATS: Readonly<Record<string, Format>> = {
  csv: 'csv',
  tsv: 'csv',
  txt: 'csv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  xlsx: 'xlsx',
  parquet: 'parquet',
};

/** A name in the import folder. */
export interface Entry {
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
  readonly bytes: number;
}

/**
 * What lies in the import folder, in code point order; hidden files are left out.
 * @throws ShouhuError when it is not there, no folder, may not be read, or is empty
 */
export async function listFolder(dir: string): Promise<Entry[]> {
  try {
    const names = (await readdir(dir)).filter((name) => !name.startsWith('.')).toSorted(compareCodePoints);
    if (names.length === 0) throw shouhuError('SH-I004', { path: dir });
    return await Promise.all(names.map((name) => entryOf(dir, name)));
  } catch (error) {
    throw fromSystemError(error, dir, 'read') ?? error;
  }
}

async function entryOf(dir: string, name: string): Promise<Entry> {
  const path = join(dir, name);
  const found = await stat(path);
  return { name, path, isFolder: found.isDirectory(), bytes: found.size };
}

/**
 * An entry as a file of rows.
 * @throws ShouhuError when it is a folder or of a kind that is not read
 */
export function asFoundFile({ name, path, isFolder, bytes }: Entry): FoundFile {
  if (isFolder) throw shouhuError('SH-I003', { path: name }, { file: name });
  const lower = name.toLowerCase();
  const gzip = lower.endsWith('.gz');
  const extension = (gzip ? lower.slice(0, -'.gz'.length) : lower).split('.').at(-1) ?? '';
  const format = FORMATS[extension];
  const binary = format === 'xlsx' || format === 'parquet';
  if (format === undefined || (gzip && binary)) throw shouhuError('SH-I014', { path: name }, { file: name });
  return { name, path, format, gzip, bytes };
}
