import { randomUUID } from 'node:crypto';
import { PEOPLE } from '../http/app.fixture.ts';
import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';
import { newTask } from './new-task.ts';
import type { TaskKind } from './schema.ts';

async function waiting({ db, now }: Platform, kind: TaskKind): Promise<string> {
  const task_id = randomUUID();
  await db
    .insertInto('task')
    .values(newTask({ caller: PEOPLE.admin, at: now() }, { task_id, kind, input: {} }))
    .execute();
  return task_id;
}

/** Imports and runs that wait; what starts one is refused for want of files and of a lake. */
export async function tasksRoutes(on: Platform): Promise<(readonly [string, Route])[]> {
  const [imported, ran] = [await waiting(on, 'import'), await waiting(on, 'run')];
  const task_id = randomUUID();
  return [
    ['GET /api/imports', { method: 'GET', url: '/api/imports', right: 'import.read', own: true }],
    ['GET /api/imports/{task_id}', { method: 'GET', url: `/api/imports/${imported}`, right: 'import.read' }],
    [
      'POST /api/imports/{task_id}/cancel',
      { method: 'POST', url: `/api/imports/${imported}/cancel`, right: 'import.start' },
    ],
    [
      'POST /api/imports',
      {
        method: 'POST',
        url: '/api/imports',
        right: 'import.start',
        body: { task_id, from: { files: ['a.csv'] } },
        gets: 400,
      },
    ],
    [
      'POST /api/imports/{task_id}/files/{name}',
      { method: 'POST', url: `/api/imports/${task_id}/files/a.xlsx`, right: 'import.start', body: {}, gets: 400 },
    ],
    ['GET /api/inbox', { method: 'GET', url: '/api/inbox', right: 'import.start' }],
    ['GET /api/runs', { method: 'GET', url: '/api/runs', right: 'run.read', own: true }],
    ['GET /api/runs/{task_id}', { method: 'GET', url: `/api/runs/${ran}`, right: 'run.read' }],
    ['POST /api/runs/{task_id}/cancel', { method: 'POST', url: `/api/runs/${ran}/cancel`, right: 'run.start' }],
    ['POST /api/runs', { method: 'POST', url: '/api/runs', right: 'run.start', body: { task_id }, gets: 400 }],
  ];
}
