/** Classes judged by defaults: prices, quantities, drugs, herbs. */
import type { Line } from '@shouhu/claims';
import type { GoldenCase, GoldenClass } from './case.ts';
import { cannot, edge, finds, leaves, ofClass } from './case.ts';
import { DAY, born, clinic, diagnosed, item, items, operated, stay, treated } from './rows.ts';

const ATORVASTATIN = 'XC10AAA035A001010100001';
const SIMVASTATIN = 'XC10AAX063A001010100001';
const CLARITHROMYCIN = 'XJ01FAK058A001010100001';
const CEFAZOLIN = 'XJ01DBT001B002010100001';
const MEROPENEM = 'XJ01DHM041B002010100001';
const LEVOFLOXACIN = 'XJ01MAZ091A001010100001';
const METFORMIN = 'XA10BAE048A001010100001';
const OMEPRAZOLE = 'XA02BCA049E001010100001';
const PANTOPRAZOLE = 'XA02BCP001A001010100001';
const CONTRAST = 'XV08ABD024B002010100001';
const CT = '002103000010000';
const SERVICE = '009900000010002';

const supplied = (days: number, values: Partial<Line> = {}) => ({
  visits: [stay(clinic)],
  lines: [item(ATORVASTATIN, { ...clinic, prd_days: days * 10_000, ...values })],
});

const priced = (yuan: number, values: Partial<Line> = {}) => ({
  lines: [item(SERVICE, { pric: yuan * 1_000_000, pric_uplmt: 100_000_000, ...values })],
});

/** So many different items on one prescription. */
function kinds(count: number, prefix: string, values: Partial<Line>) {
  const lines = Array.from({ length: count }, (_, at) =>
    item(`${prefix}${1001 + at}`, { line_id: `L${at + 1}`, ...values }),
  );
  return { lines, visits: [stay()] };
}

const upTo = (count: number): string[] => Array.from({ length: count }, (_, at) => `L${at + 1}`).toSorted();

/** Antibiotics on so many days of a stay with an operation. */
function prophylaxis(days: number, diagnoses: readonly string[], operation = '85.2100') {
  const lines = Array.from({ length: days }, (_, at) => item(CEFAZOLIN, { line_id: `L${at + 1}`, day: DAY + at }));
  const visits = [stay({ end_day: DAY + 9, diagnoses_known: diagnoses.length > 0 ? 1 : 0 })];
  return { lines, visits, diagnoses: diagnosed(...diagnoses), operations: operated(operation) };
}

const prescribed = (values: Partial<Line>) => ({ visits: [stay()], lines: [item(MEROPENEM, values)] });

/** A contrast agent, and imaging so many days before it. */
const imaged = (code: string, days: number) => ({
  visits: [stay()],
  lines: items([CONTRAST], [code, { mdtrt_id: 'V0', day: DAY - days }]),
});

/** Two drugs on one prescription at the clinic. */
const pair = (a: string, b: string, values: Partial<Line> = {}) => ({
  visits: [stay(clinic)],
  lines: items([a, clinic], [b, { ...clinic, ...values }]),
});

const woman = (years: number): Partial<Line> => ({ gend: '2', brdy: born(years) });

const HERBS = [
  { item: 'T001700100', name: '甘草' },
  { item: 'T001700101', name: '醋甘遂' },
  { item: 'T001700102', name: '茯苓' },
] as const;

const herbs = (other: string, values: Partial<Line> = {}) => ({
  visits: [stay()],
  lines: items(['T001700100'], [other, values]),
});

const withNames = (cases: readonly GoldenCase[]): GoldenCase[] => cases.map((each) => ({ ...each, named: HERBS }));

