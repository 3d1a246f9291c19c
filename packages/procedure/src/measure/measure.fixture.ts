/** A measure written down step by step, for tests: invented people, days as text. */
import assert from 'node:assert/strict';
import { nationalCalendar } from '@shouhu/clocks';
import { act } from '../act.ts';
import type { Outcome } from '../act.ts';
import type { Duty } from '../duty.ts';
import { day } from '../penalty/case.fixture.ts';
import type { Deed, Facts } from '../procedure.ts';
import { measure } from './measure.ts';
import type { MeasureAction } from './measure.ts';

const STAFF: Readonly<Record<string, readonly Duty[]>> = {
  officer1: ['inspector'],
  officer2: ['inspector'],
  cashier: ['auditor'],
  head: ['head'],
  clinic: ['institution'],
  everybody: ['inspector', 'auditor', 'head', 'institution'],
};

/** Facts and doer of a step where nothing else is said. */
const USUAL: Partial<Record<MeasureAction, readonly [who: string, facts: Facts]>> = {
  propose: ['officer1', { measure: 'rectify', grounds: '病历与费用不符', days: 30 }],
  state: ['clinic', { text: '将予整改' }],
  waive: ['clinic', { signed: true }],
  approve: ['head', { opinion: '同意' }],
  drop: ['head', { reason: '已改正' }],
  contest: ['clinic', { text: '不服' }],
  uphold: ['head', { reason: '理由不成立' }],
  revoke: ['head', { reason: '理由成立' }],
  fileReport: ['clinic', { rectified: '已退费，已培训' }],
  acceptRectification: ['officer2', { opinion: '已改正' }],
  rejectRectification: ['officer2', { reason: '未退费' }],
  extend: ['head', { reason: '改造机房' }],
  restore: ['head', { reason: '整改到位' }],
  pay: ['cashier', { paid_fen: 1, settled: true }],
  deduct: ['cashier', { period: '2026-03' }],
  close: ['officer1', { performed: true }],
};

export function tryMeasure(
  deeds: readonly Deed<MeasureAction>[],
  action: MeasureAction,
  on: string,
  facts: Facts = {},
  by?: string,
): Outcome<MeasureAction> {
  const [who, usual] = USUAL[action] ?? ['officer1', { way: '直接送达', record: '笔录' }];
  const id = by ?? who;
  const request = {
    action,
    by: { id, duties: STAFF[id] ?? [] },
    on: day(on),
    facts: facts['measure'] === undefined ? { ...usual, ...facts } : { grounds: '病历与费用不符', ...facts },
  };
  return act(measure, deeds, request, nationalCalendar);
}

/** Deeds of `waive 2026-03-02, approve 2026-03-03, …` after a proposal of that day, each of which must be possible. */
export function measureOf(proposal: Facts, text: string): Deed<MeasureAction>[] {
  const deeds: Deed<MeasureAction>[] = [];
  for (const each of `propose 2026-03-02, ${text}`.split(', ')) {
    const [action = '', on = ''] = each.split(' ');
    assert.ok(isAction(action), action);
    const outcome = tryMeasure(deeds, action, on, action === 'propose' ? proposal : {});
    assert.ok(outcome.ok, `${each}: ${outcome.ok ? '' : JSON.stringify(outcome.refusal)}`);
    deeds.push(outcome.deed);
  }
  return deeds;
}

export const codeOf = (outcome: Outcome<MeasureAction>): string => (outcome.ok ? 'ok' : outcome.refusal.code);

function isAction(text: string): text is MeasureAction {
  return Object.hasOwn(measure.steps, text);
}
