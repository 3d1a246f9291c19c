import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { shouhuError } from '@shouhu/errors';
import { DATA } from './layout.ts';
import { run } from './run.ts';
import type { ServerUser } from './run.ts';

/** The account that PostgreSQL has on every system that knows it. */
const ACCOUNT = 'postgres';

/**
 * PostgreSQL refuses to run as root: the server then runs as the owner of its data, or as the user `postgres`, which
 * is added to the system where it is missing.
 * @throws ShouhuError SH-B005 when it cannot be added
 */
export async function serverUser(folder: string, log: (line: string) => void): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  const data = await stat(join(folder, DATA)).catch(() => undefined);
  if (data !== undefined && data.uid !== 0) return { uid: data.uid, gid: data.gid };
  const known = await account();
  if (known !== undefined) return known;
  const refusal = await run('useradd', ['--system', '--user-group', '--no-create-home', ACCOUNT]).then(
    () => log(`added the system user ${ACCOUNT}, as PostgreSQL does not run as root`),
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  // Refused is also who came second of two at once: what counts is whether the user is there.
  const added = await account();
  if (added !== undefined) return added;
  throw shouhuError('SH-B005', { user: ACCOUNT, detail: refusal ?? '?' });
}

async function account(): Promise<ServerUser | undefined> {
  try {
    return { uid: Number(await run('id', ['-u', ACCOUNT])), gid: Number(await run('id', ['-g', ACCOUNT])) };
  } catch {
    return undefined;
  }
}
