/** What the worker does with a plan: judges twice, keeps the comparison, and records that exactly this content was planned. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nationalCalendar } from '@shouhu/clocks';
import { act, publication } from '@shouhu/procedure';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { civilDayOf } from '../casework/matter.ts';
import type { Services } from '../http/new-app.ts';
import { tell } from '../outbox/tell.ts';
import { runFolder } from '../runs/run-folder.ts';
import type { Schema } from '../store/schema.ts';
import { runChild } from '../tasks/child.ts';
import type { Task } from '../tasks/tasks.ts';
import type { TaskWork } from '../tasks/work.ts';
import { folderOf } from './content.ts';
import { deedsOf, doWith } from './draft.ts';
import { noteDraft } from './drafts.ts';
import { planAsked } from './plan-input.ts';
import type { PlanAsked, Planned, PlanInput } from './plan-input.ts';

const CHILD = join(import.meta.dirname, 'plan-child.ts');

export const planWork: TaskWork = {
  work: async (services, task, doing) => {
    const { db, now } = services;
    const asked = planAsked.parse(task.input);
    const kept = await db
      .selectFrom('rule_plan')
      .select('task_id')
      .where('task_id', '=', task.task_id)
      .executeTakeFirst();
    if (kept === undefined) {
      const input = await inputOf(services, task, asked);
      const { comparison } = await runChild<Planned>({ module: CHILD, input, scratch: input.out, ...doing });
      const { draft_id, purpose, digest, base } = asked;
      await db
        .insertInto('rule_plan')
        .values({
          task_id: task.task_id,
          draft_id,
          purpose,
          digest,
          base,
          snapshot: comparison.after.snapshot,
          comparison: JSON.stringify(comparison),
          ended_at: now(),
        })
        .onConflict((on) => on.doNothing())
        .execute();
    }
    return totalsOf(services, task);
  },
  tellDone: async (trx, task, result, at) => {
    const { appear, vanish, changed } = totals.parse(result);
    const asked = planAsked.parse(task.input);
    const values = { appear, vanish, changed, task_id: task.task_id };
    await tell(trx, { to: [task.asked_by.id], template: 'plan.done', values, at });
    if (asked.purpose === 'plan') await recordPlan(trx, task, asked, at);
  },
  tidy: async (services, task) => rm(scratchOf(services, task), { recursive: true, force: true }),
};

const totals = z.object({ appear: z.int(), vanish: z.int(), changed: z.int() });

async function totalsOf({ db }: Services, { task_id }: Task): Promise<object> {
  const { comparison } = await db
    .selectFrom('rule_plan')
    .select('comparison')
    .where('task_id', '=', task_id)
    .executeTakeFirstOrThrow();
  const { appear_fen, vanish_fen, changed_fen } = z
    .object({ appear_fen: z.int(), vanish_fen: z.int(), changed_fen: z.int() })
    .parse(comparison);
  return { ...totals.parse(comparison), appear_fen, vanish_fen, changed_fen };
}

function scratchOf({ folder }: Services, { task_id }: Task): string {
  return join(folder, 'scratch', task_id);
}

async function inputOf(services: Services, task: Task, asked: PlanAsked): Promise<PlanInput> {
  const { db, folder, claims } = services;
  const { draft_id, revision, base_version, from, to, as_of, run_task_id } = asked;
  const draft = await db
    .selectFrom('rule_draft_revision')
    .select('files')
    .where('draft_id', '=', draft_id)
    .where('revision', '=', revision)
    .executeTakeFirstOrThrow();
  const current = await db
    .selectFrom('rule_version')
    .select('files')
    .where('version', '=', base_version)
    .executeTakeFirstOrThrow();
  const out = scratchOf(services, task);
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true, mode: 0o700 });
  const run = run_task_id === null ? null : runFolder(folder, run_task_id);
  return {
    lake: claims.lake,
    memory_mb: claims.memory_mb,
    out,
    current: await folderOf(folder, current.files),
    draft: await folderOf(folder, draft.files),
    current_run: run !== null && existsSync(run) ? run : null,
    from,
    to,
    as_of,
  };
}

/** The step that a finished plan is; a draft that was changed or taken back meanwhile has none. */
async function recordPlan(trx: Transaction<Schema>, task: Task, asked: PlanAsked, at: Date): Promise<void> {
  const { draft_id, digest: content, base } = asked;
  const row = await trx
    .selectFrom('rule_draft')
    .selectAll()
    .where('draft_id', '=', draft_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const deeds = await deedsOf(trx, draft_id);
  const [caller, on] = [task.asked_by, civilDayOf(at)];
  const facts = { content, base, task_id: task.task_id };
  const action = (['plan', 'replan'] as const).find(
    (each) => act(publication, deeds, { action: each, by: caller, on, facts }, nationalCalendar).ok,
  );
  if (action === undefined) return;
  const planned = await doWith(trx, { caller, at }, { row, deeds }, { request_id: randomUUID(), action, facts });
  await noteDraft(trx, { caller, at }, planned, 'rulebook.write', action);
}
