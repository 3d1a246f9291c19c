/** Stays: how long, how often again, and what a stay without illness looks like. */
import { EVERY_LEVEL, FORMULAE, indicator } from './indicator.ts';
import type { Indicator } from './indicator.ts';

const ENDS = ['mdtrt_d.endtime'];
const ENDED = 'stay_days IS NOT NULL';
const STAY = { ground: 'stay', denominator: '1', unit: 'share', levels: EVERY_LEVEL } as const;

/** Returns to the same institution within some days; arranged ones are left out. */
const again = (days: number, source: string, about: string, weight: number) =>
  indicator({
    ...STAY,
    id: `readmission_${days}`,
    name: days === 31 ? '非计划再入院率（31天）' : `再入院率（${days}天）`,
    where: `${ENDED} AND NOT planned`,
    numerator: `back_after <= ${days}`,
    source,
    weight,
    floor: 0.015,
    needs: ENDS,
    about,
  });

export const stayIndicators: readonly Indicator[] = [
  indicator({
    ...STAY,
    id: 'stay_length',
    name: '平均住院日',
    unit: 'days',
    where: ENDED,
    numerator: 'stay_days',
    source: FORMULAE,
    weight: 4,
    needs: ENDS,
    about: '出院者住院天数（含首尾日）÷ 出院人次',
  }),
  again(14, FORMULAE, '同一机构；肿瘤、透析、康复、精神、分娩的住院与转院后的返回不计', 8),
  again(31, 'ZB10000205008000', '同一机构；肿瘤、透析、康复、精神、分娩的住院与转院后的返回视为计划内，不计', 6),
  indicator({
    ...STAY,
    id: 'operation_share',
    name: '手术占比',
    where: 'operations_known = 1',
    numerator: 'operations > 0',
    source: FORMULAE,
    direction: 'none',
    needs: ['setl_list_oprn_d.oprn_oprt_code'],
    about: '有手术操作编码的住院占比',
  }),
  indicator({
    ...STAY,
    id: 'infection_share',
    name: '院内感染发生率',
    where: 'diagnoses_known = 1',
    numerator: 'infected',
    source: 'ZB10000205007000',
    weight: 3,
    floor: 0.01,
    needs: ['setl_list_diag_d.diag_code'],
    about:
      '非主诊断中有输注、手术、植入物相关感染或医院获得性标记（T80.2、T81.4、T82.6、T82.7、T83.5、T83.6、T84.5–T84.7、T85.7、T88.0、O86.0、Y95）的住院占比',
  }),
];

export const bedIndicators: readonly Indicator[] = [
  indicator({
    id: 'bed_use',
    name: '床位使用率',
    unit: 'share',
    ground: 'bed',
    numerator: 'taken',
    denominator: 'open_days',
    source: FORMULAE,
    weight: 8,
    least: 1,
    floor: 0.1,
    needs: ['fixmedins_b.bed_cnt', ...ENDS],
    about: '占用床日（不含出院日）÷ 开放床日',
  }),
  indicator({
    id: 'bed_turnover',
    name: '床位周转次数',
    unit: 'times',
    ground: 'bed',
    numerator: 'discharges',
    denominator: 'beds',
    source: FORMULAE,
    least: 1,
    floor: 0.15,
    needs: ['fixmedins_b.bed_cnt', ...ENDS],
    about: '当月出院人次 ÷ 开放床位',
  }),
];
