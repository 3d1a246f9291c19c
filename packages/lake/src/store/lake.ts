import { lstat, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { fileDigest } from './durable.ts';
import { asLakeFault, damaged } from './faults.ts';
import { FOLDER_MODE, LOCK, REFUSED, SCRATCH } from './layout.ts';
import { EMPTY_MANIFEST, filesOf, readManifest, UNDATED } from './manifest.ts';
import type { FileEntry, Manifest } from './manifest.ts';

/** A lake as one state of it: the manifest is read once and held. */
export interface Lake {
  readonly path: string;
  readonly manifest: Manifest;
}

/**
 * Opens a lake for reading; no lock is needed.
 * @throws ShouhuError when the path is no lake, the manifest is damaged, or a file is missing or of another size
 */
export async function openLake(path: string): Promise<Lake> {
  const manifest = await readManifest(path).catch((error: unknown) => {
    throw fromSystemError(error, path, 'read') ?? error;
  });
  if (manifest === undefined) throw shouhuError('SH-L001', { path });
  await Promise.all(
    filesOf(manifest).map(async (file) => {
      const found = await stat(join(path, file.path)).catch(() => undefined);
      if (found?.size !== file.bytes) throw damaged(path, file.path);
    }),
  );
  return { path, manifest };
}

/**
 * Opens a lake and compares the digest of every file with the manifest.
 * @throws ShouhuError naming the first file that differs
 */
export async function verifyLake(path: string): Promise<Lake> {
  const lake = await openLake(path);
  for (const file of filesOf(lake.manifest)) {
    const absolute = join(path, file.path);
    if ((await fileDigest(absolute)) !== file.digest) throw damaged(path, file.path);
  }
  return lake;
}

/**
 * Makes the folder of a lake if it is not there and reads its state.
 * @throws ShouhuError when the path is a file, holds something else, or cannot be written
 */
export async function prepareLake(path: string): Promise<Manifest> {
  try {
    const found = await lstat(path).catch(() => undefined);
    if (found?.isFile() === true) throw shouhuError('SH-I002', { path });
    await mkdir(path, { recursive: true, mode: FOLDER_MODE });
    const manifest = await readManifest(path);
    if (manifest !== undefined) return manifest;
    await refuseForeign(path);
    return EMPTY_MANIFEST;
  } catch (error) {
    throw asLakeFault(error, path);
  }
}

/** Without a manifest only what an import that never finished leaves behind may lie here. */
async function refuseForeign(path: string): Promise<void> {
  const own = new Set(['data', 'sealed', 'reports', SCRATCH, REFUSED]);
  const isOwn = (name: string): boolean => own.has(name) || name.startsWith(LOCK) || name.startsWith('manifest.');
  if (!(await readdir(path)).every(isOwn)) throw shouhuError('SH-L002', { path });
}

/** Months (`yyyyMM`) in which a table has rows, sorted. */
export function monthsOf(lake: Lake, table: string): string[] {
  const parts = lake.manifest.tables[table]?.parts ?? {};
  return Object.keys(parts)
    .filter((part) => part !== UNDATED)
    .toSorted();
}

/** Rows that the lake holds of a table, by its manifest: those that do not hold included. */
export function rowCount(lake: Lake, table: string): number {
  return Object.values(lake.manifest.tables[table]?.parts ?? {})
    .flat()
    .reduce((sum, file) => sum + file.rows, 0);
}

/** Absolute paths of a table's files: of the given months and the undated part, or of all. */
export function filesOfTable(lake: Lake, table: string, months?: readonly string[]): string[] {
  const parts = lake.manifest.tables[table]?.parts ?? {};
  const wanted = months === undefined ? Object.keys(parts).toSorted() : [...months.toSorted(), UNDATED];
  return wanted.flatMap((part) => parts[part] ?? []).map((file: FileEntry) => join(lake.path, file.path));
}
