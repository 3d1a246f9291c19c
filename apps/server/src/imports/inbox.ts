/** The inbox: a folder of the machine into which others put folders of tables. Nothing outside of it can be named. */
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { tableOfName } from '@shouhu/claims';
import { shouhuError } from '@shouhu/errors';
import { refuseName } from './check-file.ts';

export interface InboxFolder {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
}

/** Folders that can be imported. */
export async function listInbox(inbox: string | null): Promise<InboxFolder[]> {
  if (inbox === null) return [];
  const found: InboxFolder[] = [];
  for (const entry of await readdir(inbox, { withFileTypes: true }).catch(() => [])) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    const files = await filesIn(join(inbox, entry.name)).catch(() => null);
    if (files !== null)
      found.push({ name: entry.name, files: files.length, bytes: sum(files.map(({ size }) => size)) });
  }
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The path of a folder of the inbox.
 * @throws ShouhuError SH-J005, SH-J006 for a name that leads elsewhere, or a folder with a link in it, SH-J014 for one without tables
 */
export async function inboxFolder(inbox: string | null, folder: string): Promise<string> {
  refuseName(folder);
  const gone = shouhuError('SH-J006', { folder });
  if (inbox === null) throw gone;
  const path = join(inbox, folder);
  const [found, real, base] = await Promise.all([lstat(path), realpath(path), realpath(inbox)]).catch(() => {
    throw gone;
  });
  if (!found.isDirectory() || real !== join(base, folder)) throw gone;
  const files = await filesIn(path);
  if (files.length === 0) throw gone;
  if (!files.some(({ name }) => tableOfName(name) !== undefined)) throw shouhuError('SH-J014', { folder });
  return path;
}

/** Files of a folder. @throws ShouhuError SH-J006 where one is a link */
async function filesIn(path: string): Promise<{ readonly name: string; readonly size: number }[]> {
  const names = (await readdir(path)).filter((name) => !name.startsWith('.'));
  return Promise.all(
    names.map(async (name) => {
      const found = await lstat(join(path, name));
      if (!found.isFile()) throw shouhuError('SH-J006', { folder: name });
      return { name, size: found.size };
    }),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
