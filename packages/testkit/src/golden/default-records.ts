/** Classes judged by defaults: records, codes, stays, frequencies. */
import type { Visit } from '@shouhu/claims';
import type { GoldenClass } from './case.ts';
import { cannot, edge, finds, leaves, ofClass } from './case.ts';
import { DAY, born, clinic, diagnosed, item, items, listed, pharmacy, stay } from './rows.ts';

const VISIT = null;
const SERVICE = '009900000010001';
const GIVEN_ONLY = '只看已有的值：缺的值不能与别的值矛盾';

/** Visits V1, V2 … with one line each, one diagnosis, all of one day or so many days apart. */
function visits(
  count: number,
  apart: number,
  values: Partial<Visit>,
  diagnosis: string | null,
  last: Partial<Visit> = {},
) {
  const made = Array.from({ length: count }, (_, at) =>
    stay({
      mdtrt_id: `V${at + 1}`,
      day: DAY + at * apart,
      end_day: DAY + at * apart + 1,
      diagnoses_known: diagnosis === null ? 0 : 1,
      ...values,
      ...(at === count - 1 ? last : {}),
    }),
  );
  return {
    visits: made,
    lines: made.map(({ mdtrt_id, day, care_type, med_type, emergency }, at) =>
      item(SERVICE, { line_id: `L${at + 1}`, mdtrt_id, day, care_type, med_type, emergency }),
    ),
    diagnoses: diagnosis === null ? [] : made.map(({ mdtrt_id }) => ({ mdtrt_id, code: diagnosis })),
  };
}

const upTo = (count: number): string[] => Array.from({ length: count }, (_, at) => `L${at + 1}`);

/** A second stay so many days after the discharge from the first, with a line of its own. */
function readmitted(gap: number, first: string, second: string, known = 1) {
  const later = stay({ mdtrt_id: 'V2', day: DAY + 4 + gap, diagnoses_known: known });
  return {
    visits: [stay(), later],
    lines: [item(SERVICE, { mdtrt_id: 'V2', day: later.day })],
    diagnoses: [
      { mdtrt_id: 'V1', code: first },
      { mdtrt_id: 'V2', code: second },
    ],
  };
}

/** A stay whose first line is a test and whose second is a drug, in fen. */
function tested(tests: number, drugs: number, values: Partial<Visit> = {}) {
  return {
    visits: [stay({ end_day: DAY + 3, ...values })],
    lines: items(
      [SERVICE, { med_chrgitm_type: '03', amount_fen: tests }],
      ['XA02BAF', { med_chrgitm_type: '09', amount_fen: drugs }],
    ),
    diagnoses: diagnosed('K29.500'),
  };
}

const surgery = { lines: [item(SERVICE, { med_chrgitm_type: '06' })] };

