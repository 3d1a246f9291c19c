import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DATA, DATA_DRAFT, PASSWORD, ROLE } from './layout.ts';
import type { Programs } from './programs.ts';
import { run } from './run.ts';
import type { ServerUser } from './run.ts';
import type { ServerOptions } from './server-options.ts';
import { SYNC_METHOD } from './sync-method.ts';

/** Order and case of characters by Unicode alone, so that no update of the system's library spoils an index. */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/** The superuser has no password and no socket, so nobody can log in as it; {@link ROLE} owns its database. */
const LOGIN = ['--username=postgres', '--auth-local=reject', '--auth-host=scram-sha-256'];

/**
 * Makes an empty database in the folder unless there is one: aside first, then in its place in one step, so that a
 * crash leaves none or a whole one.
 */
export async function initialise(
  { folder, durable }: ServerOptions,
  programs: Programs,
  user: ServerUser,
): Promise<void> {
  if (existsSync(join(folder, DATA, 'PG_VERSION'))) return;
  const draft = join(folder, DATA_DRAFT);
  await rm(draft, { recursive: true, force: true });
  const sync = durable ? `--sync-method=${SYNC_METHOD}` : '--no-sync';
  await run(programs.initdb, [`--pgdata=${draft}`, ...LOCALE, ...LOGIN, sync], user);
  const password = randomBytes(24).toString('base64url');
  const role = `CREATE ROLE ${ROLE} LOGIN CREATEDB PASSWORD '${password}';\nCREATE DATABASE ${ROLE} OWNER ${ROLE};\n`;
  // Nobody reads along in this mode: without the setting it goes on after an error and ends well.
  const settings = ['-c', `fsync=${durable}`, '-c', 'exit_on_error=on', '-c', 'log_min_error_statement=panic'];
  await run(programs.postgres, ['--single', '-D', draft, ...settings, 'postgres'], user, role);
  await writePassword(join(folder, PASSWORD), password, user);
  await rename(draft, join(folder, DATA));
  await syncFolder(folder);
}

async function writePassword(path: string, password: string, { uid, gid }: ServerUser): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(password);
    await file.sync();
  } finally {
    await file.close();
  }
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
