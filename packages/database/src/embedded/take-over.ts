import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { POLL_MS, STOP_TIMEOUT_MS } from './times.ts';

/**
 * Ends what an opener that was killed left running on this data: its server, or, where that was killed too, processes
 * that still serve a connection. The caller holds the lock of the folder.
 */
export async function endLeftOver(data: string, log: (line: string) => void): Promise<void> {
  const inside = await realpath(data).catch(() => undefined);
  if (inside === undefined) return;
  const server = await serverOf(data);
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  let left = await processesIn(inside);
  if (left.length > 0) log(`a database server was left running (${left.join(' ')}): it is stopped first`);
  if (left.includes(server)) signal(server, 'SIGINT');
  while (left.length > 0) {
    // Without their server nobody stops them. What they acknowledged is safe: the next start recovers it.
    if (!left.includes(server) || Date.now() > deadline) for (const pid of left) signal(pid, 'SIGKILL');
    await setTimeout(POLL_MS);
    left = await processesIn(inside);
  }
  // With nobody left the file is stale. PostgreSQL would refuse it when its number belongs to another process by now.
  await rm(join(data, 'postmaster.pid'), { force: true });
}

/** First line of PostgreSQL's own note: the number of the server. */
async function serverOf(data: string): Promise<number> {
  const note = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  return Number.parseInt(note, 10);
}

/** Every process of PostgreSQL works in its data folder, which a mere number could not tell. */
async function processesIn(data: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      if ((await readlink(`/proc/${pid}/cwd`).catch(() => '')) !== data) return false;
      return (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() === 'postgres';
    }),
  );
  return pids.filter((_, at) => found[at]).map(Number);
}

function signal(pid: number, name: 'SIGINT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
