/** The server of tests: of this process, or one that all processes of a run share (`--test-global-setup`). */
import { mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from './embedded/server.ts';

export interface TestServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Names the server of the run to its test processes. */
export const SHARED = 'SHOUHU_TEST_DATABASE';

/** What the databases of all tests need by far. */
const ROOM_BYTES = 2 ** 30;

const PREFIX = 'shouhu-test-';

export async function startTestServer(): Promise<TestServer> {
  const base = await scratch();
  await sweep(base);
  const folder = await mkdtemp(join(base, `${PREFIX}${process.pid}-`));
  const { url, stop } = await startServer({ folder, log: () => undefined, onLost: () => undefined, durable: false });
  return {
    url,
    async stop() {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A new database is three hundred files: a tenth of the time where files are in memory, if there is room for them. */
async function scratch(): Promise<string> {
  const memory = '/dev/shm';
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize > ROOM_BYTES ? memory : tmpdir();
}

/** Removes what test processes left that were killed, as by Ctrl-C. */
async function sweep(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : process.pid;
    if (!isAlive(pid)) await rm(join(base, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
