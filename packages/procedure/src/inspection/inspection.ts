/**
 * The inspection of an institution (监督检查, 飞行检查; 国家医保局令第6号): self-inspection with credit commitment, a visit announced or not by two
 * officers, feedback and argument, the result, rectification, the look back. What follows from it, a measure or a case, is a matter of its own.
 */
import { oddAmounts } from '../penalty/guards.ts';
import { byHead, byOfficers } from '../penalty/who.ts';
import { procedure } from '../procedure.ts';
import type { Deed, Facts } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { inspectionClocks } from './clocks.ts';

const before = ['planned', 'selfInspecting', 'ready', 'announced'] as const;
const onSite = ['inspecting', 'recorded', 'informed', 'argued'] as const;
const afterResult = ['found', 'handled', 'rectifying', 'rectified', 'lookedBack'] as const;

export const inspection = procedure({
  id: 'inspection',
  name: '监督检查',
  start: 'planned',
  states: {
    planned: '已列入计划',
    selfInspecting: '自查自纠中',
    ready: '待检查',
    announced: '已通知检查',
    inspecting: '现场检查中',
    recorded: '现场检查结束',
    informed: '已反馈，听取陈述申辩',
    argued: '已陈述申辩',
    found: '未发现问题',
    handled: '已作出处理',
    rectifying: '整改中',
    rectified: '已整改，待回头看',
    lookedBack: '已回头看',
    closed: '已办结',
    cancelled: '取消检查',
  },
  clocks: inspectionClocks,
  steps: {
    assign: {
      name: '确定检查人员',
      basis: '令第6号',
      from: before,
      duties: ['head'],
      facts: ['officers'],
      appoints: 'officers',
    },
    recuse: {
      name: '回避',
      basis: '令第6号',
      from: [...before, ...onSite],
      ...byHead,
      facts: ['recused', 'reason'],
      appoints: 'replacement',
      needs: ['assign'],
    },
    askSelfInspection: {
      name: '要求自查自纠',
      basis: '检查方案',
      from: ['planned'],
      to: 'selfInspecting',
      duties: ['inspector', 'auditor', 'head'],
      clocks: { selfInspection: 'start' },
    },
    selfInspect: {
      name: '提交自查自纠和信用承诺',
      basis: '检查方案',
      from: ['selfInspecting'],
      to: 'ready',
      duties: ['institution'],
      due: ['selfInspection'],
      facts: ['committed', 'refund_fen', 'summary'],
      clocks: { selfInspection: 'stop' },
      unless: uncommitted,
    },
    missSelfInspection: {
      name: '逾期未自查',
      basis: '检查方案',
      from: ['selfInspecting'],
      to: 'ready',
      duties: ['inspector', 'auditor', 'head'],
      after: ['selfInspection'],
    },
    receiveRefund: {
      name: '登记主动退回款',
      basis: '检查方案',
      from: [...before, ...onSite, ...afterResult],
      duties: ['auditor'],
      needs: ['selfInspect'],
      facts: ['paid_fen'],
      unless: (_deeds, facts) => oddAmounts('登记主动退回款', facts, ['paid_fen']),
    },
    announce: {
      name: '通知检查',
      basis: '令第6号',
      from: ['planned', 'ready'],
      to: 'announced',
      ...byOfficers,
      facts: ['notice_no'],
    },
    enter: {
      name: '进场检查',
      basis: '令第6号',
      from: ['planned', 'ready', 'announced'],
      to: 'inspecting',
      ...byOfficers,
      facts: ['notice_no', 'place', 'cards_shown'],
      unless: (_deeds, { cards_shown }) =>
        cards_shown === true ? null : refusal('SH-C008', { step: '进场检查', facts: 'cards_shown' }),
    },
    record: {
      name: '现场笔录',
      basis: '令第6号',
      from: ['inspecting'],
      ...byOfficers,
      facts: ['record', 'digest'],
    },
    interview: {
      name: '询问笔录',
      basis: '令第6号',
      from: ['inspecting'],
      ...byOfficers,
      facts: ['digest'],
    },
    leave: {
      name: '结束现场检查',
      basis: '令第6号',
      from: ['inspecting'],
      to: 'recorded',
      ...byOfficers,
      needs: ['record'],
    },
    inform: {
      name: '反馈检查情况',
      basis: '令第6号',
      from: ['recorded'],
      to: 'informed',
      ...byOfficers,
      facts: ['findings'],
      clocks: { argument: 'start' },
    },
    argue: {
      name: '陈述申辩',
      basis: '令第6号',
      from: ['informed'],
      to: 'argued',
      duties: ['institution'],
      before: ['argument'],
      facts: ['text'],
      clocks: { argument: 'stop' },
    },
    agree: {
      name: '机构无异议',
      basis: '令第6号',
      from: ['informed'],
      to: 'argued',
      duties: ['institution'],
      clocks: { argument: 'stop' },
    },
    findNothing: {
      name: '认定未发现问题',
      basis: '令第6号',
      from: ['informed', 'argued'],
      to: 'found',
      ...byHead,
      after: ['argument'],
      facts: ['conclusion'],
    },
    handle: {
      name: '认定问题并处理',
      basis: '令第6号',
      from: ['informed', 'argued'],
      to: 'handled',
      ...byHead,
      after: ['argument'],
      facts: ['conclusion'],
      clocks: { report: 'start' },
    },
    report: {
      name: '报告处理情况',
      basis: '令第6号',
      from: ['handled', 'rectifying', 'rectified', 'lookedBack'],
      duties: ['inspector', 'auditor'],
      due: ['report'],
      facts: ['disposal'],
      clocks: { report: 'stop' },
    },
    askRectification: {
      name: '责令限期整改',
      basis: '令第6号',
      from: ['handled', 'lookedBack'],
      to: 'rectifying',
      ...byOfficers,
      facts: ['demands'],
      clocks: { rectification: 'start', lookBack: 'start' },
    },
    extendRectification: {
      name: '延长整改',
      basis: '检查方案',
      from: ['rectifying'],
      ...byHead,
      before: ['rectification'],
      facts: ['reason'],
      clocks: { rectification: 'extend' },
    },
    rectify: {
      name: '提交整改报告',
      basis: '令第6号',
      from: ['rectifying'],
      to: 'rectified',
      duties: ['institution'],
      due: ['rectification'],
      facts: ['rectified', 'digest'],
      clocks: { rectification: 'stop' },
    },
    lookBack: {
      name: '回头看',
      basis: '令第6号',
      from: ['rectifying', 'rectified'],
      to: 'lookedBack',
      ...byOfficers,
      after: ['rectification'],
      due: ['lookBack'],
      facts: ['record'],
      clocks: { lookBack: 'stop' },
    },
    cancel: {
      name: '取消检查',
      basis: '检查方案',
      from: before,
      to: 'cancelled',
      duties: ['head'],
      facts: ['reason'],
      clocks: { selfInspection: 'stop' },
    },
    close: {
      name: '办结',
      basis: '令第6号',
      from: ['found', 'handled', 'lookedBack'],
      to: 'closed',
      ...byHead,
      unless: stillOpen,
    },
  },
});

