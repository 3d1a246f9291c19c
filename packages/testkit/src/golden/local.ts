/** Classes that only local points can give something to judge: each by the example row that `rules show` prints. */
import type { Line, World } from '@shouhu/claims';
import type { GoldenCase, GoldenClass } from './case.ts';
import { cannot, edge, finds, leaves, ofClass } from './case.ts';
import { DAY, born, clinic, item, items, stay, treated } from './rows.ts';

const one = (code: string, values: Partial<Line> = {}): Partial<World> => ({
  lines: [item(code, values)],
  visits: [stay()],
});
const KNOWN = '项目、日期与机构总是已知';

/** The row asks for at most 28 days of life. */
const newborn = (seq: number, code: string): GoldenClass =>
  ofClass(seq, [
    finds('29 日龄', one(code, { brdy: DAY - 29 }), 10_000, 'L1'),
    leaves('5 日龄', one(code, { brdy: DAY - 5 })),
    edge('28 日龄', one(code, { brdy: DAY - 28 })),
    cannot('无出生日期', one(code, { brdy: null }), 'brdy'),
  ]);

/** The row asks for less than 14 years. */
const child = (seq: number, code: string): GoldenClass =>
  ofClass(seq, [
    finds('15 岁', one(code, { brdy: born(15) }), 10_000, 'L1'),
    leaves('8 岁', one(code, { brdy: born(8) })),
    edge('满 14 岁', one(code, { brdy: born(14) }), { amount: 10_000, lines: ['L1'] }),
    cannot('无出生日期', one(code, { brdy: null }), 'brdy'),
  ]);

/** The row asks for one of the diagnoses. */
const indicated = (seq: number, code: string, wanted: string): GoldenClass =>
  ofClass(seq, [
    finds('诊断不符', treated(code, ['J06.900']), 10_000, 'L1'),
    leaves('诊断相符', treated(code, [wanted])),
    edge('仅次要诊断相符', treated(code, ['J06.900', wanted])),
    cannot('没有诊断清单', treated(code, []), 'diagnosis'),
  ]);

/** The row asks for one value of a field. */
function valued(
  seq: number,
  code: string,
  field: 'insutype' | 'dept' | 'gend',
  right: string,
  wrong: string,
  boundary: GoldenCase,
): GoldenClass {
  return ofClass(seq, [
    finds('不符', one(code, { [field]: wrong }), 10_000, 'L1'),
    leaves('相符', one(code, { [field]: right })),
    boundary,
    cannot('未知', one(code, { [field]: null }), field),
  ]);
}

/** No fund pays where nothing is in scope, so a rule of payment policy is silent. */
const outOfScope = (code: string, values: Partial<Line>): GoldenCase =>
  edge('政策范围内金额为 0', one(code, { ...values, inscp_fen: 0 }));

/** Paid amounts over a year, in fen. */
function capped(seq: number, code: string, max: number): GoldenClass {
  const paid = (...fen: readonly number[]): Partial<World> => ({
    lines: fen.map((amount_fen, at) => item(code, { line_id: `L${at + 1}`, day: DAY + at * 30, amount_fen })),
    visits: [stay()],
  });
  const unknown = paid(max, 100);
  return ofClass(seq, [
    finds('超出 1 元', paid(max, 100), 100, 'L1', 'L2'),
    leaves('一半', paid(max / 2)),
    edge('恰为限额', paid(max - 100, 100)),
    cannot(
      '政策范围内金额未知',
      { ...unknown, lines: unknown.lines?.map((each) => ({ ...each, inscp_fen: null })) ?? [] },
      'inscp_amt',
    ),
  ]);
}

const [SPLIT_A, SPLIT_B] = ['009900000000261', '009900000000262'];
const [CONTAINS, CONTAINED] = ['009900000000030', 'C9900000000000000030'];
const REHAB = '009900000000082';
const IMPLANT = 'C9900000000000000084';
const ASARUM = 'T001700077';

const beside = (a: string, b: string, values: Partial<Line> = {}): Partial<World> => ({
  lines: items([a], [b, values]),
  visits: [stay()],
});

const implanted = (operations: readonly string[], known = 1): Partial<World> => ({
  lines: [item(IMPLANT)],
  visits: [stay({ operations_known: known })],
  operations: operations.map((code) => ({ mdtrt_id: 'V1', code })),
});

const counted = (code: string, cnt: number, values: Partial<Line> = {}): Partial<World> =>
  one(code, { cnt: cnt * 10_000, ...values });

