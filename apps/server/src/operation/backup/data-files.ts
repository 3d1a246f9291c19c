/** The files of a platform that a backup takes: everything in its data folder but the database, lakes as one state of theirs. */
import { createReadStream, existsSync } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { shouhuError } from '@shouhu/errors';
import { filesOf, openLake } from '@shouhu/lake';
import { POSTGRES } from '../reach.ts';

export interface DataFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  /** Null: it is gone, as one that was only being written. */
  readonly read: () => Promise<Readable | null>;
}

const LAKE_MANIFEST = 'manifest.json';

/** Files that uploads are still writing. */
const INCOMING = 'files/incoming';

/** @param below for the files of a folder in it */
export async function dataFiles(folder: string, below = ''): Promise<DataFile[]> {
  const files: DataFile[] = [];
  if (!existsSync(folder)) return files;
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (path === POSTGRES || path === INCOMING || path.endsWith('.tmp')) continue;
    const absolute = join(folder, path);
    if (entry.isFile()) files.push({ path, read: async () => opened(absolute) });
    else if (entry.isDirectory() && isLake(absolute)) {
      for (const file of await lakeFiles(absolute)) files.push({ ...file, path: `${path}/${file.path}` });
    } else if (entry.isDirectory()) files.push(...(await dataFiles(folder, path)));
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The files of one state of a lake: its manifest is read once, and what it names stays for as long as one more import takes.
 * @throws ShouhuError SH-L… when it is none or damaged; SH-O007 when a file is gone, by a second import
 */
export async function lakeFiles(lake: string): Promise<DataFile[]> {
  const { manifest } = await openLake(lake);
  const named = filesOf(manifest).map(({ path }) => ({
    path,
    read: async () => {
      const file = await opened(join(lake, path));
      if (file === null) throw shouhuError('SH-O007', { path: join(lake, path) });
      return file;
    },
  }));
  const content = Buffer.from(JSON.stringify(manifest, null, 2));
  return [{ path: LAKE_MANIFEST, read: async () => Readable.from([content]) }, ...named];
}

function isLake(folder: string): boolean {
  return existsSync(join(folder, LAKE_MANIFEST)) && existsSync(join(folder, 'data'));
}

/** Opened before it is announced: a file that goes away later is read to its end all the same. */
async function opened(path: string): Promise<Readable | null> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return handle === null ? null : createReadStream(path, { fd: handle });
}
