import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { nationalCalendar } from '@shouhu/clocks';
import { addDays, formatCivilDate } from '@shouhu/codes';
import { act } from '../act.ts';
import { day, PEOPLE } from '../penalty/case.fixture.ts';
import { actionsOf } from '../procedure.ts';
import type { Deed, Facts } from '../procedure.ts';
import { standing } from '../standing.ts';
import { transfer } from './transfer.ts';
import type { TransferAction as Action } from './transfer.ts';

const USUAL: Facts = {
  body: 'police',
  to: '测试县公安局',
  cause: '涉嫌诈骗',
  reason: '涉案数额较大',
  way: '直接送达',
  receipt: '回执 3 号',
  result: '已立案侦查',
  conclusion: '移送办结',
};

function attempt(deeds: readonly Deed<Action>[], action: Action, on: string, facts: Facts = {}, by?: string) {
  const id = by ?? (transfer.steps[action].duties.some((duty) => duty === 'inspector') ? 'officer1' : 'head');
  const person = { id, duties: PEOPLE[id] ?? (['inspector', 'head'] as const) };
  return act(transfer, deeds, { action, by: person, on: day(on), facts: { ...USUAL, ...facts } }, nationalCalendar);
}

function deedsOf(history: string): Deed<Action>[] {
  const deeds: Deed<Action>[] = [];
  for (const each of history.split(', ')) {
    const [name = '', on = ''] = each.split(' ');
    const action = actionsOf(transfer).find((known) => known === name);
    assert.ok(action !== undefined, each);
    const outcome = attempt(deeds, action, on);
    assert.ok(outcome.ok, `${each}: ${outcome.ok ? '' : JSON.stringify(outcome.refusal)}`);
    deeds.push(outcome.deed);
  }
  return deeds;
}

const SENT = 'suggest 2026-03-02, approve 2026-03-05, send 2026-03-06';
const codeOf = (outcome: ReturnType<typeof attempt>): string => (outcome.ok ? 'ok' : outcome.refusal.code);

describe('a transfer', () => {
  const limits = [
    ['批准 3 个工作日', 'suggest 2026-03-02', 'approve', '2026-03-05'],
    ['不予移送 3 个工作日', 'suggest 2026-03-02', 'refuse', '2026-03-05'],
    ['发出 1 个工作日', 'suggest 2026-03-02, approve 2026-03-05', 'send', '2026-03-06'],
    ['接收 3 个工作日', SENT, 'receive', '2026-03-11'],
    ['反馈 30 日', `${SENT}, receive 2026-03-11`, 'answer', '2026-04-10'],
  ] as const;
  for (const [what, history, action, lastDay] of limits) {
    test(`${what}: in time on the last day, with its reason on the next`, () => {
      const deeds = deedsOf(history);
      assert.equal(codeOf(attempt(deeds, action, lastDay)), 'ok');
      const next = formatCivilDate(addDays(day(lastDay), 1));
      assert.equal(codeOf(attempt(deeds, action, next)), 'SH-C010');
      assert.equal(codeOf(attempt(deeds, action, next, { late_reason: '对方迟延' })), 'ok');
    });
  }

  test('answered or returned, it is closed by the head, who did not propose it', () => {
    for (const way of [
      'receive 2026-03-11, answer 2026-03-20',
      'handBack 2026-03-10',
      'receive 2026-03-11, handBack 2026-03-12',
    ]) {
      const deeds = deedsOf(`${SENT}, ${way}, close 2026-03-30`);
      assert.equal(standing(transfer, deeds, nationalCalendar).state, 'closed');
    }
    const proposed = attempt([], 'suggest', '2026-03-02', {}, 'both');
    assert.ok(proposed.ok);
    assert.equal(codeOf(attempt([proposed.deed], 'approve', '2026-03-03', {}, 'both')), 'SH-C004');
    assert.equal(codeOf(attempt(deedsOf(SENT), 'close', '2026-03-30')), 'SH-C002');
  });

  test('to one of the bodies there are, and never before it was approved', () => {
    assert.equal(codeOf(attempt([], 'suggest', '2026-03-02', { body: 'army' })), 'SH-C008');
    assert.equal(codeOf(attempt([], 'suggest', '2026-03-02', { body: 'toString' })), 'SH-C008');
    assert.equal(codeOf(attempt(deedsOf('suggest 2026-03-02'), 'send', '2026-03-03')), 'SH-C002');
  });
});
