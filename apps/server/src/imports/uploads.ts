/** Files on their way into an import: streamed to disk, looked at, kept until the import has ended. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { tableOfName } from '@shouhu/claims';
import { fromSystemError, ShouhuError, shouhuError } from '@shouhu/errors';
import type { Services } from '../http/new-app.ts';
import { checkFile, refuseName } from './check-file.ts';
import { sizeText } from './claims.ts';

const UPLOADS = 'uploads';
/** Uploads that nobody imported are removed after a day. */
const KEPT_MS = 86_400_000;

/** A file that was taken. */
export interface Taken {
  readonly name: string;
  readonly bytes: number;
}

/** Of one import by one person: nobody adds to another's. */
export function uploadFolder(folder: string, person: string, task_id: string): string {
  return join(folder, UPLOADS, `${task_id}-${Buffer.from(person).toString('hex')}`);
}

/**
 * Takes one file; the same name again takes its place.
 * @throws ShouhuError SH-J001 beyond the limit of all files together, SH-J013 for a name that is no table's, SH-J003 to SH-J005 and SH-E002 to SH-E004 for what is wrong with it
 */
export async function takeUpload(
  { folder, claims }: Services,
  person: string,
  task_id: string,
  name: string,
  body: Readable,
): Promise<Taken> {
  refuseName(name);
  if (tableOfName(name) === undefined) throw shouhuError('SH-J013', { file: name });
  const into = uploadFolder(folder, person, task_id);
  const part = join(into, `.${name}.part`);
  try {
    await mkdir(into, { recursive: true, mode: 0o700 });
    let left = claims.mostBytes - (await bytesIn(into, name));
    let bytes = 0;
    const pieces: AsyncIterable<Buffer> = body.iterator({ destroyOnReturn: false });
    const measured = async function* (): AsyncGenerator<Buffer> {
      for await (const piece of pieces) {
        bytes += piece.length;
        left -= piece.length;
        if (left < 0) throw shouhuError('SH-J001', { limit: sizeText(claims.mostBytes) });
        yield piece;
      }
    };
    await pipeline(measured, createWriteStream(part, { mode: 0o600 }));
    await checkFile(part, name, claims.mostBytes);
    await rename(part, join(into, name));
    return { name, bytes };
  } catch (error) {
    await rm(part, { force: true });
    throw error instanceof ShouhuError ? error : (fromSystemError(error, name, 'write') ?? error);
  }
}

async function bytesIn(folder: string, but: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name !== but && name !== `.${but}.part`);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Leaves exactly the files named: what was uploaded and then thought better of is not imported.
 * @throws ShouhuError SH-J009 where one of them was never uploaded
 */
export async function keepOnly(folder: string, names: readonly string[]): Promise<void> {
  const there = await readdir(folder).catch((): string[] => []);
  if (names.length === 0 || !names.every((name) => there.includes(name))) throw shouhuError('SH-J009', {});
  for (const name of there) if (!names.includes(name)) await rm(join(folder, name), { force: true });
}

/** Removes uploads that no task will use any more. */
export async function sweepUploads({ db, folder, now }: Services): Promise<void> {
  const names = await readdir(join(folder, UPLOADS)).catch((): string[] => []);
  const open = await db.selectFrom('task').select('task_id').where('state', 'in', ['queued', 'running']).execute();
  for (const name of names) {
    const path = join(folder, UPLOADS, name);
    const { mtimeMs } = await stat(path);
    const isWanted = open.some(({ task_id }) => name.startsWith(task_id));
    if (!isWanted && now().getTime() - mtimeMs > KEPT_MS) await rm(path, { recursive: true, force: true });
  }
}
