import type { Place } from '@shouhu/errors';
import type { Problems } from './problems.ts';

/** A table of knowledge that people keep by hand stays far below this; a larger file is the wrong file. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The text of a knowledge file: UTF-8 with or without a byte order mark, UTF-16 with one, else GB18030 (which
 * spreadsheets write by default); line ends become `\n`. Undefined, with the problem named, when it is no text.
 */
export function decodeText(bytes: Uint8Array, path: string, problems: Problems): string | undefined {
  const place: Place = { file: path };
  if (bytes.length > MOST_BYTES) {
    return problems.refuse('SH-K033', { path, bytes: bytes.length, limit: MOST_BYTES }, place);
  }
  const text = decodeAs(hasUtf16Mark(bytes) ? ['utf-16le'] : ['utf-8', 'gb18030'], bytes);
  if (text === undefined || text.includes('\0')) return problems.refuse('SH-K021', { path }, place);
  return text.replace(/\r\n?/g, '\n');
}

function hasUtf16Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

function decodeAs(encodings: readonly string[], bytes: Uint8Array): string | undefined {
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this encoding; the next one may fit.
    }
  }
  return undefined;
}
