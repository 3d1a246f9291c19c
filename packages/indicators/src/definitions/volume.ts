/** How much: shown, and followed in time. */
import { EVERY_LEVEL, FORMULAE, indicator } from './indicator.ts';
import type { Indicator } from './indicator.ts';

const volume = { direction: 'none', source: FORMULAE, floor: 0.15 } as const;

export const volumes: readonly Indicator[] = [
  indicator({
    ...volume,
    id: 'stays',
    name: '住院人次',
    unit: 'count',
    ground: 'stay',
    numerator: '1',
    denominator: null,
    levels: EVERY_LEVEL,
    about: '按出院月份；未出院的按入院月份',
  }),
  indicator({
    ...volume,
    id: 'clinic_visits',
    name: '门诊人次',
    unit: 'count',
    ground: 'till',
    where: 'NOT pharmacy',
    numerator: '1',
    denominator: null,
    levels: EVERY_LEVEL,
    about: '含急诊与门诊慢特病',
  }),
  indicator({
    ...volume,
    id: 'purchases',
    name: '购药人次',
    unit: 'count',
    ground: 'till',
    where: 'pharmacy',
    numerator: '1',
    denominator: null,
    about: '定点零售药店购药',
  }),
  indicator({
    ...volume,
    id: 'total_fee',
    name: '总费用',
    unit: 'sum_fen',
    ground: 'visit',
    numerator: 'amount_fen',
    denominator: null,
    levels: EVERY_LEVEL,
    about: '明细净额合计',
  }),
  indicator({
    ...volume,
    id: 'fund_paid',
    name: '基金支付',
    unit: 'sum_fen',
    ground: 'visit',
    numerator: 'coalesce(fund_fen, 0)',
    denominator: null,
    levels: EVERY_LEVEL,
    needs: ['setl_d.fund_pay_sumamt'],
    about: '基金支付总额合计',
  }),
];
