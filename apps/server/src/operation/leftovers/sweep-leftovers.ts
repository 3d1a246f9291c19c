/** Every night: removes what is left over. Killed in between, the next night goes on; the log has each before it goes. */
import { rm } from 'node:fs/promises';
import { transaction } from '@shouhu/database';
import type { Services } from '../../http/new-app.ts';
import { holdDigest } from '../../files/stored-files.ts';
import { note } from '../../log/log.ts';
import { INSTALLATION } from '../installation.ts';
import { isAbandoned, leftovers } from './leftovers.ts';
import type { Leftover } from './leftovers.ts';

type Sweeping = Pick<Services, 'db' | 'folder' | 'now'>;

export async function sweepLeftovers(services: Sweeping, signal?: AbortSignal): Promise<void> {
  const at = services.now();
  for (const leftover of await leftovers(services, at)) {
    signal?.throwIfAborted();
    const { subject, region, paths, bytes } = leftover;
    const noted = { action: 'leftover.removed', subject, region, detail: `${paths.length} ${bytes}` };
    await transaction(services.db, 'read committed', async (trx) => note(trx, INSTALLATION, at, noted));
    await remove(services, leftover, at);
  }
}

async function remove({ db }: Sweeping, { subject, paths }: Leftover, at: Date): Promise<void> {
  const [, digest] = /^file:(.*)$/.exec(subject) ?? [];
  if (digest === undefined) return removeAll(paths);
  await transaction(db, 'read committed', async (trx) => {
    await holdDigest(trx, digest, 'removing');
    const row = await trx.selectFrom('stored_file').select('digest').where('digest', '=', digest).executeTakeFirst();
    // The same bytes may have come again since it was looked at.
    for (const path of paths) if (row === undefined && (await isAbandoned(path, at))) await removeAll([path]);
  });
}

async function removeAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true });
}
