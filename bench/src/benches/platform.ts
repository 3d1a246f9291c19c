import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { reachDatabase } from '@shouhu/database';
import { sql } from 'kysely';
import type { Bench } from '../bench.ts';
import { describeMachine, type Machine } from '../machine.ts';
import { fill } from '../platform/fill.ts';
import { command, dataIn, freePort, keyIn, serveIn, session } from '../platform/served.ts';
import { nextOf, work } from '../platform/users.ts';
import type { Desk, Latency, User } from '../platform/users.ts';
import { rounded, timed } from '../statistics.ts';

export interface PlatformReport {
  readonly findings: number;
  readonly cases: number;
  readonly leads: number;
  readonly users: number;
  readonly fill_s: number;
  readonly seconds: number;
  /** By kind of request, the reference `me` among them. */
  readonly latency: Record<string, Latency>;
  /** Steps that were acknowledged, and those of them that stand in the database at the end. */
  readonly steps: { readonly acknowledged: number; readonly kept: number };
  /** Restored from a backup that was made while the users worked: the command compares every table with its digest. */
  readonly backup_s: number;
  readonly backup_mb: number;
  readonly restore_s: number;
  readonly machine: Machine;
}

const USERS = 100;
const INSTITUTIONS = 500;
/** A user looks at what came for a second. */
const PAUSE_MS = 1_000;
const SECONDS = 60;
/** Findings to a lead, and to a case. */
const PER = { lead: 20, case: 100 };

/** The platform at the size of a city: 100 people at work, a backup under them, its restore. `--lines` are findings. */
export const platformBench: Bench<PlatformReport> = {
  about: '平台：疑点、案件与一百名用户 · the platform with findings, cases and a hundred users',
  defaults: { lines: 1_000_000, rounds: 1 },
  async run({ lines: findings, workdir, keep }, onProgress) {
    const machine = describeMachine();
    const size = {
      institutions: INSTITUTIONS,
      leads: Math.ceil(findings / PER.lead),
      findings,
      cases: Math.ceil(findings / PER.case),
    };
    const base = join(workdir, `platform-${findings}`);
    await rm(base, { recursive: true, force: true });
    await mkdir(base, { recursive: true, mode: 0o755 });
    const served = await serveIn(base, await freePort());
    try {
      onProgress('filling');
      const database = await reachDatabase<unknown>({
        folder: join(dataIn(base), 'postgres'),
        statement_timeout_ms: 0,
      });
      const filled = await timed(async () => fill(database.db, size));
      const casesOf = async (version: string): Promise<string[]> => {
        const { rows } = await sql<{
          id: string;
        }>`SELECT matter_id AS id FROM matter WHERE ${sql.raw(version)} LIMIT 1000`.execute(database.db);
        return rows.map(({ id }) => id);
      };
      const desk: Desk = {
        size,
        matters: await casesOf('version > 0'),
        untouched: await casesOf('version = 0'),
        acknowledged: [],
      };
      await database.close();
      onProgress('signing in');
      const staff = served.accounts.filter(({ username }) => /^(inspector2?|head)$/.test(username));
      const users: User[] = [];
      for (let at = 0; at < USERS; at += 1) {
        const account = staff[at % staff.length];
        if (account === undefined) continue;
        users.push({ username: account.username, cookie: await session(served.url, account) });
      }
      onProgress(`${users.length} users`);
      const pace = { seconds: SECONDS, pause_ms: PAUSE_MS };
      const next = (user: User) => nextOf(user, desk);
      const latency = await work(served.url, users, next, pace);
      onProgress('backup and restore');
      const out = join(base, 'backup.zip');
      const place = ['--key-file', keyIn(base)];
      const [made] = await Promise.all([
        timed(async () => command('backup', '--data', dataIn(base), '--out', out, ...place)),
        work(served.url, users, next, { ...pace, seconds: SECONDS / 4 }),
      ]);
      const steps = { acknowledged: desk.acknowledged.length, kept: await keptOf(base, desk.acknowledged) };
      const restored = await timed(async () => command('restore', out, '--data', join(base, 'restored'), ...place));
      return {
        findings,
        cases: size.cases,
        leads: size.leads,
        users: users.length,
        fill_s: rounded(filled.seconds),
        seconds: SECONDS,
        latency,
        steps,
        backup_s: rounded(made.seconds),
        backup_mb: rounded((await stat(out)).size / 2 ** 20),
        restore_s: rounded(restored.seconds),
        machine,
      };
    } finally {
      await served.stop();
      if (!keep) await rm(base, { recursive: true, force: true });
    }
  },
};

/** How many of these steps stand in the database. */
async function keptOf(base: string, request_ids: readonly string[]): Promise<number> {
  const { db, close } = await reachDatabase<unknown>({ folder: join(dataIn(base), 'postgres') });
  const { rows } = await sql<{
    kept: number;
  }>`SELECT count(*)::int AS kept FROM deed WHERE request_id = ANY(${request_ids}::uuid[])`.execute(db);
  await close();
  return rows[0]?.kept ?? 0;
}
