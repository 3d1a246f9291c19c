import type { Readable } from 'node:stream';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { fromSystemError, ShouhuError, shouhuError } from '@shouhu/errors';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { FORMAT, manifestSchema, MANIFEST, memberOf } from './format.ts';
import type { BackupManifest } from './format.ts';
import { measuring } from './write-archive.ts';
import type { Measured } from './write-archive.ts';

export interface Archive {
  readonly path: string;
  readonly manifest: BackupManifest;
  readonly read: (name: string) => Promise<Readable>;
  readonly close: () => void;
}

/** @throws ShouhuError SH-O003 when it is no whole backup, SH-O004 when it is of a newer format; SH-I… when it cannot be read */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true }).catch((error: unknown) => {
    throw fromSystemError(error, path, 'read') ?? damaged(path, error);
  });
  try {
    const entries = await entriesOf(zip);
    const read = async (name: string): Promise<Readable> => {
      const entry = entries.get(name);
      if (entry === undefined) throw damaged(path, `${name} ?`);
      return zip.openReadStreamPromise(entry);
    };
    const text = await buffer(await read(MANIFEST));
    // Every other member has its digest in the manifest; the manifest itself has only what the ZIP says of it.
    if (crc32(text) !== entries.get(MANIFEST)?.crc32) throw damaged(path, MANIFEST);
    const manifest = manifestOf(path, JSON.parse(text.toString('utf8')));
    return { path, manifest, read, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error instanceof ShouhuError ? error : damaged(path, error);
  }
}

/** Reads every member and compares it with the manifest. @throws ShouhuError SH-O003 naming the first that differs */
export async function verifyArchive({ path, manifest, read }: Archive): Promise<void> {
  for (const [name, wanted] of membersOf(manifest)) {
    const { through, measured } = measuring();
    const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
    try {
      await pipeline(await read(name), through, nowhere);
    } catch (error) {
      throw damaged(path, error);
    }
    if (!isSame(measured(), wanted)) throw damaged(path, name);
  }
}

export function isSame(a: Measured, b: Measured): boolean {
  return a.bytes === b.bytes && a.sm3 === b.sm3;
}

function* membersOf({ tables, files, lake }: BackupManifest): Generator<[name: string, Measured]> {
  for (const table of tables) yield [memberOf.table(table.name), table];
  for (const file of files) yield [memberOf.file(file.path), file];
  for (const file of lake ?? []) yield [memberOf.lake(file.path), file];
}

/** Names that lead out of a folder are refused by the library. */
async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

function manifestOf(path: string, content: unknown): BackupManifest {
  const format = typeof content === 'object' && content !== null && 'format' in content ? content.format : undefined;
  if (typeof format === 'number' && format > FORMAT) throw shouhuError('SH-O004', { path, detail: `format ${format}` });
  const manifest = manifestSchema.safeParse(content);
  if (!manifest.success) throw damaged(path, MANIFEST);
  return manifest.data;
}

function damaged(path: string, detail: unknown) {
  const text = detail instanceof Error ? detail.message : String(detail);
  return shouhuError('SH-O003', { path, detail: text }, {}, detail);
}
