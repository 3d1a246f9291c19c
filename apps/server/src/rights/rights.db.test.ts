/** Every route asked by everybody, and from a foreign region: the table of rights, cell by cell. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';
import { namesOf, PEOPLE, platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';
import { reachOf, RIGHTS } from './rights.ts';
import type { RightName } from './rights.ts';
import { contains, prefixOf } from './regions.ts';

interface Route {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Absent: for everybody who is signed in. */
  readonly right?: RightName;
  readonly body?: object;
  /** What the caller gets who has the right: some need more than the right to succeed. */
  readonly gets?: number;
}

async function routesOf(on: Platform): Promise<Map<string, Route>> {
  const open = async (who: PersonName, procedure: string) => {
    const matter_id = randomUUID();
    const wanted = { matter_id, procedure, lead_id: 'L1', fixmedins_code: 'H42900000001' };
    assert.equal((await on.ask(who, 'POST', '/api/matters', wanted)).status, 200);
    return matter_id;
  };
  const [review, penalty] = [await open('first', 'review'), await open('officer1', 'penalty')];
  const step = { request_id: randomUUID(), seen: 99, action: 'none' };
  const opening = (procedure: string) => ({
    matter_id: randomUUID(),
    procedure,
    lead_id: 'L2',
    fixmedins_code: 'H42900000002',
  });
  return new Map<string, Route>([
    ['GET /api/me', { method: 'GET', url: '/api/me' }],
    ['GET /api/people', { method: 'GET', url: '/api/people', right: 'people.read' }],
    ['GET /api/leads', { method: 'GET', url: '/api/leads', right: 'lead.read' }],
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
    ['GET /api/matters', { method: 'GET', url: '/api/matters', right: 'review.read' }],
    ['GET /api/matters/{matter_id}', { method: 'GET', url: `/api/matters/${review}`, right: 'review.read' }],
    ['GET /api/matters/{matter_id} case', { method: 'GET', url: `/api/matters/${penalty}`, right: 'case.read' }],
    ['POST /api/matters', { method: 'POST', url: '/api/matters', right: 'review.open', body: opening('review') }],
    ['POST /api/matters case', { method: 'POST', url: '/api/matters', right: 'case.open', body: opening('penalty') }],
    [
      'POST /api/matters/{matter_id}/steps',
      { method: 'POST', url: `/api/matters/${review}/steps`, right: 'review.act', body: step, gets: 409 },
    ],
    [
      'POST /api/matters/{matter_id}/steps case',
      { method: 'POST', url: `/api/matters/${penalty}/steps`, right: 'case.act', body: step, gets: 409 },
    ],
    ['GET /api/log/verdict', { method: 'GET', url: '/api/log/verdict', right: 'log.read' }],
  ]);
}

/** Lists that a stranger finds empty. */
const LISTS = new Set(['GET /api/leads', 'GET /api/matters', 'GET /api/people']);

/** Refused, without saying whether the thing exists. */
const REFUSED = new Set([403, 404]);

const names: readonly PersonName[] = namesOf(PEOPLE);

describe('rights', () => {
  test('each route, each duty', async (t) => {
    const on = await platform(t);
    const routes = await routesOf(on);
    for (const [name, { method, url, right, body, gets = 200 }] of routes) {
      assert.equal((await on.ask(null, method, url, body)).status, 401, name);
      for (const who of names) {
        const { duties, fixmedins_code } = PEOPLE[who];
        if (who.startsWith('abroad')) continue;
        const reach = right === undefined ? 'region' : reachOf(right, duties);
        // The list of an institution elsewhere is its own: empty, not refused.
        const ownList = name === 'GET /api/matters' && reach === 'institution';
        const own = reach === 'region' || ownList || (reach === 'institution' && fixmedins_code === 'H42900000001');
        const { status } = await on.ask(who, method, url, body);
        if (own) assert.equal(status, gets, `${who} ${name}`);
        else assert.ok(REFUSED.has(status), `${who} ${name}: ${status}`);
      }
    }
  });

  test('from a foreign region nothing is seen or moved', async (t) => {
    const on = await platform(t);
    const routes = await routesOf(on);
    for (const [name, { method, url, right, body }] of routes) {
      for (const who of ['abroad', 'abroadOfficer'] as const) {
        const { status, body: answer } = await on.ask(who, method, url, body);
        if (LISTS.has(name)) assert.deepEqual(answer, {}, name);
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
