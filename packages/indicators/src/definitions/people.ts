/** Persons counted once, and how they spread over ways of care and doctors. */
import { FORMULAE, indicator, OWN } from './indicator.ts';
import type { Indicator } from './indicator.ts';

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
