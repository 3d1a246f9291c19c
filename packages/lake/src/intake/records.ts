import { createReadStream } from 'node:fs';
import { shouhuError } from '@shouhu/errors';
import { BLOCK, LINE_LIMIT, NEWLINE } from './line-limit.ts';

/** One record of a CSV file: its bytes without the line end, and the line from 1 where it begins. */
export interface RawRecord {
  readonly bytes: Buffer;
  readonly line: number;
  /** Fields; 0 where the quotes are wrong, then `bytes` is the one line on which that shows. */
  readonly fields: number;
}

const QUOTE = 0x22;
const RETURN = 0x0d;
const SPACE = 0x20;

/** Where the reader stands within a record. */
const START = 0;
const PLAIN = 1;
const QUOTED = 2;
const AFTER_QUOTE = 3;

/**
 * Takes a CSV file apart into records with their physical lines, as the database's reader does: quotes count only
 * at the start of a field, a quote within is doubled, blank lines are no records. A record whose quotes are wrong
 * costs its first line only; reading goes on with the next.
 * @param name how the file is called towards the user
 * @returns the records of one block at a time
 */
export async function* scanRecords(path: string, name: string, delimiter: number): AsyncGenerator<RawRecord[]> {
  const scanner = new Scanner(delimiter, name);
  for await (const chunk of createReadStream(path, { highWaterMark: BLOCK })) yield scanner.take(chunk, false);
  yield scanner.take(Buffer.alloc(0), true);
}

/** What one record turned out to be; `end` is where the next begins. */
interface Span {
  readonly end: number;
  readonly fields: number;
  readonly lines: number;
}

class Scanner {
  #carry: Buffer = Buffer.alloc(0);
  #line = 1;
  readonly #delimiter: number;
  readonly #name: string;

  constructor(delimiter: number, name: string) {
    this.#delimiter = delimiter;
    this.#name = name;
  }

  take(chunk: Buffer, last: boolean): RawRecord[] {
    const bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    const records: RawRecord[] = [];
    let start = 0;
    while (start < bytes.length) {
      const span = this.#span(bytes, start, last);
      if (span === undefined) break;
      const record = bytes.subarray(start, textEnd(bytes, start, span.end));
      if (record.length > 0) records.push({ bytes: record, line: this.#line, fields: span.fields });
      this.#line += span.lines;
      start = span.end;
    }
    this.#carry = bytes.subarray(start);
    return records;
  }

  /** The record that starts here; undefined when more bytes are needed. */
  #span(bytes: Buffer, start: number, last: boolean): Span | undefined {
    const delimiter = this.#delimiter;
    const limit = Math.min(bytes.length, start + LINE_LIMIT);
    let state = START;
    let fields = 1;
    let lines = 1;
    for (let at = start; at < limit; at += 1) {
      const byte = bytes[at];
      if (state === QUOTED) {
        if (byte === QUOTE) state = AFTER_QUOTE;
        else if (byte === NEWLINE) lines += 1;
      } else if (byte === delimiter) {
        fields += 1;
        state = START;
      } else if (byte === NEWLINE) return { end: at + 1, fields, lines };
      else if (byte === QUOTE && state !== PLAIN) state = QUOTED;
      else if (state === START && byte !== SPACE) state = PLAIN;
      else if (state === AFTER_QUOTE && byte !== SPACE && byte !== RETURN) return firstLine(bytes, start);
    }
    if (limit === start + LINE_LIMIT) return this.#overLimit(bytes, start, state);
    if (!last) return undefined;
    return state === QUOTED ? firstLine(bytes, start) : { end: bytes.length, fields, lines };
  }

  #overLimit(bytes: Buffer, start: number, state: number): Span {
    if (state === QUOTED) return firstLine(bytes, start);
    throw shouhuError('SH-I010', { limit: LINE_LIMIT }, { file: this.#name, line: this.#line });
  }
}

function firstLine(bytes: Buffer, start: number): Span {
  const end = bytes.indexOf(NEWLINE, start);
  return { end: end < 0 ? bytes.length : end + 1, fields: 0, lines: 1 };
}

/** End of a record's text: without the newline and a carriage return before it. */
function textEnd(bytes: Buffer, start: number, end: number): number {
  const newline = bytes[end - 1] === NEWLINE ? end - 1 : end;
  return newline > start && bytes[newline - 1] === RETURN ? newline - 1 : newline;
}
