import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { createKeyRing, readRing, ringText, rotateKeyRing } from './key-ring.ts';
import type { KeyRing } from './key-ring.ts';

/** Owner only (docs/semantics.md 19). */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const OTHERS = 0o077;

/**
 * Makes the key file of a new installation.
 * @throws ShouhuError when there is one already (SH-V006), it would lie within the data folder (SH-V005), or the disk refuses
 */
export async function createKeyFile(path: string, dataFolder: string): Promise<KeyRing> {
  return replace(path, dataFolder, async () => {
    if (await exists(path)) throw shouhuError('SH-V006', { path });
    return createKeyRing();
  });
}

/**
 * Reads the key file.
 * @throws ShouhuError when it is missing (SH-V001), damaged (SH-V002), open to others (SH-V003), of a newer format (SH-V004),
 *   within the data folder (SH-V005), or cannot be read
 */
export async function loadKeyFile(path: string, dataFolder: string): Promise<KeyRing> {
  refuseWithin(path, dataFolder);
  const read = readRing(await textOf(path));
  if (read.ok) return read.ring;
  throw read.fault === 'newer'
    ? shouhuError('SH-V004', { path, version: read.format })
    : shouhuError('SH-V002', { path });
}

/**
 * Adds a new current data key to the key file. What runs with the old ring cannot open what the new one seals, so it has to
 * load the file again first.
 * @throws ShouhuError as `loadKeyFile`, and when another change is under way (SH-V007) or the disk refuses; the old file then
 *   stands unchanged
 */
export async function rotateKeyFile(path: string, dataFolder: string): Promise<KeyRing> {
  return replace(path, dataFolder, async () => rotateKeyRing(await loadKeyFile(path, dataFolder)));
}

/**
 * Replaces the file as a whole: a crash leaves the old or the new one. The draft is also the lock, taken before the old file
 * is read: of two rotations at once one would otherwise lose the key that the other already seals with.
 */
async function replace(path: string, dataFolder: string, make: () => Promise<KeyRing>): Promise<KeyRing> {
  refuseWithin(path, dataFolder);
  const draft = `${path}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: FOLDER_MODE });
    const handle = await take(draft);
    const ring = await fill(handle, draft, path, make);
    await syncFolder(dirname(path));
    return ring;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw shouhuError('SH-I002', { path: dirname(path) }, {}, error);
    throw fromSystemError(error, path, 'write') ?? error;
  }
}

async function take(draft: string): Promise<FileHandle> {
  try {
    return await open(draft, 'wx', FILE_MODE);
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? shouhuError('SH-V007', { draft }) : error;
  }
}

async function fill(handle: FileHandle, draft: string, path: string, make: () => Promise<KeyRing>): Promise<KeyRing> {
  try {
    const ring = await make();
    await handle.writeFile(ringText(ring));
    await handle.sync();
    await rename(draft, path);
    return ring;
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function textOf(path: string): Promise<string> {
  try {
    const handle = await open(path, 'r');
    try {
      const mode = (await handle.stat()).mode & 0o777;
      if ((mode & OTHERS) !== 0) throw shouhuError('SH-V003', { path, mode: mode.toString(8).padStart(4, '0') });
      return await handle.readFile('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw shouhuError('SH-V001', { path }, {}, error);
    throw fromSystemError(error, path, 'read') ?? error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function refuseWithin(path: string, dataFolder: string): void {
  const [first] = relative(resolve(dataFolder), resolve(path)).split(sep);
  if (first !== '..') throw shouhuError('SH-V005', { path });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