export const drugClasses: readonly GoldenClass[] = [
  ofClass(
    9,
    [
      finds('91 日', supplied(91), 769, 'L1'),
      leaves('30 日', supplied(30)),
      edge('恰 84 日', supplied(84)),
      edge('政策范围内金额为 0', supplied(91, { inscp_fen: 0 })),
    ],
    { undecided: '未写天数或就医方式未知的明细按一日计' },
  ),
  ofClass(
    14,
    [
      finds('高出 10 元', priced(110), 909, 'L1'),
      leaves('低于上限', priced(90)),
      edge('恰为上限', priced(100)),
      edge('药品归 SH-PRICE', { lines: [item(ATORVASTATIN, { pric: 110_000_000, pric_uplmt: 100_000_000 })] }),
    ],
    { undecided: '没有上限的明细不查' },
  ),
  ofClass(44, [
    finds('第 4 日仍用', prophylaxis(4, ['C50.900']), 10_000, 'L4'),
    leaves('用 1 日', prophylaxis(1, ['C50.900'])),
    edge('恰 3 日', prophylaxis(3, ['C50.900'])),
    edge('有感染诊断', prophylaxis(4, ['C50.900', 'T81.400'])),
    edge('非清洁手术', prophylaxis(4, ['K35.900'], '47.0100')),
    cannot('没有诊断清单', prophylaxis(4, []), 'diagnosis'),
  ]),
  ofClass(45, [
    finds('住院医师开具', prescribed({ profttl: '234' }), 10_000, 'L1'),
    leaves('主任医师开具', prescribed({ profttl: '主任医师' })),
    edge('登记的权限先于职称', prescribed({ profttl: '234', antibiotic_grade: '3' })),
    edge('主任医师而权限为限制级', prescribed({ profttl: '231', antibiotic_grade: '2' }), {
      amount: 10_000,
      lines: ['L1'],
    }),
    edge('主任医师在门诊开具', prescribed({ ...clinic, profttl: '231' }), { amount: 10_000, lines: ['L1'] }),
    cannot('职称未知', prescribed({}), 'antibiotic_grade,antibiotic_grade_coding,profttl,profttl_coding'),
    cannot(
      '职称编码无法识别',
      prescribed({ profttl: 'X9' }),
      'antibiotic_grade,antibiotic_grade_coding,profttl_coding',
    ),
  ]),
  ofClass(46, [
    finds('6 种', kinds(6, 'XA01AAX', clinic), 10_000, ...upTo(6)),
    leaves('2 种', kinds(2, 'XA01AAX', clinic)),
    edge('恰 5 种', kinds(5, 'XA01AAX', clinic)),
    edge('溶媒不计', kinds(6, 'XB05XAX', clinic)),
    cannot('处方号未知', kinds(6, 'XA01AAX', { ...clinic, rxno: null }), 'rxno'),
  ]),
  ofClass(
    64,
    [
      finds('没有影像检查', { visits: [stay()], lines: [item(CONTRAST)] }, 10_000, 'L1'),
      leaves('同日 CT', imaged(CT, 0)),
      edge('6 日前的 CT', imaged(CT, 6)),
      edge('7 日前的 CT', imaged(CT, 7), { amount: 10_000, lines: ['L1'] }),
    ],
    { undecided: '项目与日期总是已知' },
  ),
  ofClass(66, [
    finds('17 岁用喹诺酮', treated(LEVOFLOXACIN, ['J18.900'], { brdy: born(17) }), 10_000, 'L1'),
    leaves('成人', treated(LEVOFLOXACIN, ['J18.900'])),
    edge('满 18 岁', treated(LEVOFLOXACIN, ['J18.900'], { brdy: born(18) })),
    edge('17 岁的结核', treated(LEVOFLOXACIN, ['A16.200'], { brdy: born(17) })),
    cannot('无出生日期', treated(LEVOFLOXACIN, ['J18.900'], { brdy: null }), 'brdy'),
  ]),
  ofClass(69, [
    finds('两种质子泵抑制剂', pair(OMEPRAZOLE, PANTOPRAZOLE), 10_000, 'L2'),
    leaves('两种不同类的药', pair(OMEPRAZOLE, METFORMIN)),
    edge('同一成分的两个规格', pair(OMEPRAZOLE, 'XA02BCA049E001020100001')),
    edge('另一张处方', pair(OMEPRAZOLE, PANTOPRAZOLE, { rxno: 'R2' })),
    edge('较便宜者付费', pair(OMEPRAZOLE, PANTOPRAZOLE, { amount_fen: 20_000 }), { amount: 10_000, lines: ['L1'] }),
    cannot('处方号未知', pair(OMEPRAZOLE, PANTOPRAZOLE, { rxno: null }), 'rxno'),
  ]),
  ofClass(71, [
    finds('透析患者用二甲双胍', treated(METFORMIN, ['N18.500']), 10_000, 'L1'),
    leaves('糖尿病', treated(METFORMIN, ['E11.900'])),
    edge('慢性肾脏病 3 期', treated(METFORMIN, ['N18.300'])),
    cannot('没有诊断清单', treated(METFORMIN, []), 'diagnosis'),
  ]),
  ofClass(73, [
    finds('妊娠监督时用他汀', treated(ATORVASTATIN, ['Z34.900'], woman(28)), 10_000, 'L1'),
    leaves('未孕', treated(ATORVASTATIN, ['E78.500'], woman(28))),
    edge('已分娩', treated(ATORVASTATIN, ['O14.900', 'O80.900'], woman(28))),
    edge('56 岁', treated(ATORVASTATIN, ['O14.900'], woman(56))),
    cannot('没有诊断清单', treated(ATORVASTATIN, [], woman(28)), 'diagnosis'),
  ]),
  ofClass(74, [
    finds('辛伐他汀与克拉霉素', pair(CLARITHROMYCIN, SIMVASTATIN), 10_000, 'L2'),
    leaves('阿托伐他汀与克拉霉素', pair(CLARITHROMYCIN, ATORVASTATIN)),
    edge('另一张处方', pair(CLARITHROMYCIN, SIMVASTATIN, { rxno: 'R2' })),
    cannot('处方号未知', pair(CLARITHROMYCIN, SIMVASTATIN, { rxno: null }), 'rxno'),
  ]),
  ofClass(
    75,
    withNames([
      finds('甘草与甘遂', herbs('T001700101'), 10_000, 'L2'),
      leaves('甘草与茯苓', herbs('T001700102')),
      edge('另一张处方', herbs('T001700101', { rxno: 'R2' })),
      edge('名称不在数据中', herbs('T001700103')),
      cannot('处方号未知', herbs('T001700101', { rxno: null }), 'rxno'),
    ]),
  ),
  ofClass(76, [
    finds('21 味', kinds(21, 'T00170', {}), 10_000, ...upTo(21)),
    leaves('10 味', kinds(10, 'T00170', {})),
    edge('恰 20 味', kinds(20, 'T00170', {})),
    cannot('处方号未知', kinds(21, 'T00170', { rxno: null }), 'rxno'),
  ]),
];
