import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FILE_MODE, FOLDER_MODE } from './layout.ts';

/** SHA-256 of a file's content, hexadecimal; reads it as a stream. */
export async function fileDigest(path: string, seed = ''): Promise<string> {
  const hash = createHash('sha256').update(seed);
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Makes a folder for the owner only, with the folders above it. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: FOLDER_MODE });
}

/** Brings the content of a file or the names in a folder to the disk. */
export async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Closes a finished file to others and brings it to the disk. */
export async function settle(path: string): Promise<void> {
  await chmod(path, FILE_MODE);
  await sync(path);
}

/** Writes a whole file and brings it to the disk; a crash may leave a part of it. */
export async function writeDurably(path: string, content: string | Buffer): Promise<void> {
  const handle = await open(path, 'w', FILE_MODE);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file as a whole: a crash leaves the old or the new content, never a mixture. */
export async function replaceDurably(folder: string, name: string, content: string): Promise<void> {
  const draft = join(folder, `${name}.tmp`);
  await writeDurably(draft, content);
  await rename(draft, join(folder, name));
  await sync(folder);
}

/** Brings the folders of the given files, and the folders above them up to `root`, to the disk. */
export async function syncFoldersOf(paths: readonly string[], root: string): Promise<void> {
  const folders = new Set([root]);
  for (const path of paths) {
    for (let folder = dirname(path); folder.length > root.length; folder = dirname(folder)) folders.add(folder);
  }
  for (const folder of folders) await sync(folder);
}
