import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Platform } from '../http/app.fixture.ts';
import { newTask } from '../tasks/new-task.ts';
import { PEOPLE } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';

/** A draft, and a plan of it that waits: what moves a draft is refused for the version it saw. */
export async function rulebookRoutesOf(on: Platform): Promise<(readonly [string, Route])[]> {
  const draft_id = randomUUID();
  const begun = await on.ask('cashier', 'POST', '/api/rulebook/drafts', { draft_id, title: '限价', reason: '' });
  assert.equal(begun.status, 200, JSON.stringify(begun.body));
  const elsewhere = randomUUID();
  const there = await on.ask('abroadOfficer', 'POST', '/api/rulebook/drafts', {
    draft_id: elsewhere,
    title: '限价',
    reason: '',
  });
  assert.equal(there.status, 200);
  const task_id = randomUUID();
  await on.db
    .insertInto('task')
    .values(newTask({ caller: PEOPLE.admin, at: on.now() }, { task_id, kind: 'plan', input: {} }))
    .execute();
  const [draft, plans, versions] = [
    `/api/rulebook/drafts/${draft_id}`,
    '/api/rulebook/plans',
    '/api/rulebook/versions',
  ];
  const step = { request_id: randomUUID(), seen: 99 };
  const [get, read] = ['GET', 'rulebook.read'] as const;
  const [post, write, publish] = ['POST', 'rulebook.write', 'rulebook.publish'] as const;
  const anywhere = { own: true } as const;
  return [
    ['GET /api/rulebook/tables', { method: get, url: '/api/rulebook/tables', right: read, ...anywhere }],
    ['GET /api/rulebook/classes', { method: get, url: '/api/rulebook/classes', right: read, ...anywhere }],
    [
      'GET /api/rulebook/classes/{code}',
      { method: get, url: '/api/rulebook/classes/LK2025-031', right: read, ...anywhere },
    ],
    ['GET /api/rulebook/versions', { method: get, url: versions, right: read, ...anywhere }],
    ['GET /api/rulebook/versions/{version}', { method: get, url: `${versions}/0`, right: read, ...anywhere }],
    [
      'POST /api/rulebook/versions/{version}/return',
      {
        method: post,
        url: `${versions}/0/return`,
        right: publish,
        body: { ...step, reason: '恢复' },
        gets: 409,
        ...anywhere,
      },
    ],
    ['GET /api/rulebook/drafts', { method: get, url: '/api/rulebook/drafts', right: read, ...anywhere }],
    [
      'POST /api/rulebook/drafts',
      {
        method: post,
        url: '/api/rulebook/drafts',
        right: write,
        body: { draft_id: elsewhere, title: '限价', reason: '' },
        gets: 404,
        ...anywhere,
      },
    ],
    ['GET /api/rulebook/drafts/{draft_id}', { method: get, url: draft, right: read }],
    ['GET /api/rulebook/drafts/{draft_id}/plans', { method: get, url: `${draft}/plans`, right: read }],
    [
      'POST /api/rulebook/drafts/{draft_id}/save',
      {
        method: post,
        url: `${draft}/save`,
        right: write,
        body: { ...step, title: '限价', reason: '', files: {} },
        gets: 409,
      },
    ],
    [
      'POST /api/rulebook/drafts/{draft_id}/steps',
      { method: post, url: `${draft}/steps`, right: write, body: { ...step, action: 'propose' }, gets: 409 },
    ],
    [
      'POST /api/rulebook/drafts/{draft_id}/decide',
      { method: post, url: `${draft}/decide`, right: publish, body: { ...step, action: 'publish' }, gets: 409 },
    ],
    [
      'POST /api/rulebook/check',
      { method: post, url: '/api/rulebook/check', right: write, body: { files: {} }, ...anywhere },
    ],
    ['GET /api/rulebook/plans', { method: get, url: plans, right: read, ...anywhere }],
    ['GET /api/rulebook/plans/{task_id}', { method: get, url: `${plans}/${task_id}`, right: read }],
    ['POST /api/rulebook/plans/{task_id}/cancel', { method: post, url: `${plans}/${task_id}/cancel`, right: write }],
    [
      'GET /api/rulebook/plans/{task_id}/result',
      { method: get, url: `${plans}/${task_id}/result`, right: read, gets: 404 },
    ],
    [
      'POST /api/rulebook/plans',
      { method: post, url: plans, right: write, body: { task_id: randomUUID(), draft_id }, gets: 400 },
    ],
  ];
}
