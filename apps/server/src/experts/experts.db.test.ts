import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { draw } from '@shouhu/draw';
import { platform } from '../http/app.fixture.ts';
import { verifyLog } from '../log/log.ts';
import { addExperts, expertOf } from './experts.fixture.ts';

const HERE = 'H42900000001';
const wanted = (more: object = {}) => ({
  draw_id: randomUUID(),
  purpose: '年终考核评审',
  kind: 'expert',
  field: null,
  fixmedins_code: HERE,
  count: 3,
  ...more,
});

describe('experts', () => {
  test('a draw leaves out the unit and the tied, is in the log before its result, and can be repeated by anybody', async (t) => {
    const on = await platform(t);
    const free = await addExperts(on, ['甲', '乙', '丙', '丁', '戊']);
    const [unit = ''] = await addExperts(on, ['本院'], { fixmedins_code: HERE });
    const [tied = ''] = await addExperts(on, ['亲属'], { ties: [{ fixmedins_code: HERE, reason: '配偶在该院任职' }] });
    const asked = wanted();
    const { status, body } = await on.ask('officer1', 'POST', '/api/draws', asked);
    assert.equal(status, 200, JSON.stringify(body));
    const { drawn, recused, seed, pool, holds } = body;
    assert.ok(Array.isArray(drawn) && Array.isArray(recused) && Array.isArray(pool) && typeof seed === 'string');
    assert.equal(holds, true);
    assert.ok(drawn.length === 3 && drawn.every((id) => free.includes(id)));
    assert.deepEqual(
      new Map(recused.map((one) => [one.expert_id, one.reason])),
      new Map([
        [unit, 'unit'],
        [tied, 'tie'],
      ]),
    );
    assert.deepEqual(draw(seed, pool, 3, [unit, tied]).drawn, drawn);
    const log = await on.db
      .selectFrom('log_entry')
      .select(['action', 'detail'])
      .where('subject', '=', `draw:${asked.draw_id}`)
      .orderBy('seq')
      .execute();
    assert.deepEqual(
      log.map(({ action }) => action),
      ['expert.seed', 'expert.draw'],
    );
    assert.ok(log[0]?.detail.includes(seed) && !log[0].detail.includes('drawn'));
    // A repeat draws nothing again; the id with another question is refused.
    const again = await on.ask('officer1', 'POST', '/api/draws', asked);
    assert.deepEqual(again.body, body);
    assert.equal((await on.ask('officer1', 'POST', '/api/draws', { ...asked, count: 2 })).body['code'], 'SH-H006');
    assert.equal((await verifyLog(on.db)).ok, true);
  });

  test('who was drawn three times in a year rests, and too few left is said in words', async (t) => {
    const on = await platform(t);
    await addExperts(on, ['甲', '乙']);
    for (let times = 0; times < 3; times += 1) {
      assert.equal((await on.ask('head', 'POST', '/api/draws', wanted({ count: 2 }))).status, 200);
    }
    const fourth = await on.ask('head', 'POST', '/api/draws', wanted({ count: 1 }));
    assert.deepEqual([fourth.status, fourth.body['code']], [400, 'SH-H070']);
    on.on('2027-03-03');
    assert.equal((await on.ask('head', 'POST', '/api/draws', wanted({ count: 2 }))).status, 200);
  });

  test('a telephone lies sealed, is shown masked, and in clear for a purpose that is logged', async (t) => {
    const on = await platform(t);
    const [id = ''] = await addExperts(on, ['甲']);
    const row = await on.db.selectFrom('expert').selectAll().executeTakeFirstOrThrow();
    assert.doesNotMatch(JSON.stringify(row), /13900000010/);
    const listed = await on.app.inject({ url: '/api/experts', headers: { 'x-test-person': 'legal' } });
    assert.match(listed.body, /13\*\*\*10/);
    const purpose = { ground: 'case', words: '通知参加考核' };
    const shown = await on.ask('head', 'POST', `/api/experts/${id}/phone`, purpose);
    assert.deepEqual(shown.body, { phone: '13900000010' });
    assert.equal((await on.ask('legal', 'POST', `/api/experts/${id}/phone`, purpose)).status, 403);
    const noted = await on.db
      .selectFrom('log_entry')
      .select('purpose')
      .where('action', '=', 'person.reveal')
      .executeTakeFirst();
    assert.match(noted?.purpose ?? '', /通知参加考核/);
  });

  test('of two who change an expert at once one is told; who left is not drawn', async (t) => {
    const on = await platform(t);
    const expert = expertOf('甲');
    assert.equal((await on.ask('cashier', 'POST', '/api/experts', expert)).status, 200);
    const { expert_id, phone: _phone, ...stated } = expert;
    const change = async () =>
      on.ask('cashier', 'POST', `/api/experts/${expert_id}`, { ...stated, seen: 0, left_on: '2026-03-01' });
    const both = await Promise.all([change(), change()]);
    assert.deepEqual(new Set(both.map(({ status }) => status)), new Set([200, 409]));
    assert.equal((await on.ask('head', 'POST', '/api/draws', wanted({ count: 1 }))).body['code'], 'SH-H070');
  });
});
