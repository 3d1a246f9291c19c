/** A platform in a process of its own, as an operator starts one, and its users. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '../../../apps/cli/src/main.ts');

export interface Account {
  readonly username: string;
  readonly password: string;
}

export interface Served {
  readonly url: string;
  readonly process: ChildProcess;
  /** As the first start printed them; none later. */
  readonly accounts: readonly Account[];
  readonly stop: () => Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Folder of the data within a work folder. */
export const dataIn = (workdir: string): string => join(workdir, 'data');
export const keyIn = (workdir: string): string => join(workdir, 'key');

/** Runs a command of the command line to its end. @throws Error with what it said */
export async function command(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`shouhu ${args[0]}: ${said}`);
  return said;
}

export async function serveIn(workdir: string, port: number, ...more: readonly string[]): Promise<Served> {
  await mkdir(workdir, { recursive: true });
  const args = ['serve', '--data', dataIn(workdir), '--key-file', keyIn(workdir), '--port', String(port)];
  const child = spawn(process.execPath, [MAIN, ...args, '--admdvs', '429000', '--samples', '--totp', 'none', ...more], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const accounts: Account[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [, username, password] = /^ {2}(\w+) +(\S{8,}) /.exec(line) ?? [];
    if (username !== undefined && password !== undefined) accounts.push({ username, password });
    if (line.includes('http://')) break;
  }
  return {
    url: `http://127.0.0.1:${port}`,
    process: child,
    accounts,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Signs in. @returns the cookie of the session */
export async function session(url: string, { username, password }: Account): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username, password }),
  });
  if (!answer.ok) throw new Error(`sign-in of ${username}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
