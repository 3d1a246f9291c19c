import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { walked, WHOLE_CASE } from '../documents/case.fixture.ts';
import { makePapers } from '../documents/papers.fixture.ts';
import { openedMatter } from '../files/routes.fixture.ts';
import { platform } from '../http/app.fixture.ts';
import type { PersonName } from '../http/app.fixture.ts';

describe('transfers and officers', () => {
  test('a case is handed on to the police: it follows from the case, and its letter has the number and the authority', async (t) => {
    const on = await platform(t);
    const parent_id = await walked(on, 'penalty', WHOLE_CASE.slice(0, 2));
    const matter_id = randomUUID();
    const wanted = { matter_id, procedure: 'transfer', lead_id: null, parent_id, fixmedins_code: 'H42900000001' };
    assert.equal((await on.ask('clinic', 'POST', '/api/matters', wanted)).status, 403);
    assert.equal((await on.ask('officer1', 'POST', '/api/matters', wanted)).status, 200);
    const steps = [
      [
        'officer1',
        'suggest',
        { body: 'police', to: '测试县公安局', cause: '诈骗医疗保障基金', reason: '涉案数额较大' },
      ],
      ['head', 'approve', {}],
      ['officer1', 'send', { way: '直接送达' }],
      ['officer1', 'receive', { receipt: '回执 3 号' }],
      ['officer1', 'answer', { result: '已立案侦查' }],
      ['head', 'close', { conclusion: '移送办结' }],
    ] as const;
    for (const [seen, [who, action, facts]] of steps.entries()) {
      await makePapers(on, matter_id, 'transfer', action);
      const body = { request_id: randomUUID(), seen, action, facts };
      const answer = await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body);
      assert.equal(answer.status, 200, `${action} ${JSON.stringify(answer.body)}`);
    }
    const file = await on.ask('officer1', 'GET', `/api/matters/${matter_id}/paper-file`);
    assert.match(JSON.stringify(file.body['documents']), /医保移〔2026〕1号/);
    const { body } = await on.ask('officer1', 'GET', `/api/matters/${parent_id}`);
    assert.deepEqual(body['children'], [{ matter_id, procedure: 'transfer', state: 'closed' }]);
    assert.ok([403, 404].includes((await on.ask('clinic', 'GET', `/api/matters/${matter_id}`)).status));
  });

  test('officers are inspectors or auditors of the region with an account: nobody else is named', async (t) => {
    const on = await platform(t);
    const file = async (officers: readonly string[]) => {
      const matter_id = await openedMatter(on, 'officer1', 'penalty');
      const take = async (who: PersonName, seen: number, action: string, facts: object) =>
        on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, { request_id: randomUUID(), seen, action, facts });
      await take('officer1', 0, 'receive', { source: '举报' });
      const facts = { officers, party: 'H42900000001', cause: '重复收费', act_ended: 20_500, act_found: 20_514 };
      return (await take('head', 1, 'file', facts)).body['code'];
    };
    assert.equal(await file(['officer1', 'officer2']), undefined);
    assert.equal(await file(['officer1', 'cashier']), undefined);
    for (const stranger of ['nobody', 'legal', 'clinic', 'abroadOfficer', '__proto__'])
      assert.equal(await file(['officer1', stranger]), 'SH-E009', stranger);
  });
});
