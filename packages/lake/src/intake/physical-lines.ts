import { createReadStream } from 'node:fs';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { BLOCK, LINE_LIMIT, NEWLINE } from './line-limit.ts';

/** Whole lines of a file, several at a time. */
export interface Block {
  /** Ends after a newline, or at the end of the file. */
  readonly bytes: Buffer;
  /** Offset of the block in the file. */
  readonly offset: number;
}

/**
 * A text file as blocks of whole lines, in memory bounded by the longest line allowed.
 * @param name how the file is called towards the user
 * @throws ShouhuError when a line is longer than the limit or the file cannot be read
 */
export async function* wholeLines(path: string, name: string): AsyncGenerator<Block> {
  let carry: Buffer = Buffer.alloc(0);
  let offset = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: BLOCK })) {
      const bytes: Buffer = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
      const end = bytes.lastIndexOf(NEWLINE) + 1;
      if (bytes.length - end > LINE_LIMIT) throw await tooLong(path, name, offset + end);
      if (end > 0) yield { bytes: bytes.subarray(0, end), offset };
      offset += end;
      carry = bytes.subarray(end);
    }
  } catch (error) {
    throw fromSystemError(error, name, 'read') ?? error;
  }
  if (carry.length > 0) yield { bytes: carry, offset };
}

async function tooLong(path: string, name: string, offset: number): Promise<Error> {
  const line = await lineOfOffset(path, offset);
  return shouhuError('SH-I010', { limit: LINE_LIMIT }, { file: name, line });
}

/** The line, from 1, in which a byte stands; only errors ask. */
async function lineOfOffset(path: string, offset: number): Promise<number> {
  if (offset === 0) return 1;
  let line = 1;
  for await (const chunk of createReadStream(path, { highWaterMark: BLOCK, end: offset - 1 })) line += newlines(chunk);
  return line;
}

export function newlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count += 1;
  return count;
}
