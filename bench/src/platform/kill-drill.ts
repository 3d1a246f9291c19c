/**
 * Kills the server of a platform, or the database under it, at random while cases are opened, and counts what was acknowledged and is gone:
 *   node bench/src/platform/kill-drill.ts [rounds] [seed]
 * Prints what it saw as JSON; exit status 1 when anything was lost, or the log or the ledger does not hold.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { reachDatabase } from '@shouhu/database';
import { sql } from 'kysely';
import { fill, institutionAt, leadAt } from './fill.ts';
import { command, dataIn, freePort, keyIn, serveIn, session } from './served.ts';
import type { Served } from './served.ts';

const SIZE = { institutions: 10, leads: 20_000, findings: 20_000, cases: 10 };
const WRITERS = 8;
const MOST_MS = 2_000;

interface Seen {
  readonly rounds: number;
  readonly seed: number;
  acknowledged: number;
  /** Acknowledged and not in the database. */
  lost: number;
  readonly killed: { server: number; database: number };
  doctor: string;
}

const [rounds = '20', seed = '1'] = process.argv.slice(2);
const seen = await drill(Number(rounds), Number(seed));
console.log(JSON.stringify(seen));
if (seen.lost > 0 || seen.doctor !== 'ok') process.exitCode = 1;

async function drill(count: number, from: number): Promise<Seen> {
  const base = await mkdtemp(join(tmpdir(), 'shouhu-kill-drill-'));
  const random = generator(from);
  const result: Seen = {
    rounds: count,
    seed: from,
    acknowledged: 0,
    lost: 0,
    killed: { server: 0, database: 0 },
    doctor: '',
  };
  const port = await freePort();
  const postgres = join(dataIn(base), 'postgres');
  try {
    let served = await serveIn(base, port);
    const first = await reachDatabase<unknown>({ folder: postgres });
    await fill(first.db, SIZE);
    await first.close();
    const inspector = served.accounts.find(({ username }) => username === 'inspector');
    if (inspector === undefined) throw new Error('no account was made');
    const cookie = await session(served.url, inspector);
    const acknowledged: string[] = [];
    let lead = SIZE.cases;
    for (let round = 0; round < count; round += 1) {
      const killsDatabase = random() < 0.5;
      const writing = Array.from({ length: WRITERS }, async () => {
        for (;;) {
          lead += 1;
          const matter_id = await open(served.url, cookie, lead).catch(() => null);
          if (matter_id === null) return;
          acknowledged.push(matter_id);
        }
      });
      await setTimeout(random() * MOST_MS);
      if (killsDatabase)
        process.kill(Number.parseInt(await readFile(join(postgres, 'data/postmaster.pid'), 'utf8'), 10), 'SIGKILL');
      else served.process.kill('SIGKILL');
      result.killed[killsDatabase ? 'database' : 'server'] += 1;
      await Promise.all(writing);
      served = killsDatabase && (await ready(served)) ? served : await serveIn(base, port);
    }
    const last = await reachDatabase<unknown>({ folder: postgres });
    const { rows } = await sql<{ id: string }>`SELECT matter_id AS id FROM matter`.execute(last.db);
    await last.close();
    const kept = new Set(rows.map(({ id }) => id));
    result.acknowledged = acknowledged.length;
    result.lost = acknowledged.filter((id) => !kept.has(id)).length;
    await served.stop();
    result.doctor = await command('doctor', '--data', dataIn(base), '--key-file', keyIn(base)).then(
      () => 'ok',
      (error: unknown) => String(error),
    );
    return result;
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

/** @returns the id once it is acknowledged; null when it was not */
async function open(url: string, cookie: string, at: number): Promise<string | null> {
  const body = {
    matter_id: randomUUID(),
    procedure: 'penalty',
    lead_id: leadAt(at),
    fixmedins_code: institutionAt(1 + (at % SIZE.institutions)),
  };
  const headers = { cookie, origin: url, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/matters`, { method: 'POST', headers, body: JSON.stringify(body) });
  await answer.arrayBuffer();
  return answer.ok ? body.matter_id : null;
}

/**
 * The server starts its database again; until then it says that it cannot work.
 * @returns false when it gave the database up, as after four kills in ten minutes, and ended
 */
async function ready({ url, process: server }: Served): Promise<boolean> {
  for (let quiet = 0; quiet < 2;) {
    if (server.exitCode !== null) return false;
    const answer = await fetch(`${url}/api/ready`).catch(() => null);
    quiet = answer?.ok === true ? quiet + 1 : 0;
    await setTimeout(200);
  }
  return true;
}

/** Mulberry32: the same kills for the same seed, as far as the machine keeps time. */
function generator(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
