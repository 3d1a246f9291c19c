import { Readable } from 'node:stream';
import { shouhuError } from '@shouhu/errors';
import { z } from 'zod';
import { list } from '../http/list.ts';
import type { App, Services } from '../http/new-app.ts';
import { scopeOf } from '../rights/caller.ts';
import { purposed, sendFile, taskRoutes, taskView } from '../tasks/routes.ts';
import { readTask, startTask } from '../tasks/tasks.ts';
import { importAsked } from './import-input.ts';
import { rejectsFile } from './import-work.ts';
import { inboxFolder, listInbox } from './inbox.ts';
import { keepOnly, takeUpload, uploadFolder } from './uploads.ts';

const task_id = z.uuid();

/** Claims into the lake: uploaded or found in the inbox, imported by a worker. */
export async function importRoutes(app: App, services: Services): Promise<void> {
  const { db, folder, claims } = services;
  taskRoutes(app, services, 'import', '/api/imports');
  app.get(
    '/api/inbox',
    { schema: { response: { 200: list(z.object({ name: z.string(), files: z.int(), bytes: z.int() })) } } },
    async ({ asking }) => {
      scopeOf(asking.caller, 'import.start');
      return listInbox(claims.inbox);
    },
  );
  app.post(
    '/api/imports',
    { schema: { body: importAsked.extend({ task_id }), response: { 200: taskView } } },
    async ({ body: { task_id: id, ...input }, asking }) => {
      scopeOf(asking.caller, 'import.start');
      const known = await db.selectFrom('task').select('task_id').where('task_id', '=', id).executeTakeFirst();
      // Of a repeat the files may be imported and gone.
      if (known === undefined) {
        if ('folder' in input.from) await inboxFolder(claims.inbox, input.from.folder);
        else await keepOnly(uploadFolder(folder, asking.caller.id, id), input.from.files);
      }
      return startTask(services, asking, { task_id: id, kind: 'import', input });
    },
  );
  app.get(
    '/api/imports/:task_id/rejects',
    { schema: { hide: true, params: z.object({ task_id }), querystring: purposed } },
    async ({ params, query: { purpose }, asking }, reply) => {
      const task = await readTask(db, asking.caller, 'import', params.task_id);
      const path = rejectsFile(folder, task.task_id);
      await sendFile(reply, services, asking, task, {
        path,
        name: 'rejects.jsonl',
        type: 'application/jsonl',
        purpose,
      });
    },
  );
  await app.register(async (uploads: App) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', (_request, body, done) => done(null, body));
    uploads.post(
      '/api/imports/:task_id/files/:name',
      {
        bodyLimit: claims.mostBytes,
        schema: {
          params: z.object({ task_id, name: z.string().max(400) }),
          response: { 200: z.object({ name: z.string(), bytes: z.int() }) },
        },
      },
      async ({ params, body, asking }, reply) => {
        try {
          scopeOf(asking.caller, 'import.start');
          if (!(body instanceof Readable)) throw shouhuError('SH-J009', {});
          return await takeUpload(services, asking.caller.id, params.task_id, params.name, body);
        } catch (error) {
          // What is left of a refused file is neither kept nor waited for; the answer must still get through.
          if (body instanceof Readable) body.resume();
          void reply.header('connection', 'close');
          throw error;
        }
      },
    );
  });
}