export type InspectionAction = keyof typeof inspection.steps;

/** What an institution learns of only when it is told, or officers stand at its door: whom it is to expect, and that it is to expect anybody. */
export const BEFORE_THE_VISIT = {
  states: ['planned', 'cancelled'],
  steps: ['assign', 'recuse', 'cancel'],
  until: ['announce', 'enter'],
} as const satisfies {
  readonly states: readonly (keyof typeof inspection.states)[];
  readonly steps: readonly InspectionAction[];
  readonly until: readonly InspectionAction[];
};

/** The list is answered for: nothing is handed in without the commitment (信用承诺), and amounts are amounts. */
function uncommitted(_deeds: readonly Deed[], facts: Facts): Refusal | null {
  if (facts['committed'] !== true) return refusal('SH-C008', { step: '提交自查自纠和信用承诺', facts: 'committed' });
  return oddAmounts('提交自查自纠和信用承诺', facts, ['refund_fen']);
}

/** Closed when money given back has come in, the handling was reported and what was wrong is right. */
function stillOpen(deeds: readonly Deed[], facts: Facts): Refusal | null {
  const last = (name: string): Deed | undefined => deeds.findLast(({ action }) => action === name);
  const back = last('lookBack');
  const left = [
    ...(facts['performed'] === true ? [] : ['退回款未到账']),
    ...(last('handle') === undefined || last('report') !== undefined ? [] : ['处理情况未报告']),
    ...(back === undefined || back.facts['corrected'] === true ? [] : ['整改未到位']),
  ];
  return left.length === 0 ? null : refusal('SH-C016', { open: left.join('、') });
}
