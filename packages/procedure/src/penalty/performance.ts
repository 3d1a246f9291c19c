/** Delivery, publication, money, closing (令第4号 46, 53–59). */
import type { Step } from '../procedure.ts';
import { oddAmounts, stillOpen } from './guards.ts';
import { byHead } from './who.ts';

export const performance = {
  announce: {
    name: '公告送达',
    basis: '令第4号 59',
    from: ['decided'],
    duties: ['inspector'],
    facts: ['reason'],
    due: ['delivery'],
    clocks: { delivery: 'stop', notice: 'start' },
  },
  deliver: {
    name: '送达',
    basis: '令第4号 59',
    from: ['decided'],
    to: 'delivered',
    duties: ['inspector'],
    after: ['notice'],
    due: ['delivery'],
    facts: ['way'],
    clocks: { delivery: 'stop', notice: 'stop', payment: 'start', reconsideration: 'start', lawsuit: 'start' },
  },
  publish: {
    name: '公开处罚决定',
    basis: '令第4号 46',
    from: ['decided', 'delivered'],
    duties: ['inspector'],
    due: ['publication'],
    clocks: { publication: 'stop' },
  },
  pay: {
    name: '缴款',
    basis: '令第4号 53, 55',
    from: ['delivered'],
    duties: ['inspector', 'auditor'],
    due: ['payment'],
    facts: ['paid_fen'],
    clocks: { payment: 'stop' },
    clocksIf: 'settled',
    unless: (_deeds, facts) => oddAmounts('缴款', facts, ['paid_fen']),
  },
  defer: {
    name: '延期或分期缴纳',
    basis: '令第4号 54',
    from: ['delivered'],
    ...byHead,
    facts: ['until', 'reason'],
    clocks: { payment: 'stop' },
  },
  enforce: {
    name: '申请强制执行',
    basis: '令第4号 55；行政强制法 53',
    from: ['delivered'],
    ...byHead,
    after: ['reconsideration', 'lawsuit'],
    facts: ['court'],
  },
  close: {
    name: '结案',
    basis: '令第4号 56',
    from: ['delivered'],
    to: 'closed',
    duties: ['head'],
    apart: ['officer'],
    unless: stillOpen,
  },
} as const satisfies Record<string, Step<string, string, string>>;
