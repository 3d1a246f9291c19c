/** Classes 64, 66, 71, 73: drugs that need a service, an age, or the absence of a diagnosis. */
import type { Predicate } from '@shouhu/rules';
import { NO_CODES, sexIs } from '../national/predicates.ts';
import { allOf, anyOf } from '../validity.ts';
import { diagnosed, listed, not, notAtPharmacy } from './conditions.ts';
import type { DefaultClass, DefaultPoint } from './default.ts';

function drug(
  id: string,
  name: string,
  codes: string,
  require: Predicate,
  message: string,
  scope?: Predicate,
): DefaultPoint {
  const own = { type: 'restrict', subject_kind: 'item', subject: listed(codes), require } as const;
  return { id, name, message, own, ...(scope === undefined ? {} : { scope }) };
}

const from = (unit: 'month' | 'year', value: number): Predicate => ({ is: 'age', unit, op: '>=', value });
const CHILD = '{service_date} 的{name}（{item}）儿童禁用，患者 {age_year} 岁';

/** The diagnosis that forbids the drug, by how it is called. */
function forbidden(id: string, name: string, codes: string, diagnoses: string): DefaultPoint {
  const message = '{service_date} 的{name}（{item}）与本次就诊的诊断（{diagnosis}）有禁忌';
  return drug(id, name, codes, not(diagnosed(diagnoses)), message, notAtPharmacy);
}

/** Pregnant by the visit's own list, and neither ending, delivered nor after birth. */
const pregnant = allOf([diagnosed('O10-16 O20-48 O98 O99 Z33-36'), not(diagnosed('O00-08 O60-75 O80-92 Z37 Z39'))]);
const maybePregnant = allOf([notAtPharmacy, sexIs('2', false), from('year', 12), not(from('year', 56))]);

function inPregnancy(id: string, name: string, codes: string): DefaultPoint {
  const message = '{service_date} 的{name}（{item}）妊娠期禁用，本次就诊有妊娠诊断（{diagnosis}）';
  return drug(id, name, codes, not(pregnant), message, maybePregnant);
}

export const drugDefaults: readonly DefaultClass[] = [
  {
    seq: 64,
    source: '造影剂（ATC V08）只随影像检查或介入、手术使用',
    doubt: '检查在其他机构完成、检查项目使用地方编码时会误报；前后七日内同一机构有检查即可',
    points: [
      {
        id: 'CONTRAST',
        name: '造影剂',
        message: '{service_date} 的造影剂 {item} 前后七日内未见影像检查、介入或手术项目',
        own: {
          type: 'needs',
          subject: listed('XV08'),
          // Imaging and nuclear medicine, clinical procedures, interventions, operations; 0123: the new imaging items.
          items: listed('0021 0022 0023 0024 0031 0032 0033 0123'),
          diagnoses: NO_CODES,
          operations: NO_CODES,
          window: 'days:7',
          look_back_days: 0,
          across: 'institution',
        },
      },
    ],
  },
  {
    seq: 66,
    source: '药品说明书与药监部门公告中明确禁用的年龄',
    doubt: '炭疽、鼠疫、结核、囊性纤维化、立克次体病等权衡使用已排除；只取说明书一致的几类',
    points: [
      drug('QUINOLONE', '喹诺酮类', 'XJ01MA', anyOf([from('year', 18), diagnosed('A15-22 A75-79 E84 P37')]), CHILD),
      drug(
        'TETRACYCLINE',
        '四环素类',
        'XJ01AA',
        anyOf([from('year', 8), diagnosed('A20-23 A65-69 A75-79 A48 J15.7 J16')]),
        CHILD,
      ),
      drug('CODEINE', '可待因', 'XR05DAK', from('year', 18), CHILD),
      drug('NIMESULIDE', '尼美舒利', 'XM01AXN', from('year', 12), CHILD),
      drug('SULFONAMIDE', '磺胺类', 'XJ01EE', from('month', 2), '{service_date} 的{name}（{item}）两月龄以下禁用'),
    ],
  },
  {
    seq: 71,
    source: '药品说明书一致列为禁忌的少数药物与诊断',
    doubt: '诊断为既往史或待排除时会误报；药店购药不查',
    points: [
      forbidden('METFORMIN', '二甲双胍', 'XA10BAE', 'N18.0 N18.4 N18.5 Z49 Z99.2 E87.2'),
      forbidden(
        'NSAID',
        '非甾体抗炎药',
        'XM01AB XM01AC XM01AE XM01AH',
        'K25.0 K25.4 K26.0 K26.4 K27.0 K27.4 K92.0 K92.1',
      ),
      forbidden('BETA', '非选择性 β 受体阻滞剂', 'XC07AA', 'J45 J46'),
      forbidden('ANTICOAGULANT', '华法林', 'XB01AAH', 'I60 I61 I62'),
      forbidden('LYTIC', '溶栓药', 'XB01AD', 'I60 I61 I62'),
      forbidden('PENICILLIN', '青霉素类', 'XJ01C', 'Z88.0'),
      forbidden('OESTROGEN', '雌激素', 'XG03C', 'C50'),
    ],
  },
  {
    seq: 73,
    source: '药品说明书妊娠期禁用的药物，与妊娠诊断（O10–O48、O98、O99、Z33–Z36）同次就诊',
    doubt: '流产、异位妊娠、分娩与产后（O00–O08、O60–O92）已排除；哺乳期不查；药店购药不查',
    points: [
      inPregnancy('RETINOID', '维 A 酸类', 'XD10BA XD05BB'),
      inPregnancy('THALIDOMIDE', '沙利度胺类', 'XL04AXS XL04AXL XL04AXB'),
      inPregnancy('METHOTREXATE', '甲氨蝶呤', 'XL01BAJ XL04AXJ'),
      inPregnancy('STATIN', '他汀类', 'XC10AA'),
      inPregnancy('RAS', '普利类与沙坦类', 'XC09A XC09B XC09C XC09D'),
      inPregnancy('TETRACYCLINE', '四环素类', 'XJ01AA'),
      inPregnancy('QUINOLONE', '喹诺酮类', 'XJ01MA'),
      inPregnancy('REDUCTASE', '5α-还原酶抑制剂', 'XG04CB'),
    ],
  },
];
