/** Classes 9, 14, 46, 76: days of supply, unit prices, kinds on a prescription. */
import { NO_CODES } from '../national/predicates.ts';
import { allOf } from '../validity.ts';
import { EVERY_ITEM, atClinic, itemIn, known, not, outsideStay } from './conditions.ts';
import type { DefaultClass } from './default.ts';

const DAY = 10_000;
/** Western and patent drugs by the first place of their code. */
const aDrug = itemIn('X', 'Z');
/** Solvents and carriers are no kind of their own. */
const aSolvent = itemIn('XB05');
/** Service items: national codes are digits only. */
export const aService = itemIn('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

const countedOnLine = { across: 'institution', per_stay_day: false } as const;

export const quantityDefaults: readonly DefaultClass[] = [
  {
    seq: 9,
    source: '《长期处方管理规范（试行）》：处方量最长不超过 12 周',
    doubt: '急性病、一般慢性病的较短上限由各地规定，未设默认；住院与出院带药不在内',
    points: [
      {
        id: 'LONG',
        message: '{service_date} 的 {item} 一次开药天数超过长期处方的上限 12 周',
        scope: allOf([outsideStay, aDrug]),
        own: {
          type: 'limit',
          subject: EVERY_ITEM,
          group: 'DEF-009',
          measure: 'days',
          window: 'line',
          max: 84 * DAY,
          ...countedOnLine,
        },
      },
    ],
  },
  {
    seq: 14,
    source: '明细自带的定价上限（pric_uplmt_amt），限医疗服务项目；药品与耗材见 SH-PRICE',
    doubt: '上限由平台计算并随明细返回，上限本身有误时会误报',
    points: [
      {
        id: 'CAP',
        message: '{service_date} 的 {item} 单价高于明细所载的限价',
        proven: true,
        // A line without a cap is no line that this rule could judge.
        scope: allOf([known('pric'), known('pric_uplmt'), aService]),
        own: {
          type: 'price',
          subject: EVERY_ITEM,
          measure: 'unit_price',
          max: null,
          window: 'line',
          ratio: null,
          beside: NO_CODES,
        },
      },
    ],
  },
  {
    seq: 46,
    source: '《处方管理办法》第六条：西药、中成药每张处方不得超过 5 种药品',
    doubt: '多张处方合用一个处方号的机构会误报；溶媒与电解质（XB05）不计',
    points: [
      {
        id: 'KINDS',
        message: '{service_date} 的一张门诊处方有 {total} 种西药或中成药，超过 {max} 种',
        scope: allOf([atClinic, aDrug, not(aSolvent)]),
        own: {
          type: 'limit',
          subject: EVERY_ITEM,
          group: 'DEF-046',
          measure: 'kinds',
          window: 'prescription',
          max: 5,
          ...countedOnLine,
        },
      },
    ],
  },
  {
    seq: 76,
    source: '国家未公布味数；各地常以 16 至 20 味为警戒，本平台取超过 20 味，可用参数 max 修改',
    doubt: '膏方、丸散等一料多味者正常；重量与剂数的上限由各地规定，未设默认',
    points: [
      {
        id: 'HERBS',
        message: '{service_date} 的一张中药饮片处方有 {total} 味，超过 {max} 味',
        scope: itemIn('T'),
        own: {
          type: 'limit',
          subject: EVERY_ITEM,
          group: 'DEF-076',
          measure: 'kinds',
          window: 'prescription',
          max: 20,
          ...countedOnLine,
        },
      },
    ],
  },
];
