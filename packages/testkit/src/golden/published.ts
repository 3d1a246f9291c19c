/** The 21 classes with published points: each by one point of its kind. */
import type {
  LimitPoint,
  NeedsPoint,
  Point,
  PricePoint,
  RestrictPoint,
  SpacingPoint,
  TogetherPoint,
  UnpayablePoint,
} from '@shouhu/rules';
import type { GoldenClass } from './case.ts';
import { cannot, edge, finds, leaves, ofPoint } from './case.ts';
import { DAY, born, clinic, diagnosed, item, items, stay, treated } from './rows.ts';

const inForce = (point: Point): boolean => point.from <= DAY && DAY <= point.to;

/** A point of a type in force whose text holds all of these parts. */
function like<T extends Point['type']>(type: T, ...parts: readonly string[]) {
  return (point: Point): point is Extract<Point, { type: T }> =>
    point.type === type && inForce(point) && parts.every((part) => JSON.stringify(point).includes(part));
}

function subjectOf({ subject }: RestrictPoint | LimitPoint | UnpayablePoint | NeedsPoint | PricePoint, at = 0): string {
  return subject.codes[at] ?? '';
}

const one = (code: string, values: Parameters<typeof item>[1] = {}) => ({
  lines: [item(code, values)],
  visits: [stay()],
});
const ALWAYS_KNOWN = '判断所需的值总是已知';

/** An upper bound of 14, open up to 18. */
const childClass = (seq: number): GoldenClass =>
  ofPoint(
    seq,
    like('restrict', '"require":{"is":"or","parts":[{"is":"age","unit":"year","op":"<","value":14}'),
    (point) => {
      const code = subjectOf(point);
      return [
        finds('18 岁', one(code, { brdy: born(18) }), 10_000, 'L1'),
        leaves('8 岁', one(code, { brdy: born(8) })),
        edge('14 岁前一日', one(code, { brdy: born(14) + 1 })),
        edge('满 14 岁', one(code, { brdy: born(14) }), { open: 'child_bound' }),
        cannot('15 岁，儿童界限未定', one(code, { brdy: born(15) }), 'child_bound'),
        cannot('无出生日期', one(code, { brdy: null }), 'brdy,child_bound'),
      ];
    },
  );

function days(point: LimitPoint, count: number) {
  const code = subjectOf(point);
  const lines = Array.from({ length: count }, (_, at) => item(code, { line_id: `L${at + 1}`, day: DAY + at }));
  return { lines, visits: [stay({ end_day: DAY + count })] };
}

/** A course of days within a stay. */
const courseClass = (seq: number): GoldenClass =>
  ofPoint(seq, like('limit', ':stay"', '"window":"visit"'), (point) => {
    const most = point.max / 10_000;
    const last = `L${most + 1}`;
    const unknown = days(point, most + 1);
    return [
      finds('多一日', days(point, most + 1), 10_000, last),
      leaves('一日', days(point, 1)),
      edge('恰为可支付天数', days(point, most)),
      cannot(
        '就医方式未知',
        { ...unknown, lines: unknown.lines.map((each) => ({ ...each, care_type: null })) },
        'care_type',
      ),
    ];
  });

function twice(point: SpacingPoint, gap: number) {
  const code = point.subject?.codes[0] ?? '';
  return { lines: items([code], [code, { day: DAY + gap }]), visits: [stay()] };
}

function both(point: TogetherPoint, values: Parameters<typeof item>[1] = {}) {
  return { lines: items([point.a.codes[0] ?? ''], [point.b.codes[0] ?? '', values]), visits: [stay()] };
}

