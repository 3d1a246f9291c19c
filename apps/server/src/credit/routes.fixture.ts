import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';

const HERE = 'H42900000001';

/** Routes of points and black lists, for the test of rights. */
export async function creditRoutesOf(on: Platform): Promise<(readonly [string, Route])[]> {
  const [parent_id, points, credit] = [randomUUID(), randomUUID(), randomUUID()];
  const penalty = { matter_id: parent_id, procedure: 'penalty', lead_id: null, fixmedins_code: HERE };
  assert.equal((await on.ask('officer1', 'POST', '/api/matters', penalty)).status, 200);
  const finding = {
    matter_id: points,
    fixmedins_code: HERE,
    parent_id: null,
    person: { code: 'D429000000777', name: '何一平' },
    nature: 'light',
    responsibility: 'general',
    found_on: '2026-03-01',
  };
  const opened = await on.ask('officer1', 'POST', '/api/points', finding);
  const person = `/api/points/persons/${String(opened.body['person_id'])}`;
  const entry = {
    matter_id: credit,
    fixmedins_code: HERE,
    parent_id,
    subject: 'institution',
    person: null,
    grounds: '欺诈骗保',
  };
  assert.equal((await on.ask('officer1', 'POST', '/api/credit', entry)).status, 200);
  const purpose = { ground: 'case', words: '核对人员' };
  const step = { request_id: randomUUID(), seen: 99, action: 'none' };
  return [
    ['GET /api/points', { method: 'GET', url: '/api/points?year=2026', right: 'points.read', own: true }],
    [
      'POST /api/points/search',
      {
        method: 'POST',
        url: '/api/points/search',
        right: 'points.read',
        body: { year: 2026, code: 'D429000000777' },
        own: true,
      },
    ],
    ['POST /api/points', { method: 'POST', url: '/api/points', right: 'points.open', body: finding }],
    ['GET /api/points/persons/{person_id}', { method: 'GET', url: `${person}?year=2026`, right: 'points.read' }],
    [
      'POST /api/points/persons/{person_id}/reveal',
      { method: 'POST', url: `${person}/reveal`, right: 'points.reveal', body: purpose },
    ],
    ['GET /api/credit', { method: 'GET', url: '/api/credit', right: 'credit.read', own: true }],
    [
      'POST /api/credit/search',
      { method: 'POST', url: '/api/credit/search', right: 'credit.read', body: { code: HERE }, own: true },
    ],
    ['POST /api/credit', { method: 'POST', url: '/api/credit', right: 'credit.open', body: entry }],
    [
      'POST /api/matters/{matter_id}/steps points',
      { method: 'POST', url: `/api/matters/${points}/steps`, right: 'points.act', body: step, gets: 409 },
    ],
    [
      'POST /api/matters/{matter_id}/steps credit',
      { method: 'POST', url: `/api/matters/${credit}/steps`, right: 'credit.act', body: step, gets: 409 },
    ],
    ['GET /api/matters/{matter_id} credit', { method: 'GET', url: `/api/matters/${credit}`, right: 'credit.read' }],
  ];
}
