import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nationalCalendar } from '@shouhu/clocks';
import { act, offersOf } from '../act.ts';
import { DUTIES } from '../duty.ts';
import type { Duty } from '../duty.ts';
import { day } from '../penalty/case.fixture.ts';
import { actionsOf } from '../procedure.ts';
import type { Deed, Facts, Procedure } from '../procedure.ts';
import { standing } from '../standing.ts';
import { assessment } from './assessment.ts';
import { credit } from './credit.ts';
import { points } from './points.ts';

type Taken = readonly [action: string, by: string, on: string, facts?: Facts];

/** Everybody is named after the duty; `everything` has all of them. */
function attempt(of: Procedure, deeds: readonly Deed[], [action, by, on, facts = {}]: Taken) {
  const duties = Object.keys(DUTIES).filter((duty): duty is Duty => by === 'everything' || duty === by);
  return act(of, deeds, { action, by: { id: by, duties }, on: day(on), facts }, nationalCalendar);
}

function done(of: Procedure, steps: readonly Taken[]): Deed[] {
  return steps.reduce<Deed[]>((deeds, step) => {
    const outcome = attempt(of, deeds, step);
    assert.ok(outcome.ok, `${step[0]}: ${outcome.ok ? '' : JSON.stringify(outcome.refusal)}`);
    return [...deeds, outcome.deed];
  }, []);
}

const codeOf = (of: Procedure, deeds: readonly Deed[], step: Taken): string => {
  const outcome = attempt(of, deeds, step);
  return outcome.ok ? 'ok' : outcome.refusal.code;
};

const published = (grade: string): Deed[] =>
  done(assessment, [
    ['present', 'auditor', '2026-12-01', { grade, score: 7_000 }],
    ['agree', 'institution', '2026-12-02'],
    ['confirm', 'head', '2026-12-03'],
    ['publish', 'auditor', '2026-12-04'],
  ]);

test('each grade leads where the law of the scheme leads it, and the screen offers nothing else', () => {
  const after: Readonly<Record<string, readonly string[]>> = {
    A: ['renew'],
    B: ['order'],
    C: ['order'],
    D: ['end'],
  };
  for (const [grade, ways] of Object.entries(after)) {
    const duties = Object.keys(DUTIES).filter((duty): duty is Duty => duty !== '');
    const offers = offersOf(
      assessment,
      published(grade),
      { by: { id: 'somebody', duties }, on: day('2026-12-07') },
      nationalCalendar,
    );
    const open = offers.filter(({ refusal }) => refusal === null).map(({ action }) => action);
    assert.deepEqual(open, ways, grade);
  }
});

test('who proposed does not confirm, whatever the duties', () => {
  const deeds = done(assessment, [
    ['present', 'everything', '2026-12-01', { grade: 'A' }],
    ['agree', 'institution', '2026-12-02'],
  ]);
  assert.equal(codeOf(assessment, deeds, ['confirm', 'everything', '2026-12-03']), 'SH-C004');
  assert.equal(codeOf(assessment, deeds, ['confirm', 'head', '2026-12-03']), 'ok');
});

test('B puts right within the limit and is renewed; who fails it is not, but not before', () => {
  const before = published('B');
  const order = attempt(assessment, before, ['order', 'auditor', '2026-12-07', { reasons: '病案管理' }]);
  assert.ok(order.ok);
  const deeds = [...before, order.deed];
  assert.equal(codeOf(assessment, deeds, ['decline', 'head', '2026-12-10', { reason: '未改' }]), 'SH-C011');
  const accepted = attempt(assessment, deeds, ['accept', 'inspector', '2026-12-20', { conclusion: '合格' }]);
  assert.ok(accepted.ok);
  assert.equal(codeOf(assessment, [...deeds, accepted.deed], ['renewRectified', 'head', '2026-12-21']), 'ok');
});

test('points: no more after the answer than in the notice, and what is taken back is taken back by others', () => {
  const noticed = done(points, [
    ['notice', 'inspector', '2026-03-02', { points: 6, reasons: '虚记' }],
    ['state', 'institution', '2026-03-04', { text: '系误录' }],
  ]);
  const decide = (by: string, value: unknown) =>
    codeOf(points, noticed, ['decide', by, '2026-03-05', { points: Number(value), reason: '属实' }]);
  assert.deepEqual(
    [decide('head', 6), decide('head', 7), decide('head', 0), decide('head', 1.5)],
    ['ok', 'SH-C071', 'SH-C071', 'SH-C071'],
  );
  const decided = attempt(points, noticed, ['decide', 'head', '2026-03-05', { points: 4, reason: '属实' }]);
  assert.ok(decided.ok);
  const appeal = attempt(points, [...noticed, decided.deed], ['appeal', 'institution', '2026-03-10', { text: '不服' }]);
  assert.ok(appeal.ok);
  const deeds = [...noticed, decided.deed, appeal.deed];
  assert.equal(codeOf(points, deeds, ['takeBack', 'head', '2026-03-11', { reason: '误录' }]), 'SH-C004');
  assert.equal(codeOf(points, deeds, ['takeBack', 'legal-reviewer', '2026-03-11', { reason: '误录' }]), 'ok');
  assert.equal(
    codeOf(points, deeds, ['uphold', 'legal-reviewer', '2026-03-11', { points: 5, reason: '属实' }]),
    'SH-C071',
  );
});

test('a listing is restored on somebody else’s proposal only, and has a length', () => {
  const heard = done(credit, [
    ['notify', 'inspector', '2026-03-02', { reasons: '骗保' }],
    ['hear', 'auditor', '2026-03-04', { text: '认错' }],
  ]);
  const list = (months: number) => codeOf(credit, heard, ['list', 'head', '2026-03-05', { months, reason: '骗保' }]);
  assert.deepEqual([list(12), list(0), list(61)], ['ok', 'SH-C072', 'SH-C072']);
  const listed = [...heard, { action: 'list', by: 'head', with: [], on: day('2026-03-05'), facts: { months: 12 } }];
  assert.equal(codeOf(credit, listed, ['restore', 'head', '2026-04-01', { reason: '已履行' }]), 'SH-C007');
  const proposed = attempt(credit, listed, ['askRestoring', 'auditor', '2026-04-01', { reason: '已履行' }]);
  assert.ok(proposed.ok);
  assert.equal(
    codeOf(credit, [...listed, proposed.deed], ['restore', 'head', '2026-04-02', { reason: '已履行' }]),
    'ok',
  );
});

test('every state is reached by some step, and every step leads from a state that is', () => {
  const all: readonly Procedure[] = [assessment, points, credit];
  for (const of of all) {
    const reached = new Set([of.start, ...actionsOf(of).flatMap((action) => of.steps[action]?.to ?? [])]);
    assert.deepEqual([...reached].toSorted(), Object.keys(of.states).toSorted(), of.id);
    assert.equal(standing(of, [], nationalCalendar).state, of.start);
  }
});
