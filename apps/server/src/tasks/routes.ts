/** What imports and runs have in common over HTTP: one is read, watched, cancelled, its files are taken away. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { shouhuError } from '@shouhu/errors';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import type { TaskKind } from './schema.ts';
import { cancelTask, isOver, listTasks, readTask, viewOf } from './tasks.ts';
import type { Task } from './tasks.ts';

export const taskView = z.object({
  task_id: z.string(),
  kind: z.enum(['import', 'run', 'plan']),
  asked_by: z.string(),
  asked_name: z.string(),
  asked_at: z.string(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  stage: z.string(),
  step: z.string(),
  done: z.int(),
  total: z.int().nullable(),
  cancelling: z.boolean(),
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  refusal: z.record(z.string(), z.unknown()).nullable(),
  input: z.record(z.string(), z.unknown()),
  result: z.record(z.string(), z.unknown()).nullable(),
});

const page = z.object({
  before: z.iso.datetime().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const params = z.object({ task_id: z.uuid() });
export const purposed = z.object({ purpose: z.string().trim().min(2).max(200) });

/** Of one kind, below its own address. */
export function taskRoutes(app: App, { db }: Services, kind: TaskKind, path: string): void {
  app.get(path, { schema: { querystring: page, response: { 200: list(taskView) } } }, async ({ query, asking }) =>
    listTasks(db, asking.caller, kind, query),
  );
  app.get(`${path}/:task_id`, { schema: { params, response: { 200: taskView } } }, async (request) =>
    viewOf(await readTask(db, request.asking.caller, kind, request.params.task_id)),
  );
  app.post(`${path}/:task_id/cancel`, { schema: { params, response: { 200: taskView } } }, async (request) =>
    cancelTask(db, request.asking, kind, request.params.task_id),
  );
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  app.get(
    `${path}/:task_id/events`,
    { compress: false, schema: { hide: true, params } },
    async ({ raw, asking, params: { task_id } }, reply) => {
      await readTask(db, asking.caller, kind, task_id);
      const left = new AbortController();
      raw.on('close', () => left.abort());
      const signal = AbortSignal.any([left.signal, closing.signal, AbortSignal.timeout(LONGEST_MS)]);
      return reply
        .headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        .send(Readable.from(events(async () => readTask(db, asking.caller, kind, task_id), signal)));
    },
  );
}

/** A listener comes back after this, and shows its session anew. */
const LONGEST_MS = 300_000;
const LOOK_MS = 500;

/** The task whenever it changed, until it has ended. */
async function* events(read: () => Promise<Task>, signal: AbortSignal): AsyncGenerator<string> {
  for (let last = ''; !signal.aborted;) {
    const task = await read();
    const text = JSON.stringify(viewOf(task));
    if (text !== last) yield `data: ${text}\n\n`;
    if (isOver(task.state)) return;
    last = text;
    await setTimeout(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

export interface Download {
  readonly path: string;
  /** Name that the reader gets. */
  readonly name: string;
  readonly type: string;
  readonly purpose: string;
}

/**
 * Sends a file of a task, and logs who took it for what.
 * @throws ShouhuError SH-H003 where there is none
 */
export async function sendFile(
  reply: FastifyReply,
  { db }: Services,
  { caller, at }: Asking,
  { task_id, admdvs }: Task,
  { path, name, type, purpose }: Download,
): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw shouhuError('SH-H003', { id: name });
  await db.transaction().execute(async (trx) =>
    note(trx, caller, at, {
      action: 'task.download',
      subject: `task:${task_id}`,
      purpose,
      region: admdvs,
      detail: name,
    }),
  );
  void reply.headers({
    'content-type': type,
    'content-length': found.size,
    'content-disposition': `attachment; filename="${name}"`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'no-store',
  });
  await reply.send(createReadStream(path));
}
