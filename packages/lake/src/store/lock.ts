import { link, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { shouhuError } from '@shouhu/errors';
import { isRecord, parseJson } from './json.ts';
import { FILE_MODE, LOCK } from './layout.ts';

/** Who holds a lake. A process id alone may have been given to another process since: the start time tells. */
interface Holder {
  readonly pid: number;
  /** Clock ticks since boot at which the process started; null where the system does not tell. */
  readonly started: string | null;
  readonly host: string;
}

/** Longer than a process can stand between two adjacent system calls of {@link breakStale}. */
const STEAL_TIMEOUT_MS = 10_000;

/**
 * Takes the lake for one importer. A lock whose process is gone is taken over.
 * @returns the release
 * @throws ShouhuError naming the holder while another import runs
 */
export async function lockLake(lake: string): Promise<() => Promise<void>> {
  const path = join(lake, LOCK);
  const own: Holder = { pid: process.pid, started: await startTime(process.pid), host: hostname() };
  const text = JSON.stringify(own);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await create(path, text)) return () => unlink(path);
    const held = await read(path);
    if (held === undefined) continue;
    if (await alive(held))
      throw shouhuError('SH-L005', { path: lake, pid: held.host === own.host ? held.pid : `${held.pid}@${held.host}` });
    await breakStale(path);
  }
  throw shouhuError('SH-L005', { path: lake, pid: '?' });
}

/** Creates the lock with its content in one step, so that nobody reads half a holder. */
async function create(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, text, { mode: FILE_MODE });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** Removes a stale lock. Only the process that holds the second lock may, so that nobody removes a fresh one. */
async function breakStale(path: string): Promise<void> {
  const steal = `${path}.steal`;
  if (!(await create(steal, '{}'))) {
    const since = await stat(steal).catch(() => undefined);
    if (since !== undefined && Date.now() - since.mtimeMs > STEAL_TIMEOUT_MS)
      await unlink(steal).catch(() => undefined);
    return;
  }
  try {
    const held = await read(path);
    if (held !== undefined && !(await alive(held))) await unlink(path);
  } finally {
    await unlink(steal).catch(() => undefined);
  }
}

async function read(path: string): Promise<Holder | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const holder = parseJson(text);
  if (!isRecord(holder)) return undefined;
  const { pid, started, host } = holder;
  if (typeof pid !== 'number' || typeof host !== 'string') return undefined;
  return { pid, started: typeof started === 'string' ? started : null, host };
}

/** A holder on another machine cannot be looked at: it counts as alive, and the error says how to free the lake. */
async function alive(holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (isCode(error, 'ESRCH')) return false;
  }
  return holder.started === null || holder.started === (await startTime(holder.pid));
}

/** Field 22 of /proc/PID/stat; the name in brackets before it may hold blanks. */
async function startTime(pid: number): Promise<string | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return fields[19] ?? null;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
