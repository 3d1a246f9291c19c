import { isAscii, isUtf8 } from 'node:buffer';
import { shouhuError } from '@shouhu/errors';
import { NEWLINE } from './line-limit.ts';
import { newlines, wholeLines } from './physical-lines.ts';

/** What the bytes of a text file are. */
export interface Survey {
  readonly encoding: 'utf-8' | 'gb18030';
  /** No byte that cannot be decoded and no NUL: once it is UTF-8, the database may read it as it stands. */
  readonly sound: boolean;
}

/** Above this share of lines that only the other encoding explains, a file mixes two encodings. */
const STRAY_SHARE = 0.05;

/**
 * Looks at every byte, as one that is not UTF-8 takes the whole database engine down.
 * @param name how the file is called towards the user
 * @throws ShouhuError for an empty file, something else than text, mixed encodings or an endless line
 */
export async function survey(path: string, name: string): Promise<Survey> {
  let empty = true;
  let sound = true;
  let utf8 = true;
  for await (const { bytes, offset } of wholeLines(path, name)) {
    if (offset === 0) refuseOtherFormats(bytes, name);
    empty = false;
    if (bytes.includes(0)) sound = false;
    if (!isUtf8(bytes)) utf8 = false;
  }
  if (empty) throw shouhuError('SH-I009', { path: name }, { file: name });
  if (utf8) return { encoding: 'utf-8', sound };
  const encoding = await decideByLines(path, name);
  return { encoding, sound: sound && encoding === 'gb18030' };
}

const OTHER_FORMATS = ['PK\u0003\u0004', 'PAR1', '\u001f\u008b', '\u00d0\u00cf\u0011\u00e0', '%PDF'];
const UTF16_MARKS = ['\u00ff\u00fe', '\u00fe\u00ff'];
const HEAD = 65_536;
const MOST_NULS = 0.01;

function refuseOtherFormats(bytes: Buffer, name: string): void {
  const start = bytes.toString('latin1', 0, 4);
  if (UTF16_MARKS.some((mark) => start.startsWith(mark))) throw shouhuError('SH-I012', { path: name }, { file: name });
  const head = bytes.subarray(0, HEAD);
  const nuls = head.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  const other = OTHER_FORMATS.some((mark) => start.startsWith(mark)) || nuls > head.length * MOST_NULS;
  if (other) throw shouhuError('SH-I011', { path: name, format: 'CSV' }, { file: name });
}

async function decideByLines(path: string, name: string): Promise<Survey['encoding']> {
  const utf8 = { lines: 0, first: 0 };
  const other = { lines: 0, first: 0 };
  let line = 1;
  for await (const { bytes } of wholeLines(path, name)) {
    for (const text of linesOf(bytes)) {
      if (!isAscii(text)) {
        const kind = isUtf8(text) ? utf8 : other;
        kind.lines += 1;
        if (kind.first === 0) kind.first = line;
      }
      line += newlines(text);
    }
  }
  const stray = (utf8.lines + other.lines) * STRAY_SHARE;
  if (utf8.lines <= stray) return 'gb18030';
  if (other.lines <= stray) return 'utf-8';
  throw shouhuError('SH-I012', { path: name }, { file: name, line: Math.max(utf8.first, other.first) });
}

function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(NEWLINE, start);
    const next = end < 0 ? bytes.length : end + 1;
    yield bytes.subarray(start, next);
    start = next;
  }
}