export const localClasses: readonly GoldenClass[] = [
  newborn(6, 'XN06BCK900X001010100001'),
  indicated(11, 'XL04AXS900X001010100002', 'M06.900'),
  valued(16, '009900000000016', 'insutype', '410', '310', outOfScope('009900000000016', { insutype: '310' })),
  valued(17, '009900000000017', 'insutype', '510', '310', outOfScope('009900000000017', { insutype: '310' })),
  newborn(18, '009900000000018'),
  child(19, '009900000000019'),
  indicated(20, '009900000000020', 'I63.900'),
  valued(
    21,
    '009900000000021',
    'dept',
    'A20',
    'A01',
    edge('下级科室不是本科室', one('009900000000021', { dept: 'A2001' }), { amount: 10_000, lines: ['L1'] }),
  ),
  ofClass(22, [
    finds('门诊', one('009900000000022', clinic), 10_000, 'L1'),
    leaves('普通住院', one('009900000000022')),
    edge('急诊住院', one('009900000000022', { med_type: '24' })),
    cannot('医疗类别未知', one('009900000000022', { med_type: null }), 'med_type'),
  ]),
  ofClass(24, [
    finds('二级机构', one('009900000000024', { hosp_lv: 2 }), 10_000, 'L1'),
    leaves('三级机构', one('009900000000024', { hosp_lv: 3 })),
    edge('恰为三级，政策范围内金额为 0 的二级不查', one('009900000000024', { hosp_lv: 2, inscp_fen: 0 })),
    cannot('等级未知', one('009900000000024', { hosp_lv: null }), 'hosp_lv'),
  ]),
  ofClass(
    26,
    [
      finds('同日并收', beside(SPLIT_A, SPLIT_B), 10_000, 'L2'),
      leaves('只收其一', one(SPLIT_B)),
      edge('不同日', beside(SPLIT_A, SPLIT_B, { day: DAY + 1 })),
      edge('另一机构', beside(SPLIT_A, SPLIT_B, { fixmedins_code: 'H2' })),
    ],
    { undecided: KNOWN },
  ),
  capped(28, '009900000000028', 100_000),
  ofClass(
    30,
    [
      finds('项目与内含耗材并收', beside(CONTAINS, CONTAINED), 10_000, 'L2'),
      leaves('只收耗材', one(CONTAINED)),
      edge('另一次就诊', beside(CONTAINS, CONTAINED, { mdtrt_id: 'V2' })),
    ],
    { undecided: KNOWN },
  ),
  newborn(32, 'C9900000000000000032'),
  child(33, 'C9900000000000000033'),
  capped(34, 'C9900000000000000034', 500_000),
  ofClass(68, [
    finds('31 片', counted('XN02BEZ900X001010100068', 31), 323, 'L1'),
    leaves('10 片', counted('XN02BEZ900X001010100068', 10)),
    edge('恰 30 片', counted('XN02BEZ900X001010100068', 30)),
    cannot('处方号未知', counted('XN02BEZ900X001010100068', 31, { rxno: null }), 'rxno'),
  ]),
  indicated(70, 'XV03AXS900X001010100070', 'N18.900'),
  ofClass(72, [
    finds('70 岁', one('XN05BAD900X001010100072', { brdy: born(70) }), 10_000, 'L1'),
    leaves('50 岁', one('XN05BAD900X001010100072', { brdy: born(50) })),
    edge('满 65 岁', one('XN05BAD900X001010100072', { brdy: born(65) }), { amount: 10_000, lines: ['L1'] }),
    edge('65 岁前一日', one('XN05BAD900X001010100072', { brdy: born(65) + 1 })),
    cannot('无出生日期', one('XN05BAD900X001010100072', { brdy: null }), 'brdy'),
  ]),
  ofClass(
    77,
    [
      finds('43 克', counted(ASARUM, 43), 233, 'L1'),
      leaves('21 克', counted(ASARUM, 21)),
      edge('恰 42 克', counted(ASARUM, 42)),
      edge('同名以外的饮片', counted('T001700078', 43)),
      cannot('处方号未知', counted(ASARUM, 43, { rxno: null }), 'rxno'),
    ].map((each) => ({ ...each, named: [{ item: ASARUM, name: '示例细辛（饮片）' }] })),
  ),
  indicated(78, '009900000000078', 'E55.900'),
  indicated(79, '009900000000079', 'I69.300'),
  ofClass(82, [
    finds('脑出血', treated(REHAB, ['I61.900']), 10_000, 'L1'),
    leaves('脑梗死', treated(REHAB, ['I63.900'])),
    edge('仅次要诊断为禁忌', treated(REHAB, ['I63.900', 'I60.900']), { amount: 10_000, lines: ['L1'] }),
    cannot('没有诊断清单', treated(REHAB, []), 'diagnosis'),
  ]),
  indicated(83, '009900000000083', 'M17.900'),
  ofClass(84, [
    finds('没有关节手术', implanted(['47.0100']), 10_000, 'L1'),
    leaves('膝关节置换', implanted(['81.5400'])),
    edge('手术清单为空', implanted([]), { amount: 10_000, lines: ['L1'] }),
    cannot('手术清单未知', implanted([], 0), 'operation'),
  ]),
  valued(
    85,
    'C9900000000000000085',
    'dept',
    'A10',
    'A01',
    edge('政策范围内金额为 0 仍提示', one('C9900000000000000085', { dept: 'A01', inscp_fen: 0 }), {
      amount: 0,
      lines: ['L1'],
    }),
  ),
  ofClass(86, [
    finds('4 件', counted('C9900000000000000086', 4), 2_500, 'L1'),
    leaves('1 件', counted('C9900000000000000086', 1)),
    edge('恰 3 件', counted('C9900000000000000086', 3)),
    edge('门诊不计', counted('C9900000000000000086', 4, clinic)),
    cannot('就医方式未知', counted('C9900000000000000086', 4, { care_type: null }), 'care_type'),
  ]),
  valued(
    87,
    'C9900000000000000087',
    'gend',
    '2',
    '1',
    edge('政策范围内金额为 0 仍提示', one('C9900000000000000087', { gend: '1', inscp_fen: 0 }), {
      amount: 0,
      lines: ['L1'],
    }),
  ),
  indicated(88, 'C9900000000000000088', 'I25.103'),
];
