import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { trialBalance } from '@shouhu/ledger';
import { makePapers } from '../documents/papers.fixture.ts';
import { decisionsMade } from '../figures/deeds.ts';
import { platform } from '../http/app.fixture.ts';
import type { PersonName } from '../http/app.fixture.ts';

test('a penalty on the spot: a small fine only, owed from the decision, grown when it is late, closed when it is paid', async (t) => {
  const on = await platform(t);
  const matter_id = randomUUID();
  const wanted = { matter_id, procedure: 'summary-penalty', lead_id: 'L1', fixmedins_code: 'H42900000001' };
  assert.equal((await on.ask('first', 'POST', '/api/matters', wanted)).status, 403);
  assert.equal((await on.ask('officer1', 'POST', '/api/matters', wanted)).status, 200);
  assert.equal((await on.ask('clinic', 'GET', `/api/matters/${matter_id}`)).status, 403);
  let seen = 0;
  const take = async (who: PersonName, action: string, facts: object, others: readonly string[] = []) => {
    const body = { request_id: randomUUID(), seen, action, facts, with: others };
    const answer = await on.ask(who, 'POST', `/api/matters/${matter_id}/steps`, body);
    if (answer.status === 200) seen += 1;
    return answer.body['code'] ?? answer.body['debts'];
  };
  const attended = { officers: ['officer1', 'officer2'], party: 'H42900000001', place: '收费窗口' };
  const owing = (fine: number, surcharge = 0) => ({ refund: 0, penalty: 0, fine, surcharge });
  assert.deepEqual(await take('officer1', 'attend', attended), owing(0));
  const decided = { party_kind: 'organisation', reasons: '未核验参保人身份', signed: true };
  const both = ['officer2'];
  assert.equal(await take('officer1', 'decide', { ...decided, fine_fen: 300_001 }, both), 'SH-C015');
  assert.equal(await take('officer1', 'decide', { ...decided, fine_fen: 100_000 }), 'SH-C005');
  assert.deepEqual(await take('officer1', 'decide', { ...decided, fine_fen: 100_000 }, both), owing(100_000));
  assert.equal(await take('officer1', 'collect', { paid_fen: 10_001, receipt: '0001' }, both), 'SH-C015');
  assert.deepEqual(await take('officer1', 'collect', { paid_fen: 10_000, receipt: '0001' }, both), owing(90_000));
  assert.equal(await take('head', 'close', {}), 'SH-C016');
  // Fifteen days from 2 March on end on the 17th: three days late are nine per cent of what was open.
  on.on('2026-03-20');
  const late = { late_reason: '账户被冻结' };
  assert.deepEqual(await take('cashier', 'pay', { paid_fen: 90_000, ...late }), owing(0, 8_100));
  assert.deepEqual(await take('cashier', 'pay', { paid_fen: 8_100, ...late }), owing(0));
  assert.equal(await take('head', 'close', {}), 'SH-C022');
  await makePapers(on, matter_id, 'summary-penalty', 'close');
  assert.deepEqual(await take('head', 'close', {}), owing(0));
  const span = { prefixes: ['429'], from: '2026-03-01', to: '2026-03-31' };
  assert.deepEqual(await decisionsMade(on.db, span), [
    { decision: 'summary-penalty', cases: 1, fine_fen: 100_000, refund_fen: 0 },
  ]);
  assert.equal((await trialBalance(on.db)).sum_fen, 0);
});
