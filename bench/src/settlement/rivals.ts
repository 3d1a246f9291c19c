/** Who runs a script beside us: pgbench, or a bare client where it is not installed. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';

export interface Contest {
  readonly url: string;
  readonly folder: string;
  /** Statements with `:n`. */
  readonly script: readonly string[];
  readonly clients: number;
  /** Runs of each client. */
  readonly runs: number;
  /** The first `:n`; each run has one of its own. */
  readonly from: number;
}

export interface Pace {
  readonly by: 'pgbench' | 'pg';
  readonly per_s: number;
}

export async function rival(contest: Contest): Promise<Pace> {
  return (await pgbench(contest)) ?? bare(contest);
}

/** Prepared statements, one thread. @returns undefined where there is none @throws Error with what it says */
async function pgbench({ url, folder, script, clients, runs, from }: Contest): Promise<Pace | undefined> {
  const file = join(folder, 'script.sql');
  const numbering = [`\\set n ${from} + :client_id * ${runs} + :run`, '\\set run :run + 1'];
  await writeFile(file, [...numbering, ...script.map((statement) => `${statement};`)].join('\n'));
  const args = ['-n', '-M', 'prepared', '-D', 'run=0', '-c', String(clients), '-t', String(runs), '-f', file, url];
  const child = spawn('pgbench', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const status = await new Promise<number | null | undefined>((resolve) => {
    child.on('close', resolve).on('error', () => resolve(undefined));
  });
  if (status === undefined) return undefined;
  const [, per_s = ''] = /tps = ([\d.]+)/.exec(said) ?? [];
  if (status !== 0 || per_s === '') throw new Error(`pgbench: ${said.slice(0, 2_000)}`);
  return { by: 'pgbench', per_s: Number(per_s) };
}

async function bare({ url, script, clients, runs, from }: Contest): Promise<Pace> {
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  const started = performance.now();
  await Promise.all(
    connections.map(async (client, at) => {
      for (let run = 0; run < runs; run += 1)
        for (const [place, statement] of script.entries()) await ask(client, place, statement, from + at * runs + run);
    }),
  );
  const per_s = (clients * runs * 1_000) / (performance.now() - started);
  await Promise.all(connections.map(async (client) => client.end()));
  return { by: 'pg', per_s };
}

async function ask(client: Client, place: number, statement: string, n: number): Promise<void> {
  if (!statement.includes(':n)')) await client.query(statement);
  else await client.query({ name: `s${place}`, text: statement.replaceAll(':n)', '$1)'), values: [String(n)] });
}
