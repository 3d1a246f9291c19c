/** Classes 44 and 45: antibiotics around an operation, and who may prescribe which. */
import type { Predicate } from '@shouhu/rules';
import { careIs, isEmergency } from '../national/predicates.ts';
import { allOf, anyOf } from '../validity.ts';
import { diagnosed, inStay, known, listed, not, operated, valueIn } from './conditions.ts';
import type { DefaultClass } from './default.ts';

/** Thyroid, breast, hernia without bowel, cataract, varicose veins, joint replacement: incisions of class I. */
const CLEAN =
  '06.2 06.3 06.4 06.5 13.1 13.2 13.3 13.4 13.5 13.7 38.5 53.0 53.1 53.2 53.3 81.51 81.52 81.53 81.54 81.55 85.2 85.3 85.4';
/** Operations through airways, bowel, bile, urinary and genital tract, or on teeth and infected tissue. */
const NOT_CLEAN = '21-34 42-52 54 55-75 86.0 86.2';
/** Infections, and what is treated like one: written as wide as an honest coder may code. */
const INFECTED =
  'A B D70 E32.1 G00-09 H00 H01 H04 H05 H10 H16 H20 H44 H60 H65-70 I30 I33 I40 J00-22 J32 J36 J39 J40-44 J47 J69 J85 J86 J90 J98 K04 K05 ' +
  'K12 K35-37 K57 K61 K63 K65 K75 K80 K81 K83 K85 L00-08 L88 L89 M00 M01 M46 M86 N10-12 N13.6 N15 N30 N34 N39 N41 N45 N49 N61 ' +
  'N70-77 O23 O75.3 O85 O86 O91 P36 P39 R50 R57 R65 T79 T80.2 T81 T82.6 T82.7 T83.5 T83.6 T84 T85.7 T87 T88.0 Z20 U04 U07 S T2 T3';

/** Carbapenems, glycopeptides, polymyxins; tigecycline, daptomycin and linezolid by the initial after their group. */
const SPECIAL = 'XJ01DH XJ01XA XJ01XB XJ01AAT XJ01XXD XJ01XXL';
/** Linezolid tablets go on at home against resistant tuberculosis. */
const SPECIAL_IN_WARDS = 'XJ01DH XJ01XA XJ01XB XJ01AAT XJ01XXD';

/** A value of neither list is of an unknown coding, not a no. */
function among(field: 'profttl' | 'antibiotic_grade', enough: readonly string[], less: readonly string[]): Predicate {
  return anyOf([
    valueIn(field, ...enough),
    allOf([not(valueIn(field, ...less)), { is: 'unknown', name: `${field}_coding` }]),
  ]);
}

/** 231 chief, 232 deputy chief, 233 attending physician, 234 physician, 235 assistant (GB/T 8561), or their names. */
const isSenior = among(
  'profttl',
  ['231', '232', '主任医师', '副主任医师'],
  ['233', '234', '235', '主治医师', '住院医师', '医师', '医士', '助理医师', '执业助理医师'],
);
const mayPrescribeSpecial = among(
  'antibiotic_grade',
  ['3', '03', '特殊', '特殊级', '特殊使用级'],
  ['1', '2', '01', '02', '非限制', '限制', '非限制级', '限制级', '非限制使用级', '限制使用级'],
);
const graded = known('antibiotic_grade');

export const antibioticDefaults: readonly DefaultClass[] = [
  {
    seq: 44,
    source: '《抗菌药物临床应用指导原则》：清洁手术预防用药不超过 24 小时，个别情况 48 小时，合三个自然日',
    doubt: '按清洁手术与诊断推断为预防用药；诊断漏填感染时会误报；种类与首剂时机须看医嘱，不查',
    points: [
      {
        id: 'CLEAN',
        message: '{service_date} 起清洁手术的住院使用抗菌药物的天数超过预防用药的上限，且无感染诊断',
        scope: allOf([inStay, operated(CLEAN), not(operated(NOT_CLEAN)), not(diagnosed(INFECTED))]),
        own: {
          type: 'limit',
          subject: listed('XJ01'),
          group: 'DEF-044',
          measure: 'days',
          window: 'visit',
          across: 'institution',
          max: 30_000,
          per_stay_day: false,
        },
      },
    ],
  },
  {
    seq: 45,
    source: '《抗菌药物临床应用管理办法》：特殊使用级须由高级职称医师开具，不得在门诊使用',
    doubt:
      '分级目录由各省制定，默认只取各地一致的碳青霉烯类、糖肽类、多粘菌素、替加环素、达托霉素、利奈唑胺；急诊越级使用已排除',
    points: [
      {
        id: 'TITLE',
        message:
          '{service_date} 的特殊使用级抗菌药物 {item} 由无相应权限的医师开具（职称 {profttl}，处方权级别 {antibiotic_grade}）',
        own: {
          type: 'restrict',
          subject_kind: 'item',
          subject: listed(SPECIAL),
          require: anyOf([isEmergency, allOf([graded, mayPrescribeSpecial]), allOf([not(graded), isSenior])]),
        },
      },
      {
        id: 'CLINIC',
        message: '{service_date} 的特殊使用级抗菌药物 {item} 用于门诊',
        own: {
          type: 'restrict',
          subject_kind: 'item',
          subject: listed(SPECIAL_IN_WARDS),
          require: anyOf([careIs('inpatient'), isEmergency]),
        },
      },
    ],
  },
];
