/** Looks into an archive without unpacking it anywhere: what it is, that it holds no macros and does not swell. */
import { Readable } from 'node:stream';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl';
import type { ZipFile } from 'yauzl';
import type { FileType } from './types.ts';

/** Kept bytes, opened. To be closed. */
export interface OpenFile {
  readonly size: number;
  /** Bytes from `start` up to, not including, `end`. */
  range(start: number, end: number): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

const MOST_ENTRIES = 10_000;
/** What an archive may unpack to: so many times its size, but small ones may pack repetition well, and none may become endless. */
const MOST_GROWTH = 200;
const FREE_BYTES = 10_485_760;
const MOST_UNPACKED_BYTES = 1_073_741_824;

const CONTENT_TYPES = '[Content_Types].xml';
const MACRO_PARTS = /vbaProject|vbaData|macrosheets\/|\/activeX\//i;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;
const FORMULA = /<(?:\w+:)?f[\s>/]/;
/** Longer than the beginning of a formula, which may lie across two pieces. */
const MARK_LENGTH = 40;
const MACRO_KINDS = /macroEnabled|vbaProject/i;

interface Watch {
  /** Refused where a sheet is read by value: what a formula says depends on who opens it. */
  readonly formulas?: 'kept' | 'refused';
}

/** @throws ShouhuError SH-E002 for an archive that is damaged or locked, SH-E003 for macros, SH-E004 for one that swells, SH-H049 for formulas */
export async function inspectArchive(blob: OpenFile, { formulas = 'kept' }: Watch = {}): Promise<FileType> {
  try {
    const zip = await fromRandomAccessReaderPromise(new BlobReader(blob), blob.size);
    try {
      return typeOf(await namesIn(zip, blob.size, formulas));
    } finally {
      zip.close();
    }
  } catch (error) {
    throw error instanceof ShouhuError ? error : shouhuError('SH-E002', {}, {}, error);
  }
}

function typeOf(names: ReadonlySet<string>): FileType {
  if (names.has(CONTENT_TYPES) && names.has('word/document.xml')) return 'docx';
  return names.has(CONTENT_TYPES) && names.has('xl/workbook.xml') ? 'xlsx' : 'zip';
}

/** Reads every entry to its end: sizes that an archive states of itself prove nothing. */
async function namesIn(zip: ZipFile, size: number, formulas: 'kept' | 'refused'): Promise<ReadonlySet<string>> {
  const most = Math.min(MOST_UNPACKED_BYTES, Math.max(FREE_BYTES, size * MOST_GROWTH));
  if (zip.entryCount > MOST_ENTRIES) throw shouhuError('SH-E004', {});
  const names = new Set<string>();
  let [packed, unpacked] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry;
    names.add(fileName);
    packed += entry.compressedSize;
    // Entries that share bytes make much of little.
    if (packed > size) throw shouhuError('SH-E004', {});
    if (MACRO_PARTS.test(fileName)) throw shouhuError('SH-E003', {});
    if (fileName.endsWith('/')) continue;
    const types: Buffer[] = [];
    let tail = '';
    const pieces: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    for await (const piece of pieces) {
      unpacked += piece.length;
      if (unpacked > most) throw shouhuError('SH-E004', {});
      if (fileName === CONTENT_TYPES) types.push(piece);
      if (formulas === 'kept' || !SHEET.test(fileName)) continue;
      const text = tail + piece.toString('latin1');
      if (FORMULA.test(text)) throw shouhuError('SH-H049', {});
      tail = text.slice(-MARK_LENGTH);
    }
    if (MACRO_KINDS.test(Buffer.concat(types).toString('utf8'))) throw shouhuError('SH-E003', {});
  }
  return names;
}

/** A kept file as the reader of archives asks for it: any range, opened as it is asked for. */
class BlobReader extends RandomAccessReader {
  readonly #blob: OpenFile;

  constructor(blob: OpenFile) {
    super();
    this.#blob = blob;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#blob.range(start, end), { objectMode: false });
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}
