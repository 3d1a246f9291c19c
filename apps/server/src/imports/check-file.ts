/** Whether a file of claims is what its name says, by its content: macros, bombs and foreign formats are refused before any row is read. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { inspectArchive } from '../files/archive.ts';
import { typeWatcher } from '../files/types.ts';
import { sizeText } from './claims.ts';

type Content = 'text' | 'gzip' | 'archive' | 'parquet' | 'old-excel' | 'other';

/** What a name's ending promises. */
const ENDINGS: Readonly<Record<string, Content>> = {
  csv: 'text',
  tsv: 'text',
  txt: 'text',
  jsonl: 'text',
  ndjson: 'text',
  xlsx: 'archive',
  parquet: 'parquet',
};

const FOUND: Readonly<Record<Content, string>> = {
  text: '文本 / text',
  gzip: 'gzip',
  archive: 'XLSX / ZIP',
  parquet: 'Parquet',
  'old-excel': '旧版 Excel（.xls） / old Excel (.xls)',
  other: '无法识别的格式 / an unknown format',
};

const HEAD_BYTES = 65_536;

/** A name that is safe as one of a folder's. */
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_.() -]{0,119}$/u;

/** @throws ShouhuError SH-J005 */
export function refuseName(file: string): void {
  if (!NAME.test(file)) throw shouhuError('SH-J005', { file: file.slice(0, 200) });
}

/**
 * @param name as its owner calls it
 * @param most what it may unpack to
 * @throws ShouhuError SH-J003 for another content, SH-J004 for one that unpacks beyond `most`, SH-E002 to SH-E004 for a workbook that is damaged,
 *   holds macros or swells
 */
export async function checkFile(path: string, name: string, most: number): Promise<void> {
  const content = await contentOf(path, name);
  const lower = name.toLowerCase();
  const packed = lower.endsWith('.gz');
  const promised = packed ? 'gzip' : (ENDINGS[lower.split('.').at(-1) ?? ''] ?? 'other');
  if (content === 'archive') await refuseArchive(path, name);
  if (content !== promised || content === 'other') throw wrongContent(name, content);
  if (content === 'gzip') await refuseBomb(path, name, most);
}

function wrongContent(file: string, content: Content): ShouhuError {
  return shouhuError('SH-J003', { file, found: FOUND[content] });
}

async function contentOf(path: string, name: string): Promise<Content> {
  const head = await headOf(path);
  const magic = head.subarray(0, 8).toString('latin1');
  if (magic.startsWith('PK\u0003\u0004')) return 'archive';
  if (magic.startsWith('PAR1')) return 'parquet';
  if (magic.startsWith('\u001f\u008b')) return 'gzip';
  if (magic.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'old-excel';
  const watcher = typeWatcher();
  // The head may end within a character: what is behind the last line does not count.
  const end = head.length < HEAD_BYTES ? head.length : head.lastIndexOf('\n') + 1;
  watcher.see(head.subarray(0, end === 0 ? head.length : end));
  const type = watcher.type(name);
  return type === 'csv' || type === 'txt' ? 'text' : 'other';
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A workbook passes; any other archive does not. */
async function refuseArchive(path: string, name: string): Promise<void> {
  const { size } = await stat(path);
  const range = async function* (start: number, end: number): AsyncGenerator<Buffer> {
    if (end > start) yield* createReadStream(path, { start, end: end - 1 });
  };
  const type = await inspectArchive({ size, range, close: async () => undefined });
  if (type !== 'xlsx') throw wrongContent(name, 'other');
}

/** Unpacks into nothing, and counts: a size that a file states of itself proves nothing. */
async function refuseBomb(path: string, file: string, most: number): Promise<void> {
  let unpacked = 0;
  try {
    await pipeline(createReadStream(path), createGunzip(), async (pieces: AsyncIterable<Buffer>) => {
      for await (const piece of pieces) {
        unpacked += piece.length;
        if (unpacked > most) throw shouhuError('SH-J004', { file, limit: sizeText(most) });
      }
    });
  } catch (error) {
    if (error instanceof ShouhuError) throw error;
    throw shouhuError('SH-I013', { path: file }, {}, error);
  }
}
