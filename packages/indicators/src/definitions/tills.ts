/** Outpatient visits and purchases: when, and what they pay with. */
import { FORMULAE, indicator, OWN } from './indicator.ts';
import type { Indicator } from './indicator.ts';

const CLINIC = 'NOT pharmacy';
const SHOP = 'pharmacy';
const TIMED = 'moment IS NOT NULL';
const TIME = ['setl_d.setl_time'];
const TILL = { ground: 'till', denominator: '1', unit: 'share', source: OWN } as const;

/** Institutions are open by day: outside of these hours a settlement needs a reason. */
const NIGHT = '(second < 7 * 3600 OR second >= 19 * 3600)';
const LATE = '(second < 7 * 3600 OR second >= 21 * 3600)';

/** A sum that no basket comes to by itself: at or just about a multiple of 50 yuan, from 100 yuan on. */
const ROUND = '(fee_fen >= 9800 AND (fee_fen + 200) % 5000 <= 300)';
const FROM_ACCOUNT = '(acct_fen + mulaid_fen >= fee_fen AND fee_fen > 0)';

const settled = { ...TILL, needs: TIME } as const;

export const tillIndicators: readonly Indicator[] = [
  indicator({
    ...TILL,
    id: 'emergency_share',
    name: '急诊占比',
    where: CLINIC,
    numerator: 'emergency',
    source: FORMULAE,
    direction: 'none',
    about: '急诊人次占门急诊人次',
  }),
  indicator({
    ...settled,
    id: 'clinic_night_share',
    name: '门诊非工作时间占比',
    where: `${CLINIC} AND NOT emergency AND NOT internet AND ${TIMED}`,
    numerator: NIGHT,
    weight: 8,
    floor: 0.02,
    about: '19 时至次日 7 时结算的门诊人次占比，急诊与互联网除外',
  }),
  indicator({
    ...settled,
    id: 'pharmacy_night_share',
    name: '夜间销售占比',
    where: `${SHOP} AND ${TIMED}`,
    numerator: LATE,
    source: FORMULAE,
    weight: 8,
    floor: 0.02,
    about: '21 时至次日 7 时结算的购药人次占比',
  }),
  indicator({
    ...TILL,
    id: 'same_amount_share',
    name: '同金额笔数占比',
    where: SHOP,
    numerator: 'same_amount',
    source: FORMULAE,
    weight: 6,
    floor: 0.01,
    about: '同日三笔以上金额相同且非一人的购药结算占比',
  }),
  indicator({
    ...TILL,
    id: 'round_share',
    name: '整额占比',
    where: `${SHOP} AND fee_fen > 0`,
    numerator: ROUND,
    source: FORMULAE,
    weight: 8,
    floor: 0.02,
    about: '金额在 50 元整数倍上下（少 2 元至多 1 元以内，百元以上）的购药人次占比',
  }),
  indicator({
    ...TILL,
    id: 'account_round_share',
    name: '个账整额支付占比',
    where: `${SHOP} AND fee_fen > 0`,
    numerator: `${ROUND} AND ${FROM_ACCOUNT}`,
    weight: 14,
    floor: 0.01,
    needs: ['setl_d.acct_pay'],
    about: '整额且全部由个人账户（含共济）支付的购药人次占比',
  }),
  indicator({
    ...TILL,
    id: 'mutual_share',
    name: '共济支付占比',
    where: 'fee_fen > 0',
    numerator: 'mulaid_fen > 0',
    source: FORMULAE,
    weight: 10,
    floor: 0.02,
    needs: ['setl_d.acct_mulaid_pay'],
    about: '使用家庭共济账户的人次占比',
  }),
];
