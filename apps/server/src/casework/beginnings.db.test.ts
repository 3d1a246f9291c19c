/** How matters begin and end without a step too many: the first step in one go, withdrawal, whose turn it is, the day of an institution. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { platform } from '../http/app.fixture.ts';
import type { PersonName, Platform } from '../http/app.fixture.ts';

const place = { lead_id: 'L1', fixmedins_code: 'H42900000001' };

async function open(on: Platform, who: PersonName, procedure: string, first?: object) {
  const matter_id = randomUUID();
  const answer = await on.ask(who, 'POST', '/api/matters', { matter_id, procedure, ...place, first });
  return { matter_id, ...answer };
}

async function take(on: Platform, who: PersonName, matter_id: string, seen: number, action: string, more: object = {}) {
  const body = { request_id: randomUUID(), seen, action, ...more };
  return on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body);
}

const leadState = async (on: Platform) => (await on.ask('officer1', 'GET', '/api/leads/L1')).body['state'];

describe('beginnings', () => {
  test('a matter begins with its first step, whole or not at all, and once', async (t) => {
    const on = await platform(t);
    const lacking = await open(on, 'officer1', 'penalty', { request_id: randomUUID(), action: 'receive' });
    assert.equal(lacking.body['code'], 'SH-C008');
    assert.equal((await on.ask('officer1', 'GET', `/api/matters/${lacking.matter_id}`)).status, 404);
    assert.equal(await leadState(on), 'new');
    const first = { request_id: randomUUID(), action: 'receive', facts: { source: '举报' } };
    const wanted = { matter_id: randomUUID(), procedure: 'penalty', ...place, first };
    for (let times = 0; times < 2; times += 1) {
      const { body } = await on.ask('officer1', 'POST', '/api/matters', wanted);
      assert.deepEqual([body['state'], body['version']], ['clue', 1], JSON.stringify(body));
    }
    assert.equal(await leadState(on), 'in-case');
    // It has begun: nobody withdraws it any more.
    assert.equal((await take(on, 'officer1', wanted.matter_id, 1, 'withdraw')).body['code'], 'SH-C026');
  });

  test('who began a matter by mistake withdraws it before its first step; it stays on record, and the lead is free', async (t) => {
    const on = await platform(t);
    const { matter_id, body } = await open(on, 'officer1', 'penalty');
    assert.match(JSON.stringify(body['offers']), /"action":"withdraw"/);
    const other = await on.ask('officer2', 'GET', `/api/matters/${matter_id}`);
    assert.doesNotMatch(JSON.stringify(other.body['offers']), /"action":"withdraw"/);
    assert.equal((await take(on, 'officer2', matter_id, 0, 'withdraw')).body['code'], 'SH-C025');
    const withdrawn = await take(on, 'officer1', matter_id, 0, 'withdraw');
    assert.deepEqual(
      [withdrawn.body['state'], withdrawn.body['over'], withdrawn.body['offers']],
      ['withdrawn', true, []],
    );
    assert.equal(await leadState(on), 'new');
    assert.equal((await open(on, 'officer1', 'penalty')).status, 200);
    assert.equal(await leadState(on), 'in-case');
  });

  test('a matter says whose turn it is, to each whether it is theirs, and what waits for a limit', async (t) => {
    const on = await platform(t);
    const { matter_id } = await open(on, 'officer1', 'penalty');
    const next = async (who: PersonName) => (await on.ask(who, 'GET', `/api/matters/${matter_id}`)).body['next'];
    const step = (action: string, name: string, duties: readonly string[], mine: boolean) => [
      { action, name, duties, wait: null, mine },
    ];
    assert.deepEqual(await next('officer1'), step('receive', '登记线索', ['inspector', 'auditor'], true));
    await take(on, 'officer1', matter_id, 0, 'receive', { facts: { source: '举报' } });
    assert.deepEqual(await next('officer1'), step('file', '立案', ['head'], false));
    assert.deepEqual(await next('head'), step('file', '立案', ['head'], true));
    const turnOf = async (who: PersonName) => {
      const response = await on.app.inject({ url: '/api/matters', headers: { 'x-test-person': who } });
      return response.json<{ turn: boolean }[]>().map(({ turn }) => turn);
    };
    assert.deepEqual([await turnOf('officer1'), await turnOf('head')], [[false], [true]]);
  });

  test('an institution’s step bears the day on which it was received', async (t) => {
    const on = await platform(t);
    const { matter_id } = await open(on, 'first', 'review', {
      request_id: randomUUID(),
      action: 'issue',
      facts: { amount_fen: 5_000 },
    });
    on.on('2026-03-05');
    const appeal = { facts: { text: '有医嘱' } };
    const dated = await take(on, 'clinic', matter_id, 1, 'appeal', { ...appeal, on: '2026-03-03' });
    assert.equal(dated.body['code'], 'SH-C023');
    const taken = await take(on, 'clinic', matter_id, 1, 'appeal', appeal);
    assert.match(JSON.stringify(taken.body['deeds']), /"appeal".*"on":"2026-03-05"/);
    // Whose turn it is now is told as such.
    const rows = await on.db.selectFrom('notice').select(['person', 'template']).execute();
    assert.deepEqual(rows, [{ person: 'first', template: 'matter.moved' }]);
  });

  test('a notice says that it is the receiver’s turn, to those who decide before they took part', async (t) => {
    const on = await platform(t);
    const { id } = await on.db
      .insertInto('user_account')
      .values({
        username: 'zhou',
        email: 'zhou',
        name: '周局长',
        duties: ['head'],
        regions: ['429000'],
        fixmedins_code: null,
        disabled_at: null,
        created_at: on.now(),
        updated_at: on.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const facts = { measure: 'suspend', days: 30, grounds: '多次重复收费' };
    const first = { request_id: randomUUID(), action: 'propose', facts };
    const { matter_id } = await open(on, 'officer1', 'measure', first);
    const told = async () =>
      on.db.selectFrom('notice').select(['person', 'template']).where('person', '=', id).execute();
    // The time for a statement runs: it is nobody's turn.
    assert.deepEqual(await told(), []);
    const waived = await take(on, 'clinic', matter_id, 1, 'waive', { facts: { signed: true } });
    assert.equal(waived.status, 200, JSON.stringify(waived.body));
    assert.deepEqual(await told(), [{ person: id, template: 'matter.turn' }]);
  });
});
