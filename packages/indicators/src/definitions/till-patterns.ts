/** Outpatient visits and purchases in company: who stands beside whom at the till, and what repeats. */
import { indicator, OWN, WITH_DOCTOR } from './indicator.ts';
import type { Indicator } from './indicator.ts';

const CLINIC = 'NOT pharmacy';
const SHOP = 'pharmacy';
const TIMED = 'moment IS NOT NULL';
const TIME = ['setl_d.setl_time'];
const TILL = { ground: 'till', denominator: '1', unit: 'share', source: OWN } as const;

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

export const tillPatterns: readonly Indicator[] = [
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
