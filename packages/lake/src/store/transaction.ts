import { copyFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileDigest, makeFolder, replaceDurably, settle, sync, syncFoldersOf } from './durable.ts';
import { CONTENT_FOLDERS, dataPath, MANIFEST, PREVIOUS_MANIFEST, SCRATCH } from './layout.ts';
import { filesOf, readManifest, readPreviousManifest } from './manifest.ts';
import type { FileEntry, Manifest } from './manifest.ts';

/**
 * One change of a lake: new files first, then the manifest in one rename. Whatever happens before the rename
 * leaves the old state, whatever happens after it the new one. The caller holds the lock.
 */
export class Transaction {
  readonly lake: string;
  readonly before: Manifest;
  readonly generation: number;
  #serial = 0;

  constructor(lake: string, before: Manifest) {
    this.lake = lake;
    this.before = before;
    this.generation = before.generation + 1;
  }

  /** Absolute path of a new data file; its folder exists, the file does not. */
  async newDataFile(table: string, part: string): Promise<string> {
    return this.#fresh(dataPath(table, part, this.generation, this.#next()));
  }

  /** Absolute path of a new file in one of the other folders. */
  async newFile(folder: 'sealed' | 'reports', name: string): Promise<string> {
    return this.#fresh(`${folder}/${this.generation}-${this.#next()}-${name}`);
  }

  async #fresh(path: string): Promise<string> {
    const absolute = join(this.lake, path);
    await makeFolder(join(absolute, '..'));
    return absolute;
  }

  #next(): number {
    this.#serial += 1;
    return this.#serial;
  }

  /** Brings a written file to the disk and describes it. */
  async seal(absolute: string, rows: number): Promise<FileEntry> {
    await settle(absolute);
    const { size } = await stat(absolute);
    return { path: relative(this.lake, absolute), rows, bytes: size, digest: await fileDigest(absolute) };
  }

  /** Makes `after` the state of the lake, then removes what neither it nor the state before it needs. */
  async commit(after: Manifest): Promise<void> {
    const written = filesOf(after).map((file) => join(this.lake, file.path));
    await syncFoldersOf(written, this.lake);
    if (this.before.generation > 0) await keepAsPrevious(this.lake);
    await replaceDurably(this.lake, MANIFEST, `${JSON.stringify(after, undefined, 1)}\n`);
    await sweep(this.lake);
  }
}

async function keepAsPrevious(lake: string): Promise<void> {
  const draft = join(lake, `${PREVIOUS_MANIFEST}.tmp`);
  await copyFile(join(lake, MANIFEST), draft);
  await sync(draft);
  await rename(draft, join(lake, PREVIOUS_MANIFEST));
}

/**
 * Removes files that neither the current nor the previous state refers to, and all work in progress.
 * Readers need no lock: they hold one of those two states. The caller holds the lock.
 */
export async function sweep(lake: string): Promise<void> {
  const [current, previous] = await Promise.all([readManifest(lake), readPreviousManifest(lake)]);
  const kept = new Set(
    [current, previous].flatMap((state) => (state === undefined ? [] : filesOf(state))).map((file) => file.path),
  );
  for (const folder of CONTENT_FOLDERS) {
    const found = await readdir(join(lake, folder), { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of found) {
      const absolute = join(entry.parentPath, entry.name);
      if (entry.isFile() && !kept.has(relative(lake, absolute))) await rm(absolute);
    }
  }
  await rm(join(lake, SCRATCH), { recursive: true, force: true });
}
