/** Bytes of stored files: encrypted in the data folder under their digest, written whole or not at all. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { CHUNK_BYTES, chunkOpener, FILE_HEAD_BYTES, SEALED_CHUNK_BYTES, sealBytes } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { inspectArchive } from './archive.ts';
import type { OpenFile } from './archive.ts';
import { typeWatcher } from './types.ts';
import type { FileType } from './types.ts';

/** Where bytes lie, and the keys to them. */
export interface Vault {
  readonly ring: KeyRing;
  /** Data folder of the platform. */
  readonly folder: string;
}

export interface Kept {
  /** SM3 of the bytes, by which they are found. */
  readonly digest: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: FileType;
}

/** Bytes that were taken in and wait for their place. */
export interface Taken {
  readonly kept: Kept;
  /** Lays them under their digest, in the place of the same bytes if they are there; to be called with the digest held. */
  readonly lay: () => Promise<void>;
  /** Removes what was not laid. */
  readonly drop: () => Promise<void>;
}

export interface Limits {
  readonly most: number;
  /** Digest that the bytes were recorded under before they came; others are refused. */
  readonly sha256?: string;
  readonly types: readonly FileType[];
}

export const FILES = 'files';
export const INCOMING = 'incoming';

/**
 * Takes bytes in as they come, never whole in memory.
 * @param name decides nothing but whether a text is called a table
 * @throws ShouhuError SH-E001 too large, SH-E002 of no type that is taken, SH-E003 macros, SH-E004 an archive that swells, SH-E006 empty,
 *   SH-E012 not what was recorded; SH-L006 the disk is full
 */
export async function takeBytes(
  vault: Vault,
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  limits: Limits,
): Promise<Taken> {
  const incoming = join(vault.folder, FILES, INCOMING, randomUUID());
  const drop = async (): Promise<void> => rm(incoming, { force: true });
  try {
    await mkdir(dirname(incoming), { recursive: true, mode: 0o700 });
    const [sm3, sha256, watcher] = [createHash('sm3'), createHash('sha256'), typeWatcher()];
    let size = 0;
    const measured = async function* (): AsyncGenerator<Uint8Array> {
      for await (const piece of bytes) {
        size += piece.length;
        if (size > limits.most) throw tooLarge(limits.most);
        for (const hash of [sm3, sha256]) hash.update(piece);
        watcher.see(piece);
        yield piece;
      }
    };
    await writeSynced(incoming, sealBytes(vault.ring, measured()));
    if (size === 0) throw shouhuError('SH-E006', {});
    const seen = watcher.type(name);
    const type = seen === 'zip' ? await typeOfArchive(vault, incoming, size) : seen;
    if (type === null || !limits.types.includes(type)) throw shouhuError('SH-E002', {});
    const [digest, found] = [sm3.digest('hex'), sha256.digest('hex')];
    if (limits.sha256 !== undefined && limits.sha256 !== found)
      throw shouhuError('SH-E012', { recorded: limits.sha256, found });
    const kept = { digest, sha256: found, size, type };
    let laid: Promise<void> | undefined;
    // Once, though a transaction may be tried again.
    return { kept, lay: async () => (laid ??= layBytes(incoming, pathOf(vault, digest))), drop };
  } catch (error) {
    await drop();
    throw fromSystemError(error, FILES, 'write') ?? error;
  }
}

async function layBytes(incoming: string, path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(incoming, path);
    await syncFolder(dirname(path));
  } catch (error) {
    throw fromSystemError(error, FILES, 'write') ?? error;
  }
}

export function tooLarge(most: number) {
  return shouhuError('SH-E001', { most: `${Math.floor(most / 1_048_576)} MB` });
}

/** Uploads that a stop of the platform cut off; to be called before there are others. */
export async function removeCutOff({ folder }: Vault): Promise<void> {
  await rm(join(folder, FILES, INCOMING), { recursive: true, force: true });
}

/** @throws ShouhuError SH-E005 when they are not there; SH-V008 when a range was altered */
export async function openBlob(vault: Vault, kept: Pick<Kept, 'digest' | 'size'>): Promise<OpenFile> {
  try {
    return await blobAt(vault, pathOf(vault, kept.digest), kept.size, kept.digest);
  } catch (error) {
    if (fromSystemError(error, FILES, 'read') === undefined) throw error;
    throw shouhuError('SH-E005', { digest: kept.digest }, {}, error);
  }
}

/** All bytes of a file in their order. The last are held back until the digest is right. @throws ShouhuError SH-E005 when it is not */
export async function* wholeOf(blob: OpenFile, digest: string): AsyncGenerator<Buffer> {
  const sm3 = createHash('sm3');
  let held: Buffer | null = null;
  for await (const piece of blob.range(0, blob.size)) {
    if (held !== null) yield held;
    sm3.update(piece);
    held = piece;
  }
  if (sm3.digest('hex') !== digest) throw shouhuError('SH-E005', { digest });
  if (held !== null) yield held;
}

async function typeOfArchive(vault: Vault, path: string, size: number): Promise<FileType> {
  const blob = await blobAt(vault, path, size, 'incoming');
  try {
    return await inspectArchive(blob);
  } finally {
    await blob.close();
  }
}

async function blobAt({ ring }: Vault, path: string, size: number, id: string): Promise<OpenFile> {
  const handle = await open(path, 'r');
  try {
    const opener = chunkOpener(ring, await readAt(handle, 0, FILE_HEAD_BYTES), id);
    const last = Math.max(0, Math.ceil(size / CHUNK_BYTES) - 1);
    return {
      size,
      async *range(start, end) {
        for (let index = Math.floor(start / CHUNK_BYTES); index * CHUNK_BYTES < end; index += 1) {
          const sealed = await readAt(handle, FILE_HEAD_BYTES + index * SEALED_CHUNK_BYTES, SEALED_CHUNK_BYTES);
          const text = opener(index, index === last, sealed);
          const from = index * CHUNK_BYTES;
          yield text.subarray(Math.max(0, start - from), Math.min(text.length, end - from));
        }
      },
      close: async () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function writeSynced(path: string, parts: AsyncIterable<Buffer>): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const part of parts) await handle.writeFile(part);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A name is on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Digests are hexadecimal: no name that somebody gave becomes a path. */
function pathOf({ folder }: Vault, digest: string): string {
  return join(folder, FILES, digest.slice(0, 2), digest);
}
