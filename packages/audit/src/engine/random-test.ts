/** For tests: small random worlds and rulesets whose values collide often and sit on boundaries. */
import fc from 'fast-check';
import type { Line, Sale, Visit, World } from '@shouhu/claims';
import type { CodeSet, Point, Predicate, Rule, Ruleset, Window } from '@shouhu/rules';
import { always, codes, line, on, point, rule, ruleset, sale, today, visit, world } from '@shouhu/testkit';

const of = fc.constantFrom;
const day = fc.integer({ min: 0, max: 12 }).map((days) => today + days);
const second = of(null, 0, 35_999, 36_000, 36_000, 86_399);
const institution = of('H1', 'H1', 'H2');
const person = of('P1', 'P1', 'P2');
const mdtrt = of('V1', 'V1', 'V2', 'V3');
const care = of('inpatient', 'inpatient', 'outpatient', null);
const item = of('A', 'A', 'A2', 'B', 'B', 'C', 'D');
const birth = of(null, on(1980, 3, 5), on(2011, 3, 6), on(2020, 2, 29), today, today + 3);

const lines: fc.Arbitrary<Line[]> = fc
  .array(
    fc.record({
      psn_no: person,
      fixmedins_code: institution,
      mdtrt_id: mdtrt,
      day,
      second,
      item,
      care_type: care,
      gend: of('1', '2', null),
      brdy: birth,
      hosp_lv: of(null, 1, 2, 3),
      cnt: of(10_000, 10_000, 20_000, 5_000, 15_000),
      amount_fen: of(0, 100, 999, 1_000, 1_000, 3_333),
      inscp_fen: of(null, 0, 100, 999, 1_000, 9_007_199_254_740),
      pric: of(null, 99_999, 100_000, 100_001),
      pric_uplmt: of(null, 100_000),
      rxno: of(null, 'R1', 'R1', 'R2'),
      prd_days: of(null, 10_000, 30_000),
      med_chrgitm_type: of(null, '09', '09', '10'),
      dept: of(null, 'A01', 'B02'),
    }),
    { maxLength: 12 },
  )
  .map((rows) => rows.map((values, index) => line({ line_id: `L${index}`, setl_id: `S${index % 3}`, ...values })));

const visits: fc.Arbitrary<Visit[]> = fc
  .uniqueArray(
    fc.record({
      psn_no: person,
      fixmedins_code: institution,
      mdtrt_id: of('V1', 'V2', 'V3', 'V4'),
      day,
      care_type: care,
      gend: of('1', '2', null),
      brdy: birth,
      begin_second: second,
      length: of(null, 0, 0, 1, 4, 9),
      death_day: of(null, null, null, today + 2),
      diagnoses_known: of(0, 1, 1),
      operations_known: of(0, 1),
    }),
    { maxLength: 6, selector: ({ fixmedins_code, mdtrt_id }) => `${fixmedins_code} ${mdtrt_id}` },
  )
  .map((rows) =>
    rows.map(({ length, ...values }) => visit({ ...values, end_day: length === null ? null : values.day + length })),
  );

const listed = (values: readonly string[]) =>
  fc.array(fc.record({ mdtrt_id: mdtrt, code: of(...values) }), { maxLength: 5 });

const sales: fc.Arbitrary<Sale[]> = fc
  .array(
    fc.record({
      drug_trac_codg: of('T1', 'T1', 'T2'),
      psn_no: of('P1', 'P2', null),
      fixmedins_code: institution,
      mdtrt_id: of('V1', 'V2', null),
      line_id: of('L0', 'L1', 'L2', null),
      day,
      second,
      trdn_flag: of(null, 0, 0, 1),
    }),
    { maxLength: 6 },
  )
  .map((rows) => rows.map((values) => sale(values)));

export const worlds: fc.Arbitrary<World> = fc
  .record({
    lines,
    visits,
    diagnoses: listed(['I10', 'I11', 'E11.9']),
    operations: listed(['36.1', '36.2']),
    sales,
    first_day: of(today - 100, today + 1),
  })
  .map((values) => world(values));

const itemSet: fc.Arbitrary<CodeSet> = of(
  codes('A'),
  codes('B'),
  codes('A*'),
  codes('A', 'B'),
  codes('C', 'D'),
  codes(),
  codes('*'),
);
const op = of('<', '<=', '=', '!=', '>=', '>' as const);
const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  of<Predicate>(
    always,
    { is: 'unknown', name: 'ward_round' },
    { is: 'in', field: 'gend', set: codes('1') },
    { is: 'in', field: 'dept', set: codes('A*', 'B02') },
    { is: 'in', field: 'care_type', set: codes() },
    { is: 'in', field: 'rxno', set: codes('R1') },
    { is: 'coded', list: 'diagnosis', set: codes('I*') },
    { is: 'coded', list: 'diagnosis', set: codes('E11.9', 'X') },
    { is: 'coded', list: 'operation', set: codes('36.1') },
    { is: 'known', field: 'rxno' },
    { is: 'known', field: 'brdy' },
    { is: 'known', field: 'end_day' },
    { is: 'known', field: 'stay_days' },
    { is: 'compare-fields', left: 'day', op: '>=', right: 'begin_day' },
    { is: 'compare-fields', left: 'second', op: '<', right: 'amount_fen' },
  ),
  fc.record({
    is: of('compare' as const),
    field: of('day', 'second', 'amount_fen', 'inscp_fen', 'hosp_lv', 'stay_days', 'stay_amount_fen', 'stay_line_days'),
    op,
    value: of(0, 1, 2, 3, 1_000, 36_000, today + 2),
  }),
  fc.record({ is: of('age' as const), unit: of('day', 'month', 'year'), op, value: of(0, 3, 14, 45, 60) }),
  fc.record({ is: of('share' as const), of: of(codes('09'), codes('1*')), op, value: of(0, 5_000, 10_000) }),
);
const predicate: fc.Arbitrary<Predicate> = fc.letrec<{ node: Predicate }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ is: of('and', 'or'), parts: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ is: of('not' as const), part: tie('node') }),
  ),
})).node;

