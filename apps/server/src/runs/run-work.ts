/** What the worker does with a run: judges into a folder of its own, then records its leads at once, and once. */
import { constants, existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Services } from '../http/new-app.ts';
import { readRun } from '../leads/read-run.ts';
import { recordRun } from '../leads/record-run.ts';
import { tell } from '../outbox/tell.ts';
import { folderOf } from '../rulebook/content.ts';
import { inForce } from '../rulebook/in-force.ts';
import { queueShadows } from '../rulebook/plans.ts';
import type { Schema } from '../store/schema.ts';
import { runChild } from '../tasks/child.ts';
import type { Task } from '../tasks/tasks.ts';
import type { TaskWork } from '../tasks/work.ts';
import { runAsked } from './run-input.ts';
import type { Asked, Ran, RunInput } from './run-input.ts';
import { FIGURES, runFolder } from './run-folder.ts';

const CHILD = join(import.meta.dirname, 'run-child.ts');

export const runWork: TaskWork = {
  work: async (services, task, doing) => {
    const { folder } = services;
    const out = runFolder(folder, task.task_id);
    if (!existsSync(out)) {
      const part = partOf(services, task);
      const asked = runAsked.parse(task.input);
      await rm(part, { recursive: true, force: true });
      const before = asked.whole ? null : await runBefore(services, asked);
      if (before === null) await mkdir(part, { recursive: true, mode: 0o700 });
      else await cp(before, part, { recursive: true, mode: constants.COPYFILE_FICLONE });
      const scratch = scratchOf(services, task);
      await mkdir(scratch, { recursive: true, mode: 0o700 });
      const { lake, memory_mb } = services.claims;
      const { version, files } = await inForce(services.db);
      const knowledge = await folderOf(folder, files);
      const input: RunInput = { ...asked, lake, out: part, memory_mb, knowledge, version };
      const ran = await runChild<Ran>({ module: CHILD, input, scratch, ...doing });
      await writeFile(join(part, FIGURES), JSON.stringify(ran), { mode: 0o600 });
      await rename(part, out);
    }
    doing.onProgress({ stage: 'record' });
    const ran: Ran = JSON.parse(await readFile(join(out, FIGURES), 'utf8'));
    const recorded = await recordOnce(services, task, out);
    await queueShadows(services, task, ran.version);
    return { ...ran, ...recorded };
  },
  tellDone: async (trx, task, result, at) => {
    const { added, changed, withdrawn } = counts.parse(result);
    const values = { added, changed, withdrawn, task_id: task.task_id };
    await tell(trx, { to: [task.asked_by.id], template: 'run.done', values, at });
  },
  tidy: async (services, task) => {
    await rm(partOf(services, task), { recursive: true, force: true });
    await rm(scratchOf(services, task), { recursive: true, force: true });
  },
};

const counts = z.object({ run_id: z.int(), added: z.int(), changed: z.int(), withdrawn: z.int() });

function partOf({ folder }: Services, { task_id }: Task): string {
  return `${runFolder(folder, task_id)}.part`;
}

function scratchOf({ folder }: Services, { task_id }: Task): string {
  return join(folder, 'scratch', task_id);
}

/** The last finished run over the same period, to build upon. */
async function runBefore({ db, folder }: Services, { from, to }: Asked): Promise<string | null> {
  const rows = await db
    .selectFrom('task')
    .select(['task_id', 'input'])
    .where('kind', '=', 'run')
    .where('state', '=', 'done')
    // The folder of one from a terminal is not the platform's.
    .where(sql<boolean>`input ->> 'terminal' IS NULL`)
    .orderBy('ended_at', 'desc')
    .limit(20)
    .execute();
  const same = rows.find(({ input }) => {
    const asked = runAsked.parse(input);
    return asked.from === from && asked.to === to;
  });
  const path = same === undefined ? null : runFolder(folder, same.task_id);
  return path !== null && existsSync(path) ? path : null;
}

/** Records the leads unless an attempt before did: it did so under the instant that the task keeps. */
async function recordOnce(services: Services, { task_id, asked_by }: Task, out: string) {
  const { db, ring, folder, now } = services;
  const at = await recordingAt(db, task_id, now());
  const known = await db
    .selectFrom('run')
    .select('run_id')
    .where('recorded_at', '=', at)
    .where('recorded_by', '=', asked_by.id)
    .executeTakeFirst();
  const { run_id } = known ?? (await recordRun({ db, ring, folder }, { caller: asked_by, at }, await readRun(out)));
  const rows = await db
    .selectFrom('lead_revision')
    .select((e) => ['standing', e.fn.countAll<number>().as('count')])
    .where('run_id', '=', run_id)
    .groupBy('standing')
    .execute();
  const count = (standing: string): number => rows.find((row) => row.standing === standing)?.count ?? 0;
  return { run_id, added: count('current'), changed: count('changed'), withdrawn: count('withdrawn') };
}

async function recordingAt(db: Kysely<Schema>, task_id: string, at: Date): Promise<Date> {
  const { recorded_at } = await db
    .updateTable('task')
    .set((row) => ({ recorded_at: row.fn.coalesce('recorded_at', row.val(at)) }))
    .where('task_id', '=', task_id)
    .returning('recorded_at')
    .executeTakeFirstOrThrow();
  return recorded_at ?? at;
}
