/**
 * Points of a person's payment qualification (支付资格记分): notice, statement, decision by somebody else, appeal, record on the national platform,
 * restoring. How many points suspend and end is counted over all of them (packages/assessment).
 */
import type { Deed, Facts } from '../procedure.ts';
import { procedure } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { byDefault } from './limits.ts';

const BASIS = '医保发〔2024〕23号';
/** The most that one finding can cost. */
const MOST = 12;

/** Whole points, and no more than stood before: nobody fares worse for an answer. */
function atMost(step: string, before?: string): (deeds: readonly Deed[], facts: Facts) => Refusal | null {
  return (deeds, { points }) => {
    const stood =
      before === undefined ? MOST : Number(deeds.findLast(({ action }) => action === before)?.facts['points']);
    const ok = Number.isSafeInteger(points) && Number(points) >= 1 && Number(points) <= stood;
    return ok ? null : refusal('SH-C071', { step, points: String(points), most: stood });
  };
}

export const points = procedure({
  id: 'points',
  name: '支付资格记分',
  start: 'found',
  states: {
    found: '待告知',
    noticed: '已告知，待陈述申辩',
    answered: '待决定',
    decided: '已记分',
    appealed: '已申诉，待复核',
    upheld: '复核后记分',
    dropped: '不予记分',
    withdrawn: '已撤销记分',
    restored: '已恢复',
  },
  clocks: {
    statement: byDefault('陈述申辩', 10),
    appeal: byDefault('申诉期', 15),
    reply: byDefault('复核', 20),
    record: byDefault('国家平台维护', 5),
  },
  steps: {
    notice: {
      name: '记分告知',
      basis: BASIS,
      from: ['found'],
      to: 'noticed',
      duties: ['inspector', 'auditor'],
      facts: ['points', 'reasons'],
      clocks: { statement: 'start' },
      unless: atMost('记分告知'),
    },
    state: {
      name: '提出陈述申辩',
      basis: BASIS,
      from: ['noticed'],
      to: 'answered',
      duties: ['institution'],
      before: ['statement'],
      facts: ['text'],
      clocks: { statement: 'stop' },
    },
    goOn: {
      name: '逾期未陈述申辩',
      basis: BASIS,
      from: ['noticed'],
      to: 'answered',
      duties: ['inspector', 'auditor'],
      after: ['statement'],
    },
    decide: {
      name: '作出记分决定',
      basis: BASIS,
      from: ['answered'],
      to: 'decided',
      duties: ['head'],
      apart: ['notice', 'goOn'],
      facts: ['points', 'reason'],
      clocks: { appeal: 'start', record: 'start' },
      unless: atMost('作出记分决定', 'notice'),
    },
    drop: {
      name: '决定不予记分',
      basis: BASIS,
      from: ['answered'],
      to: 'dropped',
      duties: ['head'],
      apart: ['notice'],
      facts: ['reason'],
    },
    record: {
      name: '国家平台动态维护',
      basis: BASIS,
      from: ['decided', 'upheld', 'withdrawn', 'restored'],
      duties: ['auditor'],
      due: ['record'],
      clocks: { record: 'stop' },
    },
    appeal: {
      name: '对记分申诉',
      basis: BASIS,
      from: ['decided'],
      to: 'appealed',
      duties: ['institution'],
      before: ['appeal'],
      facts: ['text'],
      clocks: { appeal: 'stop', reply: 'start' },
    },
    uphold: {
      name: '维持或减少记分',
      basis: BASIS,
      from: ['appealed'],
      to: 'upheld',
      duties: ['legal-reviewer', 'head'],
      apart: ['notice', 'decide'],
      due: ['reply'],
      facts: ['points', 'reason'],
      clocks: { reply: 'stop', record: 'start' },
      unless: atMost('维持或减少记分', 'decide'),
    },
    takeBack: {
      name: '撤销记分',
      basis: BASIS,
      from: ['appealed'],
      to: 'withdrawn',
      duties: ['legal-reviewer', 'head'],
      apart: ['notice', 'decide'],
      due: ['reply'],
      facts: ['reason'],
      clocks: { reply: 'stop', record: 'start' },
    },
    askRestoring: {
      name: '提请恢复支付资格',
      basis: BASIS,
      from: ['decided', 'upheld'],
      duties: ['auditor', 'inspector'],
      facts: ['reason'],
    },
    restore: {
      name: '恢复支付资格',
      basis: BASIS,
      from: ['decided', 'upheld'],
      to: 'restored',
      duties: ['head'],
      apart: ['askRestoring'],
      needs: ['askRestoring'],
      facts: ['reason'],
      clocks: { record: 'start' },
    },
  },
});

export type PointsAction = keyof typeof points.steps;