export const recordClasses: readonly GoldenClass[] = [
  ofClass(
    35,
    [
      finds('出院早于入院', listed(['J18.900'], [], { end_day: DAY - 1 }), VISIT),
      finds('出院而无诊断', { visits: [stay({ diagnoses_known: 0 })] }, VISIT),
      leaves('起止与诊断齐全', listed(['J18.900'])),
      edge('当日出院', listed(['J18.900'], [], { end_day: DAY })),
      edge('尚未出院而无诊断', { visits: [stay({ diagnoses_known: 0, end_day: null })] }),
    ],
    { undecided: GIVEN_ONLY },
  ),
  ofClass(
    36,
    [
      finds('政策范围内金额多 1 分', { lines: [item(SERVICE, { inscp_fen: 10_001 })] }, 10_001, 'L1'),
      finds('负数而无原始明细', { lines: [item(SERVICE, { cnt: -10_000, amount_fen: 0 })] }, 0, 'L1'),
      leaves('政策范围内金额较小', { lines: [item(SERVICE, { inscp_fen: 9_000 })] }),
      edge('恰等于明细金额', { lines: [item(SERVICE)] }),
    ],
    { undecided: GIVEN_ONLY },
  ),
  ofClass(
    37,
    [
      finds('不存在的类目', listed(['A29.000', 'J18.900']), VISIT),
      leaves('存在的类目', listed(['A28.000'])),
      edge('形似中医诊断的编码', listed(['A10.01'])),
      edge('没有诊断', { visits: [stay({ diagnoses_known: 0 })] }),
    ],
    { undecided: '没有诊断清单就没有可查的编码' },
  ),
  ofClass(38, [
    finds('不存在的类目', listed(['K35.900'], ['47.3x00']), VISIT),
    finds('有手术费而无手术', { ...listed(['K35.900']), ...surgery }, VISIT),
    leaves('手术费与手术相符', { ...listed(['K35.900'], ['47.0100']), ...surgery }),
    edge('顺产的接生费', { ...listed(['O80.900']), ...surgery }),
    cannot('手术清单未知', { ...listed(['K35.900'], [], { operations_known: 0 }), ...surgery }, 'operation'),
  ]),
  ofClass(39, [
    finds('女性的前列腺手术', listed(['N40.x00'], ['60.2900'], { gend: '2' }), VISIT),
    leaves('男性的前列腺手术', listed(['N40.x00'], ['60.2900'])),
    edge('性发育异常', listed(['Q56.000'], ['64.4900'], { gend: '2' })),
    edge('男性的剖宫产', listed(['O82.900'], ['74.1x00']), { amount: null, lines: [] }),
    cannot('性别未知', listed(['N40.x00'], ['60.2900'], { gend: null }), 'gend'),
  ]),
  ofClass(40, [
    finds('肺炎行阑尾切除', listed(['J18.900'], ['47.0100']), VISIT),
    leaves('阑尾炎行阑尾切除', listed(['K35.900'], ['47.0100'])),
    edge('仅次要诊断相关', listed(['J18.900', 'K66.000'], ['47.0100'])),
    cannot(
      '没有诊断清单',
      { visits: [stay({ diagnoses_known: 0 })], operations: [{ mdtrt_id: 'V1', code: '47.0100' }] },
      'diagnosis',
    ),
  ]),
  ofClass(
    41,
    [
      finds('出院后 16 日上传', { visits: [stay()], lines: [item(SERVICE, { updt_day: DAY + 20 })] }, 10_000, 'L1'),
      leaves('当日上传', { visits: [stay()], lines: [item(SERVICE, { updt_day: DAY })] }),
      edge('出院后恰 15 日', { visits: [stay()], lines: [item(SERVICE, { updt_day: DAY + 19 })] }),
      edge(
        '门诊自费用当日起算',
        {
          visits: [stay({ ...clinic, end_day: DAY })],
          lines: [item(SERVICE, { ...clinic, updt_day: DAY + 16 })],
        },
        { amount: 10_000, lines: ['L1'] },
      ),
      edge('没有更新时间', { visits: [stay()], lines: [item(SERVICE)] }),
    ],
    { undecided: '没有更新时间的行不查；整列缺失时规则列为未运行' },
  ),
  ofClass(42, [
    finds('出院次日计费', { visits: [stay()], lines: [item(SERVICE, { day: DAY + 5 })] }, 10_000, 'L1'),
    leaves('住院期间计费', { visits: [stay()], lines: [item(SERVICE)] }),
    edge('出院当日', { visits: [stay()], lines: [item(SERVICE, { day: DAY + 4 })] }),
    edge(
      '入院前一日',
      { visits: [stay()], lines: [item(SERVICE, { day: DAY - 1 })] },
      { amount: 10_000, lines: ['L1'] },
    ),
    cannot(
      '就医方式未知',
      { visits: [stay()], lines: [item(SERVICE, { day: DAY + 5, care_type: null })] },
      'care_type',
    ),
  ]),
  ofClass(49, [
    finds('隔 9 日同病再住院', readmitted(9, 'J18.900', 'J18.100'), 10_000, 'L1'),
    leaves('隔 9 日因他病住院', readmitted(9, 'J18.900', 'K35.900')),
    edge('恰隔 10 日', readmitted(10, 'J18.900', 'J18.900')),
    edge('肿瘤周期', readmitted(3, 'C34.900', 'C34.900')),
    cannot('后一次没有诊断清单', readmitted(9, 'J18.900', 'J18.900', 0), 'diagnosis'),
  ]),
  ofClass(50, [
    finds('一日 6 次', visits(6, 0, clinic, 'J06.900'), 10_000, ...upTo(6)),
    leaves('一日 1 次', visits(1, 0, clinic, 'J06.900')),
    edge('恰 5 次', visits(5, 0, clinic, 'J06.900')),
    edge('其中 1 次为透析', visits(6, 0, clinic, 'N18.900')),
    cannot('没有诊断清单', visits(6, 0, clinic, null), 'diagnosis'),
  ]),
  ofClass(51, [
    finds('一日 4 次', visits(4, 0, pharmacy, 'J06.900'), 10_000, ...upTo(4)),
    leaves('一日 1 次', visits(1, 0, pharmacy, null)),
    edge('恰 3 次', visits(3, 0, pharmacy, null)),
    cannot('第 4 次就医方式未知', visits(4, 0, pharmacy, null, { care_type: null }), 'care_type'),
  ]),
  ofClass(52, [
    finds('当月 4 次', visits(4, 5, {}, 'J44.100'), 10_000, ...upTo(4)),
    leaves('当月 1 次', visits(1, 0, {}, 'J44.100')),
    edge('恰 3 次', visits(3, 5, {}, 'J44.100')),
    edge('化疗 4 次', visits(4, 5, {}, 'Z51.100')),
    cannot('没有诊断清单', visits(4, 5, {}, null), 'diagnosis'),
  ]),
  ofClass(53, [
    finds('全部为检查', tested(10_000, 0), 10_000, 'L1', 'L2'),
    leaves('检查占一半', tested(5_000, 5_000)),
    edge('恰为九成', tested(9_000, 1_000), { amount: 10_000, lines: ['L1', 'L2'] }),
    edge('住院 5 日', tested(10_000, 0, { end_day: DAY + 4 })),
    edge('有手术', { ...tested(10_000, 0), operations: [{ mdtrt_id: 'V1', code: '45.2300' }] }),
    cannot('手术清单未知', tested(10_000, 0, { operations_known: 0 }), 'operation'),
  ]),
  ofClass(54, [
    finds('女性的前列腺癌', listed(['C61.x00'], [], { gend: '2' }), VISIT),
    leaves('男性的前列腺癌', listed(['C61.x00'])),
    edge('男性的乳腺癌', listed(['C50.900'])),
    edge('性发育异常', listed(['Q51.000', 'Q56.000'])),
    cannot('性别未知', listed(['O80.900'], [], { gend: null }), 'gend'),
  ]),
  ofClass(55, [
    finds('30 岁的新生儿败血症', listed(['P36.900'], [], { brdy: born(30) }), VISIT),
    leaves('3 日龄的新生儿败血症', listed(['P36.900'], [], { brdy: DAY - 3 })),
    edge('14 岁前一日', listed(['P36.900'], [], { brdy: born(14) + 1 })),
    edge('满 14 岁', listed(['P36.900'], [], { brdy: born(14) }), { amount: null, lines: [] }),
    cannot('无出生日期', listed(['P36.900'], [], { brdy: null }), 'brdy'),
  ]),
];
