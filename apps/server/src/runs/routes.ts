import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { shouhuError } from '@shouhu/errors';
import { z } from 'zod';
import type { App, Services } from '../http/new-app.ts';
import { scopeOf } from '../rights/caller.ts';
import { purposed, sendFile, taskRoutes, taskView } from '../tasks/routes.ts';
import { readTask, startTask } from '../tasks/tasks.ts';
import { runAsked } from './run-input.ts';
import { DOCUMENTS, runFolder } from './run-folder.ts';

const task_id = z.uuid();

/** Audits over the lake: started, watched, their documents taken. */
export function runRoutes(app: App, services: Services): void {
  const { db, folder, claims } = services;
  taskRoutes(app, services, 'run', '/api/runs');
  app.post(
    '/api/runs',
    { schema: { body: runAsked.extend({ task_id }), response: { 200: taskView } } },
    async ({ body: { task_id: id, ...input }, asking }) => {
      scopeOf(asking.caller, 'run.start');
      const { from, to } = input;
      if (from !== null && to !== null && from > to) throw shouhuError('SH-U008', { from, to });
      if (!existsSync(join(claims.lake, 'manifest.json'))) throw shouhuError('SH-J012', {});
      return startTask(services, asking, { task_id: id, kind: 'run', input });
    },
  );
  app.get(
    '/api/runs/:task_id/files/:document',
    {
      schema: {
        hide: true,
        params: z.object({ task_id, document: z.enum(['report', 'paper']) }),
        querystring: purposed,
      },
    },
    async ({ params, query: { purpose }, asking }, reply) => {
      scopeOf(asking.caller, 'run.download');
      const task = await readTask(db, asking.caller, 'run', params.task_id);
      const { name, type } = DOCUMENTS[params.document];
      await sendFile(reply, services, asking, task, {
        path: join(runFolder(folder, task.task_id), name),
        name,
        type,
        purpose,
      });
    },
  );
}
