/** A case written down step by step, for tests: invented people, days as text. */
import assert from 'node:assert/strict';
import { nationalCalendar } from '@shouhu/clocks';
import { parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { act } from '../act.ts';
import type { Outcome } from '../act.ts';
import type { Duty } from '../duty.ts';
import type { Deed, Facts } from '../procedure.ts';
import { penalty } from './penalty.ts';
import type { PenaltyAction } from './penalty.ts';

export function day(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  assert.ok(parsed.ok, text);
  return parsed.value;
}

/** Five people; the first two are the officers of every case here. */
export const PEOPLE: Readonly<Record<string, readonly Duty[]>> = {
  officer1: ['inspector'],
  officer2: ['inspector'],
  officer3: ['inspector'],
  legal: ['legal-reviewer'],
  head: ['head'],
  clinic: ['institution'],
};

/** Facts that let a step pass where nothing else is said. */
const USUAL: Partial<Record<PenaltyAction, Facts>> = {
  receive: { source: '智能监管疑点' },
  file: {
    officers: ['officer1', 'officer2'],
    party: 'H001',
    cause: '重复收费',
    act_ended: day('2025-06-30'),
    act_found: day('2026-01-05'),
  },
  collect: { kind: 'electronic', digest: 'a'.repeat(64) },
  preserve: { items: '账册', approved_by: 'head' },
  seal: { items: '药品', approved_by: 'head' },
  dispose: { disposal: '发还' },
  askAssistance: { to: '邻县医保局' },
  commission: { to: '鉴定机构', subject: '药品来源' },
  report: { proposal: '罚款', fine_fen: 500_000, refund_fen: 500_000 },
  review: { opinion: '同意' },
  transfer: { to: '公安机关' },
  notify: { reasons: '重复收费', fine_fen: 500_000, refund_fen: 500_000 },
  waive: { signed: true },
  summon: { time: '9:00', place: '会议室' },
  hear: { record: '笔录' },
  discuss: { attendees: ['head', 'deputy', 'legal'], conclusion: '同意' },
  decide: { decision: 'penalty', fine_fen: 500_000, refund_fen: 500_000 },
  deliver: { way: '直接送达' },
  pay: { paid_fen: 1_000_000 },
  close: { performed: true },
};

const WHO: Partial<Record<PenaltyAction, string>> = {
  returnToOfficers: 'legal',
  review: 'legal',
  summon: 'legal',
  hear: 'legal',
  requestHearing: 'clinic',
  waive: 'clinic',
  defend: 'clinic',
};

export function tryStep(
  deeds: readonly Deed<PenaltyAction>[],
  action: PenaltyAction,
  on: string,
  facts: Facts = {},
  by?: string,
): Outcome<PenaltyAction> {
  const duties = penalty.steps[action].duties;
  const id = by ?? WHO[action] ?? (duties.some((duty) => duty === 'inspector') ? 'officer1' : 'head');
  const request = {
    action,
    by: { id, duties: PEOPLE[id] ?? [] },
    with: id === 'officer1' ? ['officer2'] : [],
    on: day(on),
    facts: { reason: '见审批表', ...USUAL[action], ...facts },
  };
  return act(penalty, deeds, request, nationalCalendar);
}

/** Deeds of `receive 2026-01-05, file 2026-01-20, …`, each of which must be possible. */
export function caseOf(text: string): Deed<PenaltyAction>[] {
  const deeds: Deed<PenaltyAction>[] = [];
  for (const each of text.split(', ')) {
    const [action = '', on = ''] = each.split(' ');
    assert.ok(isAction(action), action);
    const outcome = tryStep(deeds, action, on);
    assert.ok(outcome.ok, `${each}: ${outcome.ok ? '' : JSON.stringify(outcome.refusal)}`);
    deeds.push(outcome.deed);
  }
  return deeds;
}

function isAction(text: string): text is PenaltyAction {
  return Object.hasOwn(penalty.steps, text);
}
