/** Black list (失信名单) of institutions, doctors and insured persons: notice, statement, listing by somebody else, objection, restoring of credit. */
import type { Deed, Facts } from '../procedure.ts';
import { procedure } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { byDefault } from './limits.ts';

const BASIS = '信用管理办法（默认值，未核实）';
/** The longest that anybody is listed, in months. 默认 */
const MOST_MONTHS = 60;

function ofMonths(_deeds: readonly Deed[], { months }: Facts): Refusal | null {
  const ok = Number.isSafeInteger(months) && Number(months) >= 1 && Number(months) <= MOST_MONTHS;
  return ok ? null : refusal('SH-C072', { months: String(months), most: MOST_MONTHS });
}

export const credit = procedure({
  id: 'credit',
  name: '失信名单',
  start: 'drafted',
  states: {
    drafted: '拟列入，待告知',
    notified: '已告知，待陈述',
    answered: '待决定是否列入',
    listed: '已列入',
    objected: '已提出异议',
    dropped: '不予列入',
    revoked: '已撤销列入',
    restored: '已修复信用',
  },
  clocks: {
    statement: byDefault('陈述是否列入', 5),
    reply: byDefault('异议答复', 20),
  },
  steps: {
    notify: {
      name: '拟列入告知',
      basis: BASIS,
      from: ['drafted'],
      to: 'notified',
      duties: ['inspector', 'auditor'],
      facts: ['reasons'],
      clocks: { statement: 'start' },
    },
    hear: {
      name: '记录当事人陈述',
      basis: BASIS,
      from: ['notified'],
      to: 'answered',
      duties: ['inspector', 'auditor'],
      before: ['statement'],
      facts: ['text'],
      clocks: { statement: 'stop' },
    },
    goOn: {
      name: '当事人逾期未陈述',
      basis: BASIS,
      from: ['notified'],
      to: 'answered',
      duties: ['inspector', 'auditor'],
      after: ['statement'],
    },
    list: {
      name: '列入失信名单',
      basis: BASIS,
      from: ['answered'],
      to: 'listed',
      duties: ['head'],
      apart: ['notify', 'hear', 'goOn'],
      facts: ['months', 'reason'],
      unless: ofMonths,
    },
    drop: {
      name: '决定不予列入',
      basis: BASIS,
      from: ['answered'],
      to: 'dropped',
      duties: ['head'],
      apart: ['notify'],
      facts: ['reason'],
    },
    object: {
      name: '受理异议',
      basis: BASIS,
      from: ['listed'],
      to: 'objected',
      duties: ['inspector', 'auditor'],
      facts: ['text'],
      clocks: { reply: 'start' },
    },
    keep: {
      name: '异议不成立',
      basis: BASIS,
      from: ['objected'],
      to: 'listed',
      duties: ['legal-reviewer'],
      apart: ['notify', 'list', 'object'],
      due: ['reply'],
      facts: ['reason'],
      clocks: { reply: 'stop' },
    },
    revoke: {
      name: '异议成立，撤销列入',
      basis: BASIS,
      from: ['objected'],
      to: 'revoked',
      duties: ['legal-reviewer'],
      apart: ['notify', 'list', 'object'],
      due: ['reply'],
      facts: ['reason'],
      clocks: { reply: 'stop' },
    },
    askRestoring: {
      name: '提请信用修复',
      basis: BASIS,
      from: ['listed'],
      duties: ['inspector', 'auditor'],
      facts: ['reason'],
    },
    restore: {
      name: '准予信用修复',
      basis: BASIS,
      from: ['listed'],
      to: 'restored',
      duties: ['head'],
      apart: ['askRestoring'],
      needs: ['askRestoring'],
      facts: ['reason'],
    },
  },
});

export type CreditAction = keyof typeof credit.steps;
