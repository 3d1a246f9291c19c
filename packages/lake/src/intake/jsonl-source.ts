import { isUtf8 } from 'node:buffer';
import { numberedSource } from './csv-source.ts';
import { NEWLINE } from './line-limit.ts';
import { NumberedCopy } from './numbered-copy.ts';
import { wholeLines } from './physical-lines.ts';
import type { PlainText } from './plain-text.ts';
import type { Source } from './source-file.ts';

/** A JSONL file as a source, and the keys in it that nothing reads. */
export interface JsonlSource {
  readonly source: Source;
  readonly otherKeys: readonly string[];
}

/**
 * Copies a file of JSON objects, one a line, into a numbered copy. Keys are taken in any case of letters; numbers keep
 * their decimal digits, true and false become 1 and 0, lists are joined by `;`.
 * @param known keys that are of use, in lower case
 */
export async function copyJsonl(
  text: PlainText,
  name: string,
  known: readonly string[],
  path: string,
): Promise<JsonlSource> {
  const copy = await NumberedCopy.create(path, ',', known.length);
  const at = new Map(known.map((key, index) => [key, index]));
  const found = new Set<string>();
  let line = 1;
  try {
    for await (const { bytes } of wholeLines(text.path, name)) {
      for (const piece of pieces(bytes)) {
        copyLine(piece, line, copy, at, found);
        line += 1;
      }
      await copy.flush();
    }
  } finally {
    await copy.close();
  }
  const all = numberedSource(path, ',', known);
  const source = { ...all, columns: all.columns.filter((column) => found.has(column.name)) };
  return { source, otherKeys: [...found].filter((key) => !at.has(key)) };
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

function copyLine(
  bytes: Buffer,
  line: number,
  copy: NumberedCopy,
  at: ReadonlyMap<string, number>,
  found: Set<string>,
): void {
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trim();
  if (text === '') return;
  if (!isUtf8(bytes)) return copy.fault(line, { code: 'SH-R021' }, bytes.toString('latin1'));
  const row = parseObject(text);
  if (row === undefined) return copy.fault(line, { code: 'SH-R022' }, text);
  const cells = Array<string | null>(at.size).fill(null);
  for (const [key, value] of Object.entries(row)) {
    const column = key.trim().toLowerCase();
    const index = at.get(column);
    const cell = cellText(value);
    found.add(column);
    if (index !== undefined && cell !== null) cells[index] = cell;
  }
  if (cells.some((cell) => cell?.includes('\0') === true)) return copy.fault(line, { code: 'SH-R017' }, text);
  copy.row(line, cells);
}

/** A number of so many digits would lose some of them as a JavaScript number. */
const LONG_NUMBER = /[\d.]{16}/;

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? value) : value;
}

function cellText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) {
    return value.length === 0 ? null : value.join(';');
  }
  return JSON.stringify(value);
}
