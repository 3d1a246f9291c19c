/**
 * Review and appeal of findings (疑点审核): first review, the institution's answer, second review by others, panel, deduction.
 * The national transactions 3701–3704 ask for these nodes. Limits are set by local agreement; those here are defaults (unverified).
 */
import { oddAmounts } from '../penalty/guards.ts';
import type { Deed, Facts, LegalClock } from '../procedure.ts';
import { withdrawal, withdrawn } from '../withdrawal.ts';
import { procedure } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { fen, groupedYuan } from '@shouhu/codes';

const workingDays = (name: string, count: number): LegalClock => ({
  name,
  basis: '服务协议（默认值，未核实）',
  limit: { count, unit: 'working-day' },
  extensions: [],
  rolls: true,
});

/** Who answers must not fare worse for it: no review after the first takes more than it named. */
function notMore(step: string): (deeds: readonly Deed[], facts: Facts) => Refusal | null {
  return (deeds, { amount_fen }) => {
    const first = deeds.find(({ action }) => action === 'issue')?.facts['amount_fen'];
    const [most, amount] = [Number(first ?? 0), Number(amount_fen)];
    if (!Number.isSafeInteger(amount) || amount < 0) return refusal('SH-C008', { step, facts: 'amount_fen' });
    return amount <= most
      ? null
      : refusal('SH-C024', { step, amount: groupedYuan(fen(amount)), most: groupedYuan(fen(most)) });
  };
}

export const review = procedure({
  id: 'review',
  name: '疑点审核与申诉',
  start: 'found',
  states: {
    found: '待初审',
    issued: '已下发，待机构答复',
    appealed: '已申诉，待复审',
    confirmed: '已认定',
    panel: '合议',
    settled: '合议认定',
    dropped: '不予认定',
    deducted: '已扣款',
    ...withdrawn,
  },
  clocks: {
    appeal: workingDays('申诉', 10),
    second: workingDays('复审', 10),
    panel: workingDays('申请合议', 5),
    panelDecision: workingDays('合议', 15),
  },
  steps: {
    issue: {
      name: '初审认定',
      basis: '3701',
      from: ['found'],
      to: 'issued',
      duties: ['first-reviewer'],
      facts: ['amount_fen'],
      clocks: { appeal: 'start' },
      unless: (_deeds, facts) => oddAmounts('初审认定', facts, ['amount_fen']),
    },
    dropAtFirst: {
      name: '初审不予认定',
      basis: '3701',
      from: ['found'],
      to: 'dropped',
      duties: ['first-reviewer'],
      facts: ['reason'],
    },
    withdraw: withdrawal('found', ['inspector', 'auditor', 'first-reviewer', 'head']),
    accept: {
      name: '机构认可',
      basis: '3702',
      from: ['issued'],
      to: 'confirmed',
      duties: ['institution'],
      clocks: { appeal: 'stop' },
    },
    appeal: {
      name: '申诉',
      basis: '3702',
      from: ['issued'],
      to: 'appealed',
      duties: ['institution'],
      before: ['appeal'],
      facts: ['text'],
      clocks: { appeal: 'stop', second: 'start' },
    },
    lapse: {
      name: '逾期未申诉认定',
      basis: '服务协议',
      from: ['issued'],
      to: 'confirmed',
      duties: ['first-reviewer'],
      after: ['appeal'],
    },
    uphold: {
      name: '复审认定',
      basis: '3701',
      from: ['appealed'],
      to: 'confirmed',
      duties: ['second-reviewer'],
      apart: ['issue'],
      due: ['second'],
      facts: ['amount_fen', 'reason'],
      clocks: { second: 'stop', panel: 'start' },
      unless: notMore('复审认定'),
    },
    dropAtSecond: {
      name: '复审不予认定',
      basis: '3701',
      from: ['appealed'],
      to: 'dropped',
      duties: ['second-reviewer'],
      apart: ['issue'],
      due: ['second'],
      facts: ['reason'],
      clocks: { second: 'stop' },
    },
    requestPanel: {
      name: '申请合议',
      basis: '3703',
      from: ['confirmed'],
      to: 'panel',
      duties: ['institution'],
      needs: ['uphold'],
      before: ['panel'],
      facts: ['text'],
      clocks: { panel: 'stop', panelDecision: 'start' },
    },
    settle: {
      name: '合议认定',
      basis: '3703',
      from: ['panel'],
      to: 'settled',
      duties: ['head'],
      apart: ['issue', 'uphold'],
      due: ['panelDecision'],
      facts: ['amount_fen', 'attendees', 'conclusion'],
      clocks: { panelDecision: 'stop' },
      unless: notMore('合议认定'),
    },
    deduct: {
      name: '扣款',
      basis: '服务协议',
      from: ['confirmed', 'settled'],
      to: 'deducted',
      duties: ['auditor'],
      apart: ['issue', 'uphold', 'settle'],
      after: ['panel'],
      facts: ['period'],
    },
  },
});

export type ReviewAction = keyof typeof review.steps;
