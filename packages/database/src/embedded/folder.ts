import { readFileSync, writeFileSync } from 'node:fs';
import { access, chmod, chown, constants, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { HOLDER, isOwn, LOCK } from './layout.ts';
import { run } from './run.ts';
import type { ServerUser } from './run.ts';

/** SQLite's SQLITE_BUSY: another connection holds the lock. */
const BUSY = 5;

/**
 * Makes the folder if it is not there.
 * @throws ShouhuError when it is a file, holds something else, or cannot be written
 */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isFile() === true) throw shouhuError('SH-B003', { folder, name: basename(folder) });
    await mkdir(dirname(folder), { recursive: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const foreign = (await readdir(folder)).find((name) => !isOwn(name));
    if (foreign !== undefined) throw shouhuError('SH-B003', { folder, name: foreign });
  } catch (error) {
    throw fromSystemError(error, folder, 'write') ?? error;
  }
}

/**
 * Takes the folder for this process. The lock is one of the kernel on a file, by way of SQLite as Node itself has no
 * such call: it ends with the process however that ends, and it holds across containers that share a disk.
 * @returns the release
 * @throws ShouhuError SH-B002 naming the process that has the folder open
 */
export function lockFolder(folder: string): () => void {
  const holder = join(folder, HOLDER);
  const lock = new DatabaseSync(join(folder, LOCK));
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    writeFileSync(holder, String(process.pid));
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && 'errcode' in error && error.errcode === BUSY)) throw error;
    throw shouhuError('SH-B002', { folder, pid: readHolder(holder) }, {}, error);
  }
  return () => lock.close();
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8') || '?';
  } catch {
    return '?';
  }
}

/**
 * Gives the folder to the server's user, and closes it to others. Where a folder above, such as /root, keeps that user
 * out, the server keeps the least capability of root that lets it through; it stays without the others.
 * @returns the user as the server must be started
 * @throws ShouhuError SH-B004 when this machine grants none
 */
export async function handOver(folder: string, user: ServerUser): Promise<ServerUser> {
  await chmod(folder, 0o700);
  const { uid, gid } = user;
  if (uid === undefined || gid === undefined) return user;
  for (const name of ['.', LOCK, HOLDER]) await chown(join(folder, name), uid, gid);
  const ways: readonly ServerUser[] = [user, { ...user, power: 'dac_read_search' }, { ...user, power: 'dac_override' }];
  for (const way of ways) {
    const enters = await run('test', ['-w', folder], way).then(
      () => true,
      () => false,
    );
    if (enters) return way;
  }
  throw shouhuError('SH-B004', { folder, uid });
}
