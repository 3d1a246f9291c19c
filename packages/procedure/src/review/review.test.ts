import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nationalCalendar } from '@shouhu/clocks';
import { addDays, formatCivilDate } from '@shouhu/codes';
import { act } from '../act.ts';
import type { Duty } from '../duty.ts';
import { day } from '../penalty/case.fixture.ts';
import { actionsOf } from '../procedure.ts';
import type { Deed, Facts } from '../procedure.ts';
import { standing } from '../standing.ts';
import { review } from './review.ts';
import type { ReviewAction } from './review.ts';

const PEOPLE: Readonly<Record<string, Duty>> = {
  first: 'first-reviewer',
  clinic: 'institution',
  second: 'second-reviewer',
  cashier: 'auditor',
  head: 'head',
};

function attempt(
  deeds: readonly Deed<ReviewAction>[],
  action: ReviewAction,
  by: string,
  on: string,
  facts: Facts = {},
) {
  const duties = by === 'everything' ? Object.values(PEOPLE) : [PEOPLE[by] ?? 'observer'];
  return act(review, deeds, { action, by: { id: by, duties }, on: day(on), facts }, nationalCalendar);
}

function done(steps: readonly (readonly [ReviewAction, string, string, Facts?])[]): Deed<ReviewAction>[] {
  const deeds: Deed<ReviewAction>[] = [];
  for (const [action, by, on, facts] of steps) {
    const outcome = attempt(deeds, action, by, on, facts);
    assert.ok(outcome.ok, `${action}: ${outcome.ok ? '' : JSON.stringify(outcome.refusal)}`);
    deeds.push(outcome.deed);
  }
  return deeds;
}

const codeOf = (outcome: ReturnType<typeof attempt>): string => (outcome.ok ? 'ok' : outcome.refusal.code);

const ISSUED = [['issue', 'first', '2026-03-02', { amount_fen: 10_000 }]] as const;
const UPHELD = [
  ...ISSUED,
  ['appeal', 'clinic', '2026-03-10', { text: '病历附后' }],
  ['uphold', 'second', '2026-03-12', { amount_fen: 6_000, reason: '部分成立' }],
] as const;

test('an institution answers within ten working days; silence confirms, but not before', () => {
  const deeds = done(ISSUED);
  const last = '2026-03-16';
  assert.equal(codeOf(attempt(deeds, 'appeal', 'clinic', last, { text: '病历附后' })), 'ok');
  const next = formatCivilDate(addDays(day(last), 1));
  assert.equal(codeOf(attempt(deeds, 'appeal', 'clinic', next, { text: '病历附后' })), 'SH-C009');
  assert.equal(codeOf(attempt(deeds, 'lapse', 'first', last)), 'SH-C011');
  assert.equal(codeOf(attempt(deeds, 'lapse', 'first', next)), 'ok');
});

test('an appeal is judged by somebody else, and never to the worse', () => {
  const deeds = done(UPHELD.slice(0, 2));
  const uphold = (by: string, amount_fen: number) =>
    codeOf(attempt(deeds, 'uphold', by, '2026-03-12', { amount_fen, reason: '理由不成立' }));
  assert.equal(uphold('second', 10_000), 'ok');
  assert.equal(uphold('second', 10_001), 'SH-C024');
  assert.equal(uphold('second', -1), 'SH-C008');
  const own = done([
    ['issue', 'everything', '2026-03-02', { amount_fen: 10_000 }],
    ['appeal', 'clinic', '2026-03-10', { text: '不服' }],
  ]);
  assert.equal(
    codeOf(attempt(own, 'uphold', 'everything', '2026-03-12', { amount_fen: 1, reason: '理由不成立' })),
    'SH-C004',
  );
  assert.equal(codeOf(attempt(own, 'dropAtSecond', 'everything', '2026-03-12', { reason: '成立' })), 'SH-C004');
});

test('money is taken when the way to the panel is over, by one who judged nothing', () => {
  const deeds = done(UPHELD);
  assert.equal(codeOf(attempt(deeds, 'deduct', 'cashier', '2026-03-19', { period: '2026-03' })), 'SH-C011');
  assert.equal(codeOf(attempt(deeds, 'requestPanel', 'clinic', '2026-03-19', { text: '申请合议' })), 'ok');
  assert.equal(codeOf(attempt(deeds, 'requestPanel', 'clinic', '2026-03-20', { text: '申请合议' })), 'SH-C009');
  const taken = attempt(deeds, 'deduct', 'cashier', '2026-03-20', { period: '2026-03' });
  assert.ok(taken.ok);
  assert.equal(standing(review, [...deeds, taken.deed], nationalCalendar).state, 'deducted');
});

test('who accepts is not deducted twice, and nothing follows the end', () => {
  const deeds = done([
    ...ISSUED,
    ['accept', 'clinic', '2026-03-03'],
    ['deduct', 'cashier', '2026-03-04', { period: '2026-03' }],
  ]);
  for (const action of actionsOf(review)) {
    const outcome = act(
      review,
      deeds,
      { action, by: { id: 'x', duties: Object.values(PEOPLE) }, on: day('2026-03-05') },
      nationalCalendar,
    );
    assert.equal(codeOf(outcome), 'SH-C002', action);
  }
});
