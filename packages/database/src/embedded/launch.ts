import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rename } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DATA, LOG, PREVIOUS_LOG } from './layout.ts';
import { command, lastComplaint, run } from './run.ts';
import type { Command, ServerUser } from './run.ts';
import type { ServerOptions } from './server-options.ts';
import { SYNC_METHOD } from './sync-method.ts';
import { POLL_MS, START_TIMEOUT_MS, STOP_TIMEOUT_MS } from './times.ts';

/** A running server: where it listens, and its end. */
export interface Running {
  readonly port: number;
  /** Comes when the server ends, asked to or not. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back, what is in memory is written. */
  readonly stop: () => Promise<void>;
}

/** Only this machine reaches it; its log tells no value and no statement, as both may hold personal data. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_timezone: 'Asia/Shanghai',
  recovery_init_sync_method: SYNC_METHOD,
};

const THROWAWAY = {
  // Many processes of tests share one.
  max_connections: '400',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  deadlock_timeout: '1ms',
};

/** Between finding a free port and listening on it another process may take it. */
const ATTEMPTS = 3;

/**
 * Starts the server on the data of a folder and waits until it takes connections.
 * @param wanted the port where it listened before; any free one if absent
 * @throws Error with what the server says for the reason
 */
export async function launch(
  { folder, durable }: Pick<ServerOptions, 'folder' | 'durable'>,
  postgres: string,
  user: ServerUser,
  wanted?: number,
): Promise<Running> {
  const wrapper = await endingWithUs();
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort());
    const settings = Object.entries({ ...SETTINGS, ...(durable ? {} : THROWAWAY), port: String(port) });
    const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const [program = '', ...args] = [...wrapper, postgres, '-D', join(folder, DATA), ...flags];
    const child = await start(command(program, args, user), folder);
    const failure = await readiness(child, join(folder, DATA, 'postmaster.pid'));
    if (failure === undefined) return running(child, port);
    const said = await readFile(join(folder, LOG), 'utf8');
    if (attempt === ATTEMPTS || !said.includes('Address already in use')) {
      throw new Error(lastComplaint(said) ?? failure);
    }
  }
}

/**
 * What makes the kernel stop the server when this process dies without a word (`setpriv` of util-linux, where it can).
 * Without it the next opener stops the server. The kernel watches the thread: do not open in a worker that ends.
 */
async function endingWithUs(): Promise<string[]> {
  const wrapper = ['setpriv', '--pdeathsig', 'SIGINT'];
  return run('setpriv', ['--pdeathsig', 'SIGINT', 'true']).then(
    () => wrapper,
    () => [],
  );
}

/** In a session of its own: Ctrl-C on the terminal is for us, who close in order. */
async function start({ program, args, options }: Command, folder: string): Promise<ChildProcess> {
  await rename(join(folder, LOG), join(folder, PREVIOUS_LOG)).catch(() => undefined);
  const log = await open(join(folder, LOG), 'w', 0o600);
  try {
    const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'ignore', log.fd] });
    await once(child, 'spawn');
    return child;
  } finally {
    await log.close();
  }
}

/** Waits for the server's own word in its note, line 8. @returns why it will not come, undefined when it is ready */
async function readiness(child: ChildProcess, note: string): Promise<string | undefined> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!hasEnded(child)) {
    const lines = (await readFile(note, 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return undefined;
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      return 'timeout';
    }
    await pause(POLL_MS);
  }
  return `exit ${child.exitCode ?? child.signalCode}`;
}

function running(child: ChildProcess, port: number): Running {
  // It does not keep this process alive.
  child.unref();
  const { promise: ended, resolve: unasked } = Promise.withResolvers<void>();
  child.once('exit', () => unasked());
  return {
    port,
    ended,
    async stop() {
      if (hasEnded(child)) return;
      child.ref();
      const exit = once(child, 'exit');
      child.kill('SIGINT');
      const force = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS);
      await exit;
      clearTimeout(force);
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