export const publishedClasses: readonly GoldenClass[] = [
  ofPoint(
    1,
    like('restrict'),
    (point) => [
      finds('居民医保', one(subjectOf(point), { insutype: '390' }), 10_000, 'L1'),
      leaves('工伤保险', one(subjectOf(point), { insutype: '410' })),
      edge('未列险种即非工伤', one(subjectOf(point), { insutype: null }), { amount: 10_000, lines: ['L1'] }),
      edge('政策范围内金额为 0', one(subjectOf(point), { inscp_fen: 0 })),
    ],
    { undecided: '未列工伤险种即不是工伤（docs/semantics.md 5）' },
  ),
  ofPoint(2, like('restrict'), (point) => [
    finds('职工医保普通住院', one(subjectOf(point)), 10_000, 'L1'),
    leaves('生育保险', one(subjectOf(point), { insutype: '510' })),
    edge('职工医保的生育住院', one(subjectOf(point), { med_type: '52' })),
    cannot('险种未知', one(subjectOf(point), { insutype: null }), 'insutype'),
  ]),
  ofPoint(
    3,
    like('unpayable', '"verdict":null'),
    (point) => [
      finds('基金支付', one(subjectOf(point)), 10_000, 'L1'),
      leaves('其他饮片', one('T001700999')),
      edge('政策范围内金额为 0', one(subjectOf(point), { inscp_fen: 0 })),
      edge('政策范围内金额 1 分', one(subjectOf(point), { inscp_fen: 1 }), { amount: 1, lines: ['L1'] }),
    ],
    { undecided: '一律不予支付，没有条件可缺' },
  ),
  ofPoint(4, like('unpayable'), (point) => [
    finds('处方仅此一味', one(subjectOf(point)), 10_000, 'L1'),
    leaves('同方有其他饮片', { lines: items([subjectOf(point)], ['T001700999']), visits: [stay()] }),
    edge(
      '其他饮片在另一张处方',
      { lines: items([subjectOf(point)], ['T001700999', { rxno: 'R2' }]), visits: [stay()] },
      { amount: 10_000, lines: ['L1'] },
    ),
    cannot(
      '另一味的处方号未知',
      { lines: items([subjectOf(point)], ['T001700999', { rxno: null }]), visits: [stay()] },
      'rxno',
    ),
  ]),
  ofPoint(5, like('needs', '"verdict":"suspicion"'), (point) => {
    const code = subjectOf(point);
    const first = `${point.items.prefixes[0] ?? ''}ZZ`;
    const before = (days_ago: number) => ({ mdtrt_id: 'V0', day: DAY - days_ago });
    return [
      finds('此前未用一线药', one(code), 10_000, 'L1'),
      leaves('同次就诊用过一线药', { lines: items([code], [first]), visits: [stay()] }),
      edge('一线药恰在 180 日前', { lines: items([code], [first, before(180)]), visits: [stay()] }),
      edge(
        '一线药在 181 日前',
        { lines: items([code], [first, before(181)]), visits: [stay()] },
        { amount: 10_000, lines: ['L1'] },
      ),
      cannot('数据不足 180 日', { ...one(code), first_day: DAY - 179 }, 'look_back'),
    ];
  }),
  childClass(7),
  ofPoint(8, like('restrict', '"verdict":null', '"require":{"is":"coded"'), (point) => {
    const code = subjectOf(point);
    const wanted = point.require.is === 'coded' ? (point.require.set.prefixes[0] ?? '') : '';
    return [
      finds('诊断不符', treated(code, ['J06.900']), 10_000, 'L1'),
      leaves('诊断相符', treated(code, [`${wanted}x`])),
      edge('仅次要诊断相符', treated(code, ['J06.900', wanted])),
      cannot('没有诊断清单', treated(code, []), 'diagnosis'),
    ];
  }),
  courseClass(10),
  ofPoint(12, like('restrict', '"verdict":null', '"require":{"is":"compare","field":"hosp_lv"'), (point) => [
    finds('一级机构', one(subjectOf(point), { hosp_lv: 1 }), 10_000, 'L1'),
    leaves('三级机构', one(subjectOf(point), { hosp_lv: 3 })),
    edge('恰为二级', one(subjectOf(point), { hosp_lv: 2 })),
    cannot('等级未知', one(subjectOf(point), { hosp_lv: null }), 'hosp_lv'),
  ]),
  ofPoint(13, like('restrict', '"field":"emergency"'), (point) => [
    finds('普通门诊', one(subjectOf(point), clinic), 10_000, 'L1'),
    leaves('住院', one(subjectOf(point))),
    edge('急诊', one(subjectOf(point), { care_type: 'outpatient', med_type: '13', emergency: 1 })),
    cannot(
      '就医方式未知',
      one(subjectOf(point), { care_type: null, med_type: null, emergency: null }),
      'care_type,emergency',
    ),
  ]),
  ofPoint(15, like('price', '"discount"'), (point) => {
    const [a, b] = [subjectOf(point), subjectOf(point, 1)];
    const full = { pric_uplmt: 100_000_000 };
    const pair = (values: Parameters<typeof item>[1]) => ({
      lines: items([a, { ...full, amount_fen: 20_000, pric: 200_000_000 }], [b, { ...full, ...values }]),
      visits: [stay()],
    });
    return [
      finds('同日第二项手术全价', pair({}), null, 'L2'),
      leaves('不同日', pair({ day: DAY + 1 })),
      edge('第二项低于限价', pair({ pric: 99_990_000, amount_fen: 9_999 })),
      edge('同一项目两次', { lines: items([a, full], [a, full]), visits: [stay()] }),
      cannot('第二项没有限价', pair({ pric_uplmt: null }), 'pric_uplmt'),
    ];
  }),
  courseClass(23),
  ofPoint(25, like('together', '"window":"hour"'), (point) => [
    finds('同一小时', both(point, { second: 36_001 }), 10_000, 'L2'),
    leaves('不同日', both(point, { day: DAY + 1 })),
    edge('同一小时的最后一秒', both(point, { second: 39_599 }), { amount: 10_000, lines: ['L2'] }),
    edge('下一小时的第一秒', both(point, { second: 39_600 })),
    cannot('只有日期没有时刻', both(point, { second: null }), 'fee_ocur_time'),
  ]),
  ofPoint(
    27,
    like('limit', '"measure":"cnt"'),
    (point) => [
      finds('多一倍', one(subjectOf(point), { cnt: point.max * 2 }), 5_000, 'L1'),
      leaves('一次', one(subjectOf(point), { cnt: 10_000 })),
      edge('恰为上限', one(subjectOf(point), { cnt: point.max })),
      edge('次日另计', {
        lines: items([subjectOf(point), { cnt: point.max }], [subjectOf(point), { cnt: point.max, day: DAY + 1 }]),
        visits: [stay()],
      }),
    ],
    { undecided: ALWAYS_KNOWN },
  ),
  ofPoint(29, like('restrict'), (point) => [
    finds('15 岁', one(subjectOf(point), { brdy: born(15) }), 10_000, 'L1'),
    leaves('40 岁', one(subjectOf(point), { brdy: born(40) })),
    edge('满 16 岁当日', one(subjectOf(point), { brdy: born(16) })),
    edge('满 63 岁当日', one(subjectOf(point), { brdy: born(63) }), { amount: 10_000, lines: ['L1'] }),
    cannot('无出生日期', one(subjectOf(point), { brdy: null }), 'brdy'),
  ]),
  ofPoint(
    31,
    like('spacing'),
    (point) => [
      finds('早一日', twice(point, point.min - 1), 10_000, 'L2'),
      leaves('晚一日', twice(point, point.min + 1)),
      edge('恰隔规定天数', twice(point, point.min)),
    ],
    { undecided: ALWAYS_KNOWN },
  ),
  ofPoint(47, like('restrict'), (point) => [
    finds('互联网医院', one(subjectOf(point), { ...clinic, internet_hosp: 1 }), 10_000, 'L1'),
    leaves('实体医院', one(subjectOf(point), clinic)),
    edge('互联网医院，政策范围内金额为 0', one(subjectOf(point), { internet_hosp: 1, inscp_fen: 0 }), {
      amount: 0,
      lines: ['L1'],
    }),
    cannot('是否互联网医院未知', one(subjectOf(point), { internet_hosp: null }), 'internet_hosp'),
  ]),
  childClass(65),
  ofPoint(67, like('restrict', '"codes":["1"]'), (point) => [
    finds('女性', one(subjectOf(point), { gend: '2' }), 10_000, 'L1'),
    leaves('男性', one(subjectOf(point), { gend: '1' })),
    edge('女性且有性发育异常：药品不豁免', treated(subjectOf(point), ['Q99.900'], { gend: '2' }), {
      amount: 10_000,
      lines: ['L1'],
    }),
    cannot('性别未知', one(subjectOf(point), { gend: null }), 'gend'),
  ]),
  ofPoint(80, like('restrict', '"unit":"day"'), (point) => [
    finds('29 日龄', one(subjectOf(point), { brdy: DAY - 29 }), 10_000, 'L1'),
    leaves('3 日龄', one(subjectOf(point), { brdy: DAY - 3 })),
    edge('28 日龄', one(subjectOf(point), { brdy: DAY - 28 })),
    cannot('出生晚于服务', one(subjectOf(point), { brdy: DAY + 1 }), 'brdy'),
  ]),
  ofPoint(81, like('restrict', '"codes":["1"]'), (point) => {
    const code = subjectOf(point);
    return [
      finds('女性', treated(code, ['J06.900'], { gend: '2' }), 10_000, 'L1'),
      leaves('男性', treated(code, ['J06.900'])),
      edge('女性且有性发育异常', treated(code, ['Q99.900'], { gend: '2' })),
      cannot(
        '性别未知',
        { lines: [item(code, { gend: null })], visits: [stay()], diagnoses: diagnosed('J06.900') },
        'gend',
      ),
    ];
  }),
];
