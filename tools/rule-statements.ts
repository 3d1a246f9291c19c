// The statements of the set-based evaluator over a small ruleset that has every rule type and every node of the predicate
// language, so that a review shows how their text changes.
import { compileSql } from '@shouhu/rules';
import type { CodeSet, Point, Predicate } from '@shouhu/rules';
import { codes, point, rule, ruleset } from '@shouhu/testkit';

/** Path and text of each statement, in the order they run. */
export function ruleStatements(): [path: string, text: string][] {
  const { statements } = compileSql(sample(), { absent: [], first_day: 0 });
  return statements.map(({ name, sql }) => [`packages/rules/sql/${name}.sql`, `${sql};\n`]);
}

function sample() {
  const points: Point[] = [
    ...everyNode().map((require) => point.restrict({ require })),
    point.restrict({ subject_kind: 'diagnosis', subject: codes('I10*') }),
    point.unpayable({ when: 'alone', among: codes('T*') }),
    point.price({ measure: 'unit_price' }),
    point.price({ measure: 'discount', ratio: 5000 }),
    point.together({ pays: 'cheaper', allowed_with: codes('C') }),
    point.limit({ measure: 'days', window: 'days:30', scope: care }),
    point.limit({ subject: codes('*'), measure: 'visits', window: 'month' }),
    point.limit({ subject: codes('*'), measure: 'kinds', window: 'prescription' }),
    point.spacing({}),
    point.spacing({ subject: null, same_diagnosis: true }),
    point.needs({ diagnoses: codes('I10*'), look_back_days: 30 }),
    point.record({ fault: { is: 'compare-fields', left: 'day', op: '<', right: 'begin_day' } }),
    point.record({ on: 'visit', fault: { is: 'not', part: { is: 'known', field: 'brdy' } } }),
    point.stay({ fault: { is: 'share', of: codes('03'), op: '>=', value: 9000 } }),
    point.overlap({ kind: 'stays' }),
    point.reuse({}),
  ];
  const byType = Map.groupBy(points, ({ type }) => type);
  return ruleset(...[...byType.values()].map((own) => rule(own)));
}

const care: Predicate = { is: 'in', field: 'care_type', set: codes('inpatient') };

function everyNode(): Predicate[] {
  const list = (set: CodeSet): Predicate => ({ is: 'coded', list: 'diagnosis', set });
  return [
    { is: 'always' },
    { is: 'unknown', name: 'first_prescription' },
    { is: 'compare', field: 'hosp_lv', op: '>=', value: 2 },
    { is: 'compare-fields', left: 'pric', op: '<=', right: 'pric_uplmt' },
    { is: 'in', field: 'dept', set: codes('A01', '03*') },
    { is: 'or', parts: [age('day', 28), age('month', 12), age('year', 14)] },
    { is: 'and', parts: [list(codes('I10*')), { is: 'not', part: list(codes('I15*')) }] },
    { is: 'share', of: codes('09'), op: '<', value: 5000 },
    { is: 'known', field: 'rxno' },
  ];
}

function age(unit: 'day' | 'month' | 'year', value: number): Predicate {
  return { is: 'age', unit, op: '<', value };
}
