/** From the clue to a case, or to none (令第4号 14–15). */
import type { Step } from '../procedure.ts';
import { lapsed } from './guards.ts';

export const clue = {
  receive: {
    name: '登记线索',
    basis: '令第4号 14',
    from: ['clue'],
    duties: ['inspector', 'auditor'],
    clocks: { check: 'start' },
    facts: ['source'],
  },
  extendCheck: {
    name: '延长核查',
    basis: '令第4号 14',
    from: ['clue'],
    duties: ['head'],
    clocks: { check: 'extend' },
    before: ['check'],
    needs: ['receive'],
    facts: ['reason'],
  },
  file: {
    name: '立案',
    basis: '令第4号 14–15',
    from: ['clue'],
    to: 'investigating',
    duties: ['head'],
    appoints: 'officers',
    needs: ['receive'],
    facts: ['officers', 'party', 'cause', 'act_ended', 'act_found'],
    due: ['check'],
    clocks: { check: 'stop', decision: 'start' },
    unless: lapsed,
  },
  drop: {
    name: '不予立案',
    basis: '令第4号 14',
    from: ['clue'],
    to: 'dropped',
    duties: ['head'],
    aside: true,
    needs: ['receive'],
    facts: ['reason'],
    due: ['check'],
    clocks: { check: 'stop' },
  },
} as const satisfies Record<string, Step<string, string, string>>;
