/** Files that are there whole or not at all, readable by their owner only. */
import { chmod, rename, rm, writeFile } from 'node:fs/promises';
import { fromSystemError } from '@shouhu/errors';

const OWNER_ONLY = 0o600;

/** @throws ShouhuError when the place cannot be written */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await replacing(path, async (part) => writeFile(part, content, { mode: OWNER_ONLY }));
}

/** Lets a file be written beside its place and puts it there when it is whole. */
export async function replacing(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${path}.part`;
  try {
    await rm(part, { force: true });
    await write(part);
    await chmod(part, OWNER_ONLY);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw fromSystemError(error, path, 'write') ?? error;
  }
}
