/** Tasks as people start, watch and cancel them: an import, a run. A worker does them (run-task.ts). */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import { prefixOf } from '../rights/regions.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';
import { newTask } from './new-task.ts';
import type { Wanted } from './new-task.ts';
import type { TaskKind, TaskState, TaskTable } from './schema.ts';

export type Task = Selectable<TaskTable>;

const RIGHTS_OF: Readonly<Record<TaskKind, { readonly start: RightName; readonly read: RightName }>> = {
  import: { start: 'import.start', read: 'import.read' },
  run: { start: 'run.start', read: 'run.read' },
  plan: { start: 'rulebook.write', read: 'rulebook.read' },
};

/** What a page of a task shows. */
export interface TaskView {
  readonly task_id: string;
  readonly kind: TaskKind;
  readonly asked_by: string;
  readonly asked_name: string;
  readonly asked_at: string;
  readonly state: TaskState;
  readonly stage: string;
  readonly step: string;
  readonly done: number;
  readonly total: number | null;
  readonly cancelling: boolean;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly refusal: Readonly<Record<string, unknown>> | null;
  readonly input: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>> | null;
}

type Reading = Kysely<Schema> | Transaction<Schema>;

/**
 * Queues a task.
 * @throws ShouhuError SH-H002 without the right; SH-H006 for an id of another task
 */
export async function startTask(services: Services, asking: Asking, wanted: Wanted): Promise<TaskView> {
  const { caller, at } = asking;
  const { task_id, kind, input } = wanted;
  const right = RIGHTS_OF[kind].start;
  scopeOf(caller, right);
  const admdvs = caller.regions[0] ?? '';
  return transaction(services.db, 'read committed', async (trx) => {
    const json = JSON.stringify(input);
    const made = await trx
      .insertInto('task')
      .values(newTask(asking, wanted))
      .onConflict((on) => on.doNothing())
      .returning('task_id')
      .executeTakeFirst();
    const task = await trx.selectFrom('task').selectAll().where('task_id', '=', task_id).executeTakeFirstOrThrow();
    if (made === undefined) {
      const same =
        task.kind === kind && task.asked_by.id === caller.id && isDeepStrictEqual(task.input, JSON.parse(json));
      if (!same) throw shouhuError('SH-H006', { id: task_id });
      return viewOf(task);
    }
    await services.jobs.send(trx, 'task.run', { task_id });
    await note(trx, caller, at, { action: right, subject: `task:${task_id}`, region: admdvs, detail: json });
    return viewOf(task);
  });
}

/** @throws ShouhuError SH-H002 without the right; SH-H003 where there is none of this kind within reach */
export async function readTask(db: Reading, caller: Caller, kind: TaskKind, task_id: string): Promise<Task> {
  const scope = scopeOf(caller, RIGHTS_OF[kind].read);
  const task = await db
    .selectFrom('task')
    .selectAll()
    .where('task_id', '=', task_id)
    .where('kind', '=', kind)
    .executeTakeFirst();
  if (task === undefined || !isWithin(scope, { fixmedins_code: '', admdvs: task.admdvs }))
    throw shouhuError('SH-H003', { id: task_id });
  return task;
}

export interface TaskPage {
  /** Only those asked for before this instant. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Those of the caller's regions, the newest first. */
export async function listTasks(db: Reading, caller: Caller, kind: TaskKind, page: TaskPage): Promise<TaskView[]> {
  const scope = scopeOf(caller, RIGHTS_OF[kind].read);
  if (scope.reach === 'institution') return [];
  const { before, limit } = page;
  const tasks = await db
    .selectFrom('task')
    .selectAll()
    .where('kind', '=', kind)
    .where((e) => e.or(scope.regions.map((region) => e('admdvs', 'like', `${prefixOf(region)}%`))))
    .$if(before !== undefined, (query) => query.where('asked_at', '<', new Date(before ?? 0)))
    .orderBy('asked_at', 'desc')
    .orderBy('task_id')
    .limit(limit)
    .execute();
  return tasks.map(viewOf);
}

/**
 * Takes a task back: one that waits ends at once, one that runs is stopped by its worker.
 * @throws ShouhuError SH-J008 when it has ended otherwise
 */
export async function cancelTask(
  db: Kysely<Schema>,
  asking: Asking,
  kind: TaskKind,
  task_id: string,
): Promise<TaskView> {
  const { caller, at } = asking;
  const right = RIGHTS_OF[kind].start;
  scopeOf(caller, right);
  return transaction(db, 'read committed', async (trx) => {
    await trx.selectFrom('task').select('task_id').where('task_id', '=', task_id).forUpdate().execute();
    const { state, cancel_asked_at, admdvs } = await readTask(trx, caller, kind, task_id);
    if (state === 'done' || state === 'failed') throw shouhuError('SH-J008', { id: task_id });
    if (cancel_asked_at === null) {
      const ended = state === 'queued' ? { state: 'cancelled' as const, ended_at: at } : {};
      await trx
        .updateTable('task')
        .set({ cancel_asked_at: at, ...ended })
        .where('task_id', '=', task_id)
        .execute();
      await note(trx, caller, at, { action: right, subject: `task:${task_id}`, region: admdvs, detail: 'cancelled' });
    }
    return viewOf(await readTask(trx, caller, kind, task_id));
  });
}

export function viewOf(task: Task): TaskView {
  const { task_id, kind, asked_by, state, stage, step, done, total } = task;
  const known = (value: object | null) => (value === null ? null : { ...value });
  return {
    task_id,
    kind,
    state,
    stage,
    step,
    done,
    total,
    asked_by: asked_by.id,
    asked_name: asked_by.name,
    asked_at: task.asked_at.toISOString(),
    cancelling: state === 'running' && task.cancel_asked_at !== null,
    started_at: task.started_at?.toISOString() ?? null,
    ended_at: task.ended_at?.toISOString() ?? null,
    refusal: known(task.refusal),
    input: { ...task.input },
    result: known(task.result),
  };
}

/** Whether nothing more will happen to it. */
export function isOver(state: TaskState): boolean {
  return state !== 'queued' && state !== 'running';
}
