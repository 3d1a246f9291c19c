/** Classes 49 to 53: stays that are split, visits that come too often, stays that consist of tests. */
import type { Predicate, Window } from '@shouhu/rules';
import { isEmergency, prefixesOf } from '../national/predicates.ts';
import { allOf, anyOf } from '../validity.ts';
import {
  EVERY_ITEM,
  anyOperation,
  atClinic,
  compare,
  diagnosed,
  documentedOnly,
  inCourses,
  inStay,
  isBirthVisit,
  isCourse,
  known,
  not,
} from './conditions.ts';
import type { DefaultClass, DefaultPoint } from './default.ts';

/** Second eyes, staged stents and joints, stones: planned in two stays. */
const IN_STAGES = 'H25-28 H33 I20-25 M16 M17 N20-23 K80 K83 H40';
/** Treated day by day: dressings, injections, acupuncture and exercise after injury and stroke, dialysis, tumours. */
const DAY_BY_DAY = 'C D00-09 D37-48 Z51 Z50 N17-19 Z49 Z99 I60-69 G S T M F Z48 A15-19 D55-64 D66-68 Z94';
const isDayByDay = diagnosed(DAY_BY_DAY);
const isPharmacy: Predicate = { is: 'in', field: 'care_type', set: { codes: ['pharmacy'], prefixes: [] } };

function visits(seq: number, id: string, window: Window, max: number, message: string, scope: Predicate): DefaultPoint {
  const group = `DEF-${`${seq}`.padStart(3, '0')}-${id}`;
  const own = { type: 'limit', subject: EVERY_ITEM, group, measure: 'visits', window, across: 'all', max } as const;
  return { id, message, scope, own: { ...own, per_stay_day: false } };
}

const clinicScope = allOf([atClinic, not(isEmergency), not(isBirthVisit), not(isDayByDay)]);
const stayScope = allOf([inStay, not(isBirthVisit), not(isCourse)]);
const THRESHOLD = '国家未公布次数；阈值为本平台的默认值，取明显高于常见就诊的次数，可按知识点编号用参数 max 修改';

export const frequencyDefaults: readonly DefaultClass[] = [
  {
    seq: 49,
    source: '各地监管实践常以 10 至 15 日为界；本平台取同一机构、同类诊断（前三位相同）、间隔不足 10 日',
    doubt:
      '肿瘤周期、透析、生育、急诊、康复、输血及分期手术（白内障、支架、关节、结石）已排除；转院后返回的住院无法识别',
    points: [
      {
        id: 'SAME-DISEASE',
        message:
          '{service_date} 的住院距同一机构上一次出院（{other_mdtrt_id}）不足规定天数，且诊断同类，须核实是否分解住院',
        scope: allOf([not(isBirthVisit), not(isCourse), not(diagnosed(IN_STAGES))]),
        own: {
          type: 'spacing',
          subject: null,
          group: 'DEF-049',
          other: null,
          same_diagnosis: true,
          min: 10,
          unit: 'day',
          across: 'institution',
        },
      },
    ],
  },
  {
    seq: 50,
    source: THRESHOLD,
    doubt: '透析、肿瘤、康复、创伤、神经与精神、骨骼肌肉等逐日治疗的诊断已排除，仍可能有逐日换药、注射的正常就诊',
    points: [
      visits(50, 'DAY', 'day', 5, '{service_date} 当日门诊就诊 {total} 次，超过 {max} 次', clinicScope),
      visits(50, 'MONTH', 'month', 30, '自 {service_date} 起当月门诊就诊 {total} 次，超过 {max} 次', clinicScope),
      visits(50, 'YEAR', 'year', 200, '自 {service_date} 起当年门诊就诊 {total} 次，超过 {max} 次', clinicScope),
    ],
  },
  {
    seq: 51,
    source: THRESHOLD,
    doubt: '代家属购药、分次结算同一处方的药店会使次数偏多',
    points: [
      visits(51, 'DAY', 'day', 3, '{service_date} 当日购药 {total} 次，超过 {max} 次', isPharmacy),
      visits(51, 'MONTH', 'month', 20, '自 {service_date} 起当月购药 {total} 次，超过 {max} 次', isPharmacy),
      visits(51, 'YEAR', 'year', 120, '自 {service_date} 起当年购药 {total} 次，超过 {max} 次', isPharmacy),
    ],
  },
  {
    seq: 52,
    source: THRESHOLD,
    doubt: '按费用发生的月份、年份计次，跨月的住院在两个月各计一次；肿瘤、透析、输血、康复、生育、急诊已排除',
    points: [
      visits(52, 'MONTH', 'month', 3, '自 {service_date} 起当月住院 {total} 次，超过 {max} 次', stayScope),
      visits(52, 'YEAR', 'year', 10, '自 {service_date} 起当年住院 {total} 次，超过 {max} 次', stayScope),
    ],
  },
  {
    seq: 53,
    source: '低标准入院、体检式住院的常见特征：检查化验费占九成以上、无手术、住院不超过 4 天；数值为本平台的默认值',
    doubt: '为确诊入院的疑难病例（肿瘤、观察、急诊）已排除，其他诊断性住院须看病历',
    points: [
      {
        id: 'TESTS',
        message: '{service_date} 入院的住院共 {stay_days} 天，检查化验费占绝大部分且无手术，须核实是否达到入院标准',
        scope: allOf([
          not(isEmergency),
          not(isBirthVisit),
          not(documentedOnly(anyOf([inCourses, diagnosed('Z03 Z04 R')]))),
        ]),
        own: {
          type: 'stay',
          fault: allOf([
            known('end_day'),
            compare('stay_days', '<=', 4),
            compare('stay_amount_fen', '>', 0),
            { is: 'share', of: prefixesOf(['03', '04']), op: '>=', value: 9000 },
            not(anyOperation),
          ]),
        },
      },
    ],
  },
];
