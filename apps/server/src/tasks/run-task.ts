/** What a worker does with a task: takes it up, tells how far it is, ends it once. After a fault it is taken up again. */
import { setTimeout } from 'node:timers/promises';
import { transaction } from '@shouhu/database';
import { asShouhuError, shouhuError } from '@shouhu/errors';
import type { ShouhuError } from '@shouhu/errors';
import type { Kysely, Transaction } from 'kysely';
import type { Services } from '../http/new-app.ts';
import { importWork } from '../imports/import-work.ts';
import { runWork } from '../runs/run-work.ts';
import { planWork } from '../rulebook/plan-work.ts';
import { tell } from '../outbox/tell.ts';
import type { Schema } from '../store/schema.ts';
import type { Progress } from './child.ts';
import type { TaskKind, TaskTable } from './schema.ts';
import type { Task } from './tasks.ts';
import type { TaskWork } from './work.ts';

const WORKS: Readonly<Record<TaskKind, TaskWork>> = { import: importWork, run: runWork, plan: planWork };

/** Between two looks whether it was cancelled, which also write how far it is. */
const LOOK_MS = 500;
const CANCELLED = Symbol('cancelled');

/** @throws what may be better another time: the job is tried again */
export async function runTask(services: Services, task_id: string, signal: AbortSignal): Promise<void> {
  const { db, now } = services;
  const task = await takeUp(db, task_id, now());
  if (task === null) return;
  const { work, tellDone, tidy } = WORKS[task.kind];
  const cancel = new AbortController();
  const watch = watchOver(db, task_id, cancel);
  try {
    const doing = { signal: AbortSignal.any([signal, cancel.signal]), onProgress: watch.onProgress };
    const result = await work(services, task, doing);
    await end(services, task, { state: 'done', result: JSON.stringify(result) }, async (trx) =>
      tellDone(trx, task, result, now()),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (cancel.signal.aborted) {
      await end(services, task, { state: 'cancelled' });
    } else {
      const refusal = asShouhuError(error);
      await db
        .updateTable('task')
        .set({ refusal: JSON.stringify(refusal) })
        .where('task_id', '=', task_id)
        .execute();
      // An internal fault, and a process that was killed, may pass; what is wrong with the input stays wrong.
      if (refusal.exit === 3 || refusal.code === 'SH-J007') throw error;
      await fail(services, task, refusal);
    }
  } finally {
    await watch.stop();
  }
  await tidy(services, task);
}

/** Ends a task whose attempts are used up. */
export async function loseTask(services: Services, task_id: string): Promise<void> {
  const task = await takeUp(services.db, task_id, services.now());
  if (task === null) return;
  await fail(services, task, shouhuError('SH-J010', {}));
  await WORKS[task.kind].tidy(services, task);
}

/** @returns null for one that has ended */
async function takeUp(db: Kysely<Schema>, task_id: string, at: Date): Promise<Task | null> {
  const task = await db
    .updateTable('task')
    .set((row) => ({ state: 'running' as const, started_at: row.fn.coalesce('started_at', row.val(at)) }))
    .where('task_id', '=', task_id)
    .where('state', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst();
  return task ?? null;
}

interface Watch {
  readonly onProgress: (progress: Progress) => void;
  readonly stop: () => Promise<void>;
}

function watchOver(db: Kysely<Schema>, task_id: string, cancel: AbortController): Watch {
  const ending = new AbortController();
  let latest: Progress | undefined;
  const look = async (): Promise<void> => {
    const progress = latest;
    latest = undefined;
    if (progress !== undefined) {
      const { stage, step = '', done = 0, total = null } = progress;
      await db.updateTable('task').set({ stage, step, done, total }).where('task_id', '=', task_id).execute();
    }
    const row = await db.selectFrom('task').select('cancel_asked_at').where('task_id', '=', task_id).executeTakeFirst();
    if (row !== undefined && row.cancel_asked_at !== null) cancel.abort(CANCELLED);
  };
  const watching = (async () => {
    while (!ending.signal.aborted) {
      // A look that fails is made up for by the next: the database may be away for a moment.
      await look().catch(() => undefined);
      await setTimeout(LOOK_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return {
    onProgress: (progress) => {
      latest = progress;
    },
    stop: async () => {
      ending.abort();
      await watching;
    },
  };
}

type Ended = Pick<TaskTable, 'state'> & { readonly result?: string; readonly refusal?: string };

async function end(
  { db, now }: Services,
  { task_id }: Task,
  ended: Ended,
  also?: (trx: Transaction<Schema>) => Promise<void>,
): Promise<void> {
  await transaction(db, 'read committed', async (trx) => {
    const changed = await trx
      .updateTable('task')
      .set({ refusal: null, ...ended, ended_at: now() })
      .where('task_id', '=', task_id)
      .where('state', '=', 'running')
      .returning('task_id')
      .executeTakeFirst();
    if (changed !== undefined) await also?.(trx);
  });
}

async function fail(services: Services, task: Task, refusal: ShouhuError): Promise<void> {
  const { task_id, kind, asked_by } = task;
  await end(services, task, { state: 'failed', refusal: JSON.stringify(refusal) }, async (trx) => {
    await tell(trx, {
      to: [asked_by.id],
      template: `${kind}.failed`,
      values: { reason: refusal.zh, reason_en: refusal.en, task_id },
      at: services.now(),
    });
  });
}
