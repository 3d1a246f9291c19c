/** Classes 37 to 40, 54, 55: codes that do not exist, or do not fit the person or each other. */
import type { CodeSet, Predicate, RestrictPoint } from '@shouhu/rules';
import { prefixesOf, sexIs } from '../national/predicates.ts';
import type { CodeGaps } from '../national/tables.ts';
import { allOf, anyOf } from '../validity.ts';
import {
  anyOperation,
  compare,
  diagnosed,
  documentedOnly,
  inStay,
  isBirthVisit,
  known,
  listed,
  not,
} from './conditions.ts';
import type { DefaultClass, DefaultPoint } from './default.ts';

/** Categories that neither classification has. */
export function codeDefaults({ diagnoses, operations }: CodeGaps): readonly DefaultClass[] {
  return [unknownDiagnoses(diagnoses), unknownOperations(operations), ...fixedDefaults];
}

function unknownDiagnoses(prefixes: readonly string[]): DefaultClass {
  return {
    seq: 37,
    source: 'ICD-10 类目表：三位类目不存在的编码',
    doubt:
      '只看类目，不看亚目与扩展码；外因（V–Y）、特殊编码（U）与形似中医诊断的 A10–A14、B10–B14 不查；诊断与明细是否相关须本地知识',
    points: [
      {
        id: 'CATEGORY',
        message: '{service_date} 的就诊有 ICD-10 中不存在的诊断类目（诊断编码：{diagnosis}）',
        scope: compare('diagnoses_known', '=', 1),
        own: { type: 'record', on: 'visit', fault: { is: 'coded', list: 'diagnosis', set: prefixesOf(prefixes) } },
      },
    ],
  };
}

function unknownOperations(prefixes: readonly string[]): DefaultClass {
  return {
    seq: 38,
    source: 'ICD-9-CM-3 类目表：不存在的手术类目；有手术费而手术清单为空',
    doubt: '床旁小手术、清创、顺产的接生费可能计入手术费而无手术编码；顺产已排除',
    points: [
      {
        id: 'CATEGORY',
        message: '{service_date} 的就诊有 ICD-9-CM-3 中不存在的手术类目（手术编码：{operation}）',
        scope: compare('operations_known', '=', 1),
        own: { type: 'record', on: 'visit', fault: { is: 'coded', list: 'operation', set: prefixesOf(prefixes) } },
      },
      {
        id: 'NONE',
        message: '{service_date} 入院的住院收取了手术费，结算清单没有任何手术操作',
        scope: allOf([not(isBirthVisit), not(documentedOnly(diagnosed('O80-84')))]),
        own: {
          type: 'record',
          on: 'visit',
          fault: allOf([
            inStay,
            known('end_day'),
            compare('stay_amount_fen', '>', 0),
            { is: 'share', of: { codes: [], prefixes: ['06'] }, op: '>', value: 0 },
            not(anyOperation),
          ]),
        },
      },
    ],
  };
}

type Kind = Exclude<RestrictPoint['subject_kind'], 'item'>;

function fits(id: string, kind: Kind, subject: CodeSet, require: Predicate, message: string): DefaultPoint {
  return { id, message, own: { type: 'restrict', subject_kind: kind, subject, require } };
}

const male = sexIs('1', true);
const female = sexIs('2', true);
const reassigned = documentedOnly(diagnosed('F64'));
const ONLY_MEN = '诊断编码 {code} 仅见于男性，患者为女性';
const ONLY_WOMEN = '诊断编码 {code} 仅见于女性，患者为男性';

/** Diagnoses of one sex after volume 2 of ICD-10. */
const MEN =
  'B26.0 C60-63 D07.4 D07.5 D07.6 D17.6 D29 D40 E29 E89.5 F52.4 I86.1 L29.1 N40-51 Q53-55 R86 S31.2 S31.3 Z12.5';
const WOMEN =
  'A34 B37.3 C51-58 C79.6 D06 D07.0 D07.1 D07.2 D07.3 D25-28 D39 E28 E89.4 F52.5 F53 I86.3 L29.2 L70.5 M80.0 M80.1 M81.0 M81.1 ' +
  'M83.0 N70-77 N80-98 N99.2 N99.3 O P54.6 Q50-52 R87 S31.4 S37.4 S37.5 S37.6 T19.2 T19.3 T83.3 Z01.4 Z12.4 Z30.1 Z30.3 Z30.5 ' +
  'Z31.1 Z31.2 Z32-37 Z39 Z87.5 Z97.5';

