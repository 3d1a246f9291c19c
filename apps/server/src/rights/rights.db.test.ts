/** Every route asked by everybody, and from a foreign region: the table of rights, cell by cell. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';
import { documentRoutesOf } from '../documents/routes.fixture.ts';
import { institutionsRoutes } from '../institutions/routes.fixture.ts';
import { filesRoutes } from '../files/routes.fixture.ts';
import { gatewayRoutesOf } from '../gateway/gateway.fixture.ts';
import { tillCheckRoutesOf } from '../till-check/routes.fixture.ts';
import { clearingRoutesOf } from '../clearing/routes.fixture.ts';
import { settlementRoutesOf } from '../settlement/routes.fixture.ts';
import { campaignsRoutes } from '../campaigns/routes.fixture.ts';
import { figureRoutes } from '../figures/routes.fixture.ts';
import { listRoutes } from '../lists/routes.fixture.ts';
import { searchRoutes } from '../search/routes.fixture.ts';
import { assessmentRoutesOf } from '../assessment/routes.fixture.ts';
import { creditRoutesOf } from '../credit/routes.fixture.ts';
import { expertRoutesOf } from '../experts/routes.fixture.ts';
import { namesOf, PEOPLE, platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { noticeRoutesAsked } from '../outbox/routes.fixture.ts';
import { traceRoutesAsked } from '../trace/routes.fixture.ts';
import { rulebookRoutesOf } from '../rulebook/routes.fixture.ts';
import { tasksRoutes } from '../tasks/routes.fixture.ts';
import { reachOf, RIGHTS } from './rights.ts';
import { findingRoutes } from '../findings/routes.fixture.ts';
import type { Route } from './route.fixture.ts';
import { accountRoutes } from '../accounts/routes.fixture.ts';
import { walletRoutesOf } from '../wallet/routes.fixture.ts';
import { contains, prefixOf } from './regions.ts';

async function routesOf(on: Platform): Promise<Map<string, Route>> {
  const open = async (who: PersonName, procedure: string) => {
    const matter_id = randomUUID();
    const wanted = { matter_id, procedure, lead_id: 'L1', fixmedins_code: 'H42900000001' };
    assert.equal((await on.ask(who, 'POST', '/api/matters', wanted)).status, 200);
    return matter_id;
  };
  const [review, penalty] = [await open('first', 'review'), await open('officer1', 'penalty')];
  const measure = await open('officer1', 'measure');
  const step = { request_id: randomUUID(), seen: 99, action: 'none' };
  const opening = (procedure: string) => ({
    matter_id: randomUUID(),
    procedure,
    lead_id: 'L2',
    fixmedins_code: 'H42900000002',
  });
  return new Map<string, Route>([
    ['GET /api/me', { method: 'GET', url: '/api/me' }],
    ['GET /api/session', { method: 'GET', url: '/api/session', open: true }],
    ['GET /api/people', { method: 'GET', url: '/api/people', right: 'people.read', own: true }],
    ['GET /api/leads', { method: 'GET', url: '/api/leads', right: 'lead.read', own: true }],
    ['GET /api/leads/{lead_id}', { method: 'GET', url: '/api/leads/L1', right: 'lead.read' }],
    [
      'POST /api/leads/triage',
      {
        method: 'POST',
        url: '/api/leads/triage',
        right: 'lead.triage',
        body: { lead_ids: ['L2'], to: { state: 'assigned', assignee: 'officer1' } },
      },
    ],
    [
      'POST /api/leads/return',
      {
        method: 'POST',
        url: '/api/leads/return',
        right: 'lead.return',
        body: { lead_ids: ['L1'], reason: '不属于本人负责的片区' },
        gets: 409,
      },
    ],
    [
      'POST /api/leads/{lead_id}/persons',
      {
        method: 'POST',
        url: '/api/leads/L1/persons',
        right: 'person.reveal',
        body: { ground: 'verify', words: '核对就诊' },
      },
    ],
    ['GET /api/matters', { method: 'GET', url: '/api/matters', right: 'review.read', own: true }],
    ['GET /api/matters/{matter_id}', { method: 'GET', url: `/api/matters/${review}`, right: 'review.read' }],
    ['GET /api/matters/{matter_id} case', { method: 'GET', url: `/api/matters/${penalty}`, right: 'case.read' }],
    ['GET /api/matters/{matter_id} measure', { method: 'GET', url: `/api/matters/${measure}`, right: 'measure.read' }],
    [
      'POST /api/matters measure',
      { method: 'POST', url: '/api/matters', right: 'measure.open', body: opening('measure') },
    ],
    ['POST /api/matters', { method: 'POST', url: '/api/matters', right: 'review.open', body: opening('review') }],
    ['POST /api/matters case', { method: 'POST', url: '/api/matters', right: 'case.open', body: opening('penalty') }],
    [
      'POST /api/reviews',
      {
        method: 'POST',
        url: '/api/reviews',
        right: 'review.open',
        body: { request_id: randomUUID(), lead_ids: ['L1'] },
      },
    ],
    [
      'POST /api/matters/{matter_id}/steps',
      { method: 'POST', url: `/api/matters/${review}/steps`, right: 'review.act', body: step, gets: 409 },
    ],
    [
      'POST /api/matters/{matter_id}/steps case',
      { method: 'POST', url: `/api/matters/${penalty}/steps`, right: 'case.act', body: step, gets: 409 },
    ],
    ...(await documentRoutesOf(on)),
    ...(await filesRoutes(on)),
    ...(await institutionsRoutes(on)),
    [
      'POST /api/matters/{matter_id}/steps measure',
      { method: 'POST', url: `/api/matters/${measure}/steps`, right: 'measure.act', body: step, gets: 409 },
    ],
    ...(await campaignsRoutes(on)),
    ...(await noticeRoutesAsked(on)),
    ...(await figureRoutes(on)),
    ...searchRoutes(),
    ...listRoutes(),
    ...(await expertRoutesOf(on)),
    ...(await assessmentRoutesOf(on)),
    ...(await creditRoutesOf(on)),
    ...(await accountRoutes(on)),
    ['GET /api/log/actions', { method: 'GET', url: '/api/log/actions', right: 'log.read', own: true }],
    ['GET /api/log', { method: 'GET', url: '/api/log', right: 'log.read', own: true }],
    ['POST /api/log/export', { method: 'POST', url: '/api/log/export', right: 'log.read', own: true, body: {} }],
    ...(await tasksRoutes(on)),
    ...(await rulebookRoutesOf(on)),
    ['GET /api/log/verdict', { method: 'GET', url: '/api/log/verdict', right: 'log.read' }],
    ...(await findingRoutes(on)),
    ...(await gatewayRoutesOf(on)),
    ...(await walletRoutesOf(on)),
    ...traceRoutesAsked(),
    ...(await tillCheckRoutesOf(on)),
    ...(await clearingRoutesOf(on)),
    ...(await settlementRoutesOf(on)),
  ]);
}

/** Refused, without saying whether the thing exists. */
const REFUSED = new Set([403, 404]);

