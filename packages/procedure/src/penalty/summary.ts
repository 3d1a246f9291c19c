/** The penalty on the spot (令第4号 48–52, 简易程序). */
import { fen, groupedYuan } from '@shouhu/codes';
import type { Deed, Facts } from '../procedure.ts';
import { procedure } from '../procedure.ts';
import { refusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { withdrawal, withdrawn } from '../withdrawal.ts';
import { unpaid } from './guards.ts';
import { ON_THE_SPOT_FEN, SUMMARY_LIMIT_FEN } from './amounts.ts';
import { penaltyClocks } from './clocks.ts';
import { performance } from './performance.ts';

function tooMuch(step: string, fine: Facts[string] | undefined, most: number): Refusal | null {
  const amount = typeof fine === 'number' ? fine : Number.NaN;
  if (amount <= most) return null;
  return refusal('SH-C015', {
    step,
    amount: Number.isNaN(amount) ? '—' : groupedYuan(fen(amount)),
    most: groupedYuan(fen(most)),
  });
}

const { payment, reconsideration, lawsuit } = penaltyClocks;

/** Of whom the limit of the fine depends. */
export const PARTY_KINDS = { organisation: '法人或者其他组织', person: '公民' } as const;

export const summaryPenalty = procedure({
  id: 'summary-penalty',
  name: '行政处罚简易程序',
  start: 'found',
  states: { found: '现场查明', assigned: '承办人员已到场', decided: '当场决定', closed: '已结案', ...withdrawn },
  clocks: { payment, reconsideration, lawsuit },
  steps: {
    withdraw: withdrawal('found', ['inspector', 'auditor', 'head']),
    attend: {
      name: '到场',
      basis: '令第4号 48',
      from: ['found'],
      to: 'assigned',
      duties: ['inspector'],
      appoints: 'officers',
      facts: ['officers', 'party', 'place'],
    },
    decide: {
      name: '当场处罚',
      basis: '令第4号 48–50',
      from: ['assigned'],
      to: 'decided',
      duties: ['inspector'],
      officers: 2,
      facts: ['party_kind', 'fine_fen', 'reasons', 'signed'],
      clocks: { payment: 'start', reconsideration: 'start', lawsuit: 'start' },
      unless: (_deeds: readonly Deed[], { party_kind, fine_fen }: Facts) =>
        tooMuch('当场处罚', fine_fen, SUMMARY_LIMIT_FEN[party_kind === 'organisation' ? 'organisation' : 'person']),
    },
    collect: {
      name: '当场收缴',
      basis: '令第4号 52',
      from: ['decided'],
      duties: ['inspector'],
      officers: 2,
      facts: ['paid_fen', 'receipt'],
      due: ['payment'],
      clocks: { payment: 'stop' },
      clocksIf: 'settled',
      unless: (_deeds: readonly Deed[], { paid_fen }: Facts) => tooMuch('当场收缴', paid_fen, ON_THE_SPOT_FEN),
    },
    pay: {
      name: '缴款',
      basis: '令第4号 55',
      from: ['decided'],
      duties: ['inspector', 'auditor'],
      facts: ['paid_fen'],
      due: ['payment'],
      clocks: { payment: 'stop' },
      clocksIf: 'settled',
    },
    enforce: { ...performance.enforce, from: ['decided'], after: ['reconsideration', 'lawsuit'] },
    close: {
      name: '备案结案',
      basis: '令第4号 51',
      from: ['decided'],
      to: 'closed',
      duties: ['head'],
      apart: ['officer'],
      awaits: unpaid,
      unless: (deeds: readonly Deed[], { performed }: Facts) =>
        performed === true || deeds.some(({ action }) => action === 'enforce')
          ? null
          : refusal('SH-C016', { open: '处罚决定未执行完毕' }),
    },
  },
});

export type SummaryPenaltyAction = keyof typeof summaryPenalty.steps;
