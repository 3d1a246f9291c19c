/** Outpatient visits and purchases: who stands at the till, when, with which card, and what they pay with. */
import { FORMULAE, indicator, OWN, WITH_DOCTOR } from './indicator.ts';
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

/** The same for clinics and pharmacies, which are no peers. */
const both = (
  definition: Omit<Indicator, 'id' | 'name' | 'where' | 'levels' | 'direction' | 'least' | 'needs'> &
    Partial<Pick<Indicator, 'needs' | 'direction'>>,
  id: string,
  name: string,
  where = 'true',
): Indicator[] => [
  indicator({
    ...definition,
    id: `clinic_${id}`,
    name: `门诊${name}`,
    where: `${CLINIC} AND ${where}`,
    levels: WITH_DOCTOR,
  }),
  indicator({ ...definition, id: `pharmacy_${id}`, name: `药店${name}`, where: `${SHOP} AND ${where}` }),
];

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
  ...both(
    {
      ...settled,
      numerator: 'beside',
      weight: 12,
      floor: 0.015,
      about: '与上一笔不同卡、不同住址者的结算相隔不足两分钟的占比',
    },
    'next_card_share',
    '两分钟内换卡占比',
    TIMED,
  ),
  ...both(
    {
      ...settled,
      numerator: 'met_again',
      weight: 18,
      floor: 0.006,
      about: '与同一名不同住址者至少三天先后（十分钟内）结算的人次占比',
    },
    'met_again_share',
    '反复同行占比',
    TIMED,
  ),
  ...both(
    { ...TILL, numerator: 'repeated', weight: 8, floor: 0.01, about: '同一人同一天在本机构结算两笔以上的占比' },
    'day_repeat_share',
    '单人单日多笔占比',
  ),
  ...both(
    { ...TILL, numerator: 'two_places', weight: 6, floor: 0.01, about: '同一人同一天又在另一同类机构结算的占比' },
    'two_places_share',
    '同日多机构占比',
  ),
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
  ...both(
    {
      ...TILL,
      numerator: 'house_set',
      weight: 14,
      floor: 0.01,
      about: '八人以上在六天以上购买同一组项目、而其他机构几乎没有的人次占比',
    },
    'house_set_share',
    '独有套餐占比',
  ),
  ...both(
    {
      ...TILL,
      numerator: 'twin',
      weight: 10,
      floor: 0.01,
      about: '项目与数量和他人完全相同（四行以上，四天以上）的人次占比',
    },
    'twin_share',
    '明细雷同占比',
  ),
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
  indicator({
    ...TILL,
    id: 'overload_share',
    name: '医师超负荷门诊占比',
    where: `${CLINIC} AND dr IS NOT NULL`,
    numerator: 'overloaded',
    levels: WITH_DOCTOR,
    weight: 12,
    floor: 0.01,
    needs: ['mdtrt_d.chfpdr_code'],
    about: '在单日超过 100 人次的医师日里的门诊人次占比',
  }),
];

export const personIndicators: readonly Indicator[] = [
  indicator({
    id: 'person_fee',
    name: '人均费用',
    unit: 'fen',
    ground: 'person',
    numerator: 'fee_fen',
    denominator: 'people',
    source: FORMULAE,
    weight: 4,
    about: '总费用 ÷ 人头（同一人不同就医方式各计一次）',
  }),
  ...(
    [
      ['stay', '住院', 'inpatient'],
      ['clinic', '门诊', 'outpatient'],
      ['pharmacy', '购药', 'pharmacy'],
    ] as const
  ).map(([id, name, care]) =>
    indicator({
      id: `${id}_per_person`,
      name: `${name}人次人头比`,
      unit: 'times',
      ground: 'person',
      where: `care = '${care}'`,
      numerator: 'visits',
      denominator: 'people',
      source: FORMULAE,
      weight: 8,
      about: '人次 ÷ 人头',
    }),
  ),
  indicator({
    id: 'admission_rate',
    name: '门诊入院率',
    unit: 'share',
    ground: 'person',
    where: "care <> 'pharmacy'",
    numerator: "CASE WHEN care = 'inpatient' THEN visits ELSE 0 END",
    denominator: "CASE WHEN care = 'outpatient' THEN visits ELSE 0 END",
    source: FORMULAE,
    weight: 4,
    floor: 0.02,
    about: '住院人次 ÷ 门诊人次',
  }),
  indicator({
    id: 'busiest_doctor_share',
    name: '门诊集中于一名医师',
    unit: 'share',
    ground: 'doctor',
    where: 'doctors > 1',
    numerator: 'busiest',
    denominator: 'visits',
    source: OWN,
    weight: 6,
    least: 100,
    floor: 0.1,
    needs: ['mdtrt_d.chfpdr_code'],
    about: '接诊最多的医师占门诊人次；仅一名医师的机构不计',
  }),
];
