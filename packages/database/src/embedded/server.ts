import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { handOver, lockFolder, prepareFolder } from './folder.ts';
import { initialise } from './initialise.ts';
import { keepRunning } from './keep-running.ts';
import { launch } from './launch.ts';
import { DATA, PASSWORD, ROLE } from './layout.ts';
import { serverPrograms } from './programs.ts';
import { endLeftOver } from './take-over.ts';
import type { ServerOptions } from './server-options.ts';
import { serverUser } from './user.ts';

/** An embedded server that runs, for this process alone. */
export interface EmbeddedServer {
  /** Of its database, with the password. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts PostgreSQL 18 on a folder; what a killed process left running there is stopped first.
 * @throws ShouhuError when the folder is in use, is not ours, or the server does not start
 */
export async function startServer(options: ServerOptions): Promise<EmbeddedServer> {
  const folder = resolve(options.folder);
  try {
    await prepareFolder(folder);
    const unlock = lockFolder(folder);
    return await startIn({ ...options, folder }, unlock).catch((error: unknown) => {
      unlock();
      throw error;
    });
  } catch (error) {
    if (error instanceof ShouhuError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw shouhuError('SH-B001', { folder, detail }, {}, error);
  }
}

async function startIn(options: ServerOptions, unlock: () => void): Promise<EmbeddedServer> {
  const { folder, log } = options;
  const user = await handOver(folder, await serverUser(folder, log));
  const programs = await serverPrograms(folder, user);
  await initialise(options, programs, user);
  const password = await readFile(join(folder, PASSWORD), 'utf8');
  const start = async (port?: number) => {
    // Those that served a connection outlive a server that was killed, and would keep it from starting.
    await endLeftOver(join(folder, DATA), log);
    return launch(options, programs.postgres, user, port);
  };
  const running = await keepRunning(start, options);
  return {
    url: `postgresql://${ROLE}:${password}@127.0.0.1:${running.port}/${ROLE}`,
    async stop() {
      await running.stop();
      unlock();
    },
  };
}
