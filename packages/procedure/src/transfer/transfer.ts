/**
 * A case handed on to another authority (移送): proposed, approved by the head, sent, received, answered or returned, closed. 实施细则 42 names the
 * transfer to the police; the limits are defaults that a bureau changes by `withClocks`.
 */
import { withdrawal, withdrawn } from '../withdrawal.ts';
import { procedure } from '../procedure.ts';
import type { Facts, LegalClock } from '../procedure.ts';
import type { Deed } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** Authorities that cases are handed on to. */
export const TRANSFER_BODIES = {
  police: '公安机关',
  health: '卫生健康部门',
  drug: '药品监督管理部门',
  market: '市场监督管理部门',
  discipline: '纪检监察机关',
} as const;

const clock = (name: string, count: number, unit: LegalClock['limit']['unit']): LegalClock => ({
  name,
  basis: '默认值，未核实',
  limit: { count, unit },
  extensions: [],
  rolls: true,
});

function unknownBody(_deeds: readonly Deed[], facts: Facts): Refusal | null {
  return Object.hasOwn(TRANSFER_BODIES, String(facts['body']))
    ? null
    : refusal('SH-C008', { step: '提出移送', facts: 'body' });
}

export const transfer = procedure({
  id: 'transfer',
  name: '案件移送',
  start: 'drafted',
  states: {
    drafted: '拟移送',
    proposed: '待批准',
    refused: '不予移送',
    approved: '已批准，待移送',
    sent: '已移送，待接收',
    received: '已接收，待反馈',
    answered: '已反馈',
    returned: '已退回',
    closed: '已办结',
    ...withdrawn,
  },
  clocks: {
    approval: clock('批准移送', 3, 'working-day'),
    sending: clock('发出移送', 1, 'working-day'),
    receipt: clock('接收回执', 3, 'working-day'),
    answer: clock('反馈处理结果', 30, 'day'),
  },
  steps: {
    suggest: {
      name: '提出移送',
      basis: '实施细则 42',
      from: ['drafted'],
      to: 'proposed',
      duties: ['inspector', 'auditor'],
      facts: ['body', 'to', 'cause', 'reason'],
      clocks: { approval: 'start' },
      unless: unknownBody,
    },
    withdraw: withdrawal('drafted', ['inspector', 'auditor']),
    approve: {
      name: '批准移送',
      basis: '实施细则 42',
      from: ['proposed'],
      to: 'approved',
      duties: ['head'],
      apart: ['suggest'],
      due: ['approval'],
      clocks: { approval: 'stop', sending: 'start' },
    },
    refuse: {
      name: '不予移送',
      basis: '默认',
      from: ['proposed'],
      to: 'refused',
      duties: ['head'],
      apart: ['suggest'],
      due: ['approval'],
      facts: ['reason'],
      clocks: { approval: 'stop' },
    },
    send: {
      name: '发出移送',
      basis: '实施细则 42',
      from: ['approved'],
      to: 'sent',
      duties: ['inspector', 'auditor'],
      due: ['sending'],
      facts: ['way'],
      clocks: { sending: 'stop', receipt: 'start' },
    },
    receive: {
      name: '对方接收',
      basis: '默认',
      from: ['sent'],
      to: 'received',
      duties: ['inspector', 'auditor'],
      due: ['receipt'],
      facts: ['receipt'],
      clocks: { receipt: 'stop', answer: 'start' },
    },
    handBack: {
      name: '对方退回',
      basis: '默认',
      from: ['sent', 'received'],
      to: 'returned',
      duties: ['inspector', 'auditor'],
      facts: ['reason'],
      clocks: { receipt: 'stop', answer: 'stop' },
    },
    answer: {
      name: '对方反馈',
      basis: '默认',
      from: ['received'],
      to: 'answered',
      duties: ['inspector', 'auditor'],
      due: ['answer'],
      facts: ['result'],
      clocks: { answer: 'stop' },
    },
    close: {
      name: '办结移送',
      basis: '默认',
      from: ['answered', 'returned'],
      to: 'closed',
      duties: ['head'],
      apart: ['suggest'],
      facts: ['conclusion'],
    },
  },
});

export type TransferAction = keyof typeof transfer.steps;
