import { createReadStream, createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { survey } from './encoding.ts';
import type { Survey } from './encoding.ts';
import { wholeLines } from './physical-lines.ts';
import type { FoundFile } from './source-file.ts';

/** A text file that can be read as UTF-8: the source itself, or a copy in scratch with the same lines. */
export interface PlainText extends Survey {
  readonly path: string;
}

/**
 * Unpacks and transcodes where needed. Bytes that GB18030 cannot explain become U+FFFD.
 * @param copy path in scratch for a copy
 * @throws ShouhuError as {@link survey}, and for a damaged archive or a full disk
 */
export async function plainText(file: FoundFile, copy: string): Promise<PlainText> {
  if (!file.gzip) return asUtf8(file.path, file.name, copy);
  await gunzip(file, copy);
  return asUtf8(copy, file.name, copy);
}

async function gunzip({ path, name }: FoundFile, copy: string): Promise<void> {
  try {
    await pipeline(createReadStream(path), createGunzip(), createWriteStream(copy, { mode: 0o600 }));
  } catch (error) {
    const damaged = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    if (damaged) throw shouhuError('SH-I013', { path: name }, { file: name }, error);
    throw fromSystemError(error, name, 'read') ?? error;
  }
}

async function asUtf8(path: string, name: string, copy: string): Promise<PlainText> {
  const found = await survey(path, name);
  if (found.encoding === 'utf-8') return { ...found, path };
  const draft = `${copy}.utf8`;
  let { sound } = found;
  await pipeline(
    async function* () {
      for await (const text of decoded(path, name)) {
        if (text.includes('\uFFFD')) sound = false;
        yield text;
      }
    },
    createWriteStream(draft, { mode: 0o600 }),
  );
  await rename(draft, copy);
  return { encoding: 'gb18030', sound, path: copy };
}

async function* decoded(path: string, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('gb18030');
  for await (const { bytes } of wholeLines(path, name)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

/** Runs `read` and makes sure that the file stayed as it was meanwhile. */
export async function unchanged<T>({ path, name }: FoundFile, read: () => Promise<T>): Promise<T> {
  const before = await stat(path);
  const result = await read();
  const after = await stat(path);
  const same = before.size === after.size && before.mtimeMs === after.mtimeMs;
  if (!same) throw shouhuError('SH-I016', { path: name }, { file: name });
  return result;
}