const age = (unit: 'day' | 'year', op: '<' | '<=' | '>=', value: number): Predicate => ({ is: 'age', unit, op, value });
const AGES = '诊断编码 {code} 与患者年龄（{age_year} 岁）不符';

const OPERATED = '手术操作编码 {code} 与本次就诊的诊断（{diagnosis}）没有关联';

function related(id: string, operations: string, diagnoses: string): DefaultPoint {
  return fits(id, 'operation', listed(operations), diagnosed(diagnoses), OPERATED);
}

const fixedDefaults: readonly DefaultClass[] = [
  {
    seq: 39,
    source: 'ICD-9-CM-3 章节：60–64 男性生殖器官，65–71 女性生殖器官，72–75 产科',
    doubt: '性发育异常（E34.5、Q56、Q96–Q99）与性别重置（F64）已排除；性别登记错误会误报',
    points: [
      fits(
        'MEN',
        'operation',
        listed('60-64'),
        anyOf([male, reassigned]),
        '手术操作编码 {code} 仅用于男性，患者为女性',
      ),
      fits(
        'WOMEN',
        'operation',
        listed('65-71'),
        anyOf([female, reassigned]),
        '手术操作编码 {code} 仅用于女性，患者为男性',
      ),
      fits('BIRTH', 'operation', listed('72-75'), female, '产科手术操作编码 {code} 的患者为男性'),
    ],
  },
  {
    seq: 40,
    source: '手术章节与诊断章节的少数稳固对应：产科、晶状体、阑尾、胆囊、腹股沟疝、血液透析',
    doubt: '只查对应范围很宽的几组；顺带手术、清单漏填次要诊断时可能误报',
    points: [
      related('BIRTH', '72-74 75.0 75.4 75.5 75.6 75.7 75.8 75.9', 'O Z32-39 P N96-98'),
      related('LENS', '13.1 13.2 13.3 13.4 13.5 13.6 13.7', 'H Q10-15 E10-14 S05 T26 T85 Z96-98 C69 D31 M35 B00-99'),
      related(
        'APPENDIX',
        '47.0',
        'K C15-26 C48 C51-57 C76-80 D01 D12 D13 D20 D27 D37 D39 N70-98 R10 R19 S3 T8 O Q4 A B',
      ),
      related('GALLBLADDER', '51.2', 'K C15-26 C48 C76-80 D01 D13 D37 D58 D73 Q4 R S3 T8 A B E78 E80 E84'),
      related('HERNIA', '53.0 53.1 53.2 53.3', 'K C D N43-50 Q R T8 S3 P'),
      related('DIALYSIS', '39.95', 'N O A B D5 D6 E I J K7 K8 M3 R S T C Z49 Z94 Z99 X Y'),
    ],
  },
  {
    seq: 54,
    source: '世界卫生组织 ICD-10 第二卷：仅限一种性别的类目',
    doubt: '性发育异常已排除；性别登记错误、新生儿病历误填母亲诊断会命中',
    points: [
      fits('MEN', 'diagnosis', listed(MEN), male, ONLY_MEN),
      fits('WOMEN', 'diagnosis', listed(WOMEN), female, ONLY_WOMEN),
    ],
  },
  {
    seq: 55,
    source: 'ICD-10 章节含义：围生期、妊娠分娩、老年性与儿童期疾病；年龄界限取宽',
    doubt: '出生日期登记错误会误报；围生期后遗问题在 14 岁前不查',
    points: [
      fits('PERINATAL', 'diagnosis', listed('P'), age('year', '<', 14), AGES),
      fits('NEWBORN', 'diagnosis', listed('Z38 R95'), age('year', '<', 1), AGES),
      fits(
        'MATERNAL',
        'diagnosis',
        listed('O Z34 Z35 Z36 Z37 Z39'),
        allOf([age('year', '>=', 10), age('year', '<', 60)]),
        AGES,
      ),
      fits('CHILD', 'diagnosis', listed('E30.1 Z00.1'), age('year', '<', 18), AGES),
      fits('MIDDLE', 'diagnosis', listed('N40 N95'), age('year', '>=', 30), AGES),
      fits('OLD', 'diagnosis', listed('H25 M80.0 M81.0 F03 G30.1'), age('year', '>=', 40), AGES),
      fits('AGED', 'diagnosis', listed('R54'), age('year', '>=', 60), AGES),
    ],
  },
];