const names: readonly PersonName[] = namesOf(PEOPLE);

describe('rights', () => {
  test('each route, each duty', async (t) => {
    const on = await platform(t);
    const routes = await routesOf(on);
    for (const [name, { method, url, right, body, gets = 200, own: isOwn, open = false }] of routes) {
      assert.equal((await on.ask(null, method, url, body)).status, open ? 200 : 401, name);
      for (const who of names) {
        const { duties, fixmedins_code } = PEOPLE[who];
        if (who.startsWith('abroad')) continue;
        const reach = right === undefined ? 'region' : reachOf(right, duties);
        const theirs = isOwn === true || fixmedins_code === 'H42900000001';
        const may = reach === 'region' || (reach === 'institution' && theirs);
        const { status } = await on.ask(who, method, url, body);
        if (may) assert.equal(status, gets, `${who} ${name}`);
        else assert.ok(REFUSED.has(status), `${who} ${name}: ${status}`);
      }
    }
  });

  test('a session is nobody without a sign-in, and with one what the caller is', async (t) => {
    const on = await platform(t);
    assert.deepEqual((await on.ask(null, 'GET', '/api/session')).body, { me: null });
    const { body: me } = await on.ask('officer1', 'GET', '/api/me');
    assert.deepEqual((await on.ask('officer1', 'GET', '/api/session')).body, { me });
  });

  test('from a foreign region nothing is seen or moved', async (t) => {
    const on = await platform(t);
    const routes = await routesOf(on);
    for (const [name, { method, url, right, body, own }] of routes) {
      for (const who of ['abroad', 'abroadOfficer'] as const) {
        const { status, body: answer } = await on.ask(who, method, url, body);
        if (own === true) assert.doesNotMatch(JSON.stringify(answer), /H4290|测试县/, `${who} ${name}`);
        else if (right !== undefined && right !== 'log.read')
          assert.ok(REFUSED.has(status), `${who} ${name}: ${status}`);
      }
    }
  });

  test('every route of the application stands in the table above', async (t) => {
    const on = await platform(t);
    const document = await on.ask(null, 'GET', '/api/openapi.json');
    const { paths } = document.body;
    assert.ok(typeof paths === 'object' && paths !== null);
    const known = new Set([...(await routesOf(on)).keys()].map((name) => name.split(' ').slice(0, 2).join(' ')));
    const found = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    );
    assert.deepEqual(found.toSorted(), [...known].toSorted());
  });

  test('every right names duties that exist, and somebody has it', () => {
    for (const [name, { region, institution }] of Object.entries(RIGHTS)) {
      const duties: readonly Duty[] = [...region, ...institution];
      assert.ok(duties.length > 0, name);
      for (const duty of duties) assert.ok(Object.hasOwn(DUTIES, duty), duty);
    }
  });

  test('a region contains what begins with its digits', () => {
    assert.deepEqual(['420000', '429000', '429004', '339900', '330199'].map(prefixOf), [
      '42',
      '4290',
      '429004',
      '33',
      '3301',
    ]);
    assert.ok(contains('420000', '429004') && contains('429004', '429004'));
    assert.ok(!contains('429004', '429000') && !contains('429005', '429004') && !contains('430000', '429004'));
  });
});