const window: fc.Arbitrary<Window> = of(
  ...(['line', 'prescription', 'operation', 'hour', 'day', 'visit', 'stay', 'week', 'month'] as const),
  ...(['quarter', 'year', 'hours:1', 'hours:24', 'hours:36', 'days:1', 'days:3', 'days:8'] as const),
);
const across = of('institution', 'all');
const base = {
  point_ids: of(['K1'], ['K1'], ['K2'], ['K1', 'K3']),
  from: of(on(2020, 1, 1), today + 2),
  to: of(on(2099, 12, 31), today + 9),
  scope: fc.oneof({ weight: 3, arbitrary: of(always) }, { weight: 1, arbitrary: predicate }),
  verdict: of(null, 'violation', 'suspicion'),
  retroactive: of(false, false, true),
};

/** Points of each type. */
export const points: { readonly [T in Point['type']]: fc.Arbitrary<Extract<Point, { type: T }>> } = {
  restrict: fc
    .oneof(
      fc.record({ ...base, subject_kind: of('item'), subject: itemSet, require: predicate }),
      fc.record({ ...base, subject_kind: of('diagnosis'), subject: of(codes('I*'), codes('E11.9')), require: predicate }),
      fc.record({ ...base, subject_kind: of('operation'), subject: of(codes('36*'), codes('36.2')), require: predicate }),
    )
    .map(point.restrict),
  unpayable: fc
    .record({ ...base, subject: itemSet, when: of('always', 'alone', 'alone'), among: itemSet })
    .map(point.unpayable),
  price: fc
    .record({
      ...base,
      subject: itemSet,
      measure: of('unit_price', 'discount', 'discount'),
      max: of(null, 99_999, 100_000),
      window,
      ratio: of(null, 0, 5_000, 10_000),
      beside: of(codes(), codes(), codes('B'), codes('A*')),
    })
    .map(point.price),
  together: fc
    .record({
      ...base,
      a: itemSet,
      b: itemSet,
      window,
      across,
      pays: of('a', 'b', 'cheaper'),
      allowed_with: of(codes(), codes(), codes('C'), codes('B', 'D')),
    })
    .map(point.together),
  limit: fc
    .record({
      ...base,
      subject: itemSet,
      group: of('g1', 'g2'),
      measure: of('cnt', 'amount', 'paid', 'days', 'kinds', 'visits'),
      window,
      across,
      max: of(0, 1, 2, 999, 1_000, 10_000, 15_000, 25_000),
      per_stay_day: of(false, false, true),
    })
    .map(point.limit),
  spacing: fc
    .record({
      ...base,
      subject: of(null, codes('A'), codes('A*'), codes('B'), codes('*')),
      other: of(null, codes('B'), codes('A', 'C')),
      min: of(1, 2, 5, 24, 30),
      unit: of('day', 'hour'),
      across,
    })
    .map(point.spacing),
  needs: fc
    .record({
      ...base,
      subject: itemSet,
      items: of(codes(), codes('B'), codes('B', 'C'), codes('A*')),
      diagnoses: of(codes(), codes('I*'), codes('E11.9')),
      operations: of(codes(), codes('36.1')),
      window,
      look_back_days: of(0, 0, 2, 50),
      across,
    })
    .map(point.needs),
  record: fc.record({ ...base, on: of('line', 'visit'), fault: predicate }).map(point.record),
  stay: fc.record({ ...base, fault: predicate }).map(point.stay),
  overlap: fc.record({ ...base, kind: of('stays', 'visit-in-stay', 'after-death') }).map(point.overlap),
  reuse: fc.record(base).map(point.reuse),
};

function ruleOf(type: Point['type'], index: number): fc.Arbitrary<Rule> {
  return fc
    .record({
      points: fc.array<Point>(points[type], { minLength: 1, maxLength: 4 }),
      rule_class: of('policy', 'management', 'medical'),
      scope: fc.oneof({ weight: 3, arbitrary: of(always) }, { weight: 1, arbitrary: predicate }),
    })
    .map(({ points: own, ...values }) => rule(own, { rule_code: `T${index}`, ...values }));
}

/** Two rules of each of some types. */
export function rulesets(types: readonly Point['type'][]): fc.Arbitrary<Ruleset> {
  const rules = types.flatMap((type, index) => [ruleOf(type, 2 * index), ruleOf(type, 2 * index + 1)]);
  return fc.tuple(...rules).map((all) => ruleset(...all));
}
