import { randomUUID } from 'node:crypto';
import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';

/** An account in the county, made before the test, and everything that is asked about it. */
export async function accountRoutes(on: Platform): Promise<(readonly [string, Route])[]> {
  const posts = { duties: ['inspector'], regions: ['429000'], fixmedins_code: null };
  const account = (username: string) => ({ id: randomUUID(), username, name: '王建国', phone: null, ...posts });
  const first = account('wangjianguo');
  await on.ask('admin', 'POST', '/api/accounts', first);
  const at = `/api/accounts/${first.id}`;
  const reason = '岗位调整';
  const manage = (name: string, body: object, gets = 200): readonly [string, Route] => [
    `POST /api/accounts/{id}/${name}`,
    { method: 'POST', url: `${at}/${name}`, right: 'account.manage', body, gets },
  ];
  return [
    // Those of the test have no account.
    ['GET /api/account', { method: 'GET', url: '/api/account', gets: 404 }],
    ['GET /api/accounts', { method: 'GET', url: '/api/accounts', right: 'account.read', own: true }],
    ['GET /api/accounts/{id}', { method: 'GET', url: at, right: 'account.read' }],
    ['POST /api/accounts', { method: 'POST', url: '/api/accounts', right: 'account.manage', body: account('limei') }],
    manage('contact', { name: '王建国' }),
    manage('state', { disabled: true, reason, change_id: randomUUID() }),
    manage('sessions/end', { reason, change_id: randomUUID() }),
    manage('reset', { kind: 'password', change_id: randomUUID(), reason }),
    // The duties that it was made with wait for a head.
    manage('posts', { change_id: randomUUID(), reason, ...posts }, 409),
    [
      'POST /api/accounts/{id}/phone',
      { method: 'POST', url: `${at}/phone`, right: 'account.read', body: { ground: 'other', words: '通知开会' } },
    ],
    ['GET /api/account-changes', { method: 'GET', url: '/api/account-changes', right: 'account.read', own: true }],
    [
      'POST /api/account-changes/{change_id}/decision',
      {
        method: 'POST',
        url: `/api/account-changes/${randomUUID()}/decision`,
        right: 'account.confirm',
        body: { confirmed: true },
        gets: 404,
      },
    ],
  ];
}
