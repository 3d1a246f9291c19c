import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point, Rule } from '@shouhu/rules';
import { on, point, rule } from '@shouhu/testkit';
import { applyParameters } from './apply-parameters.ts';
import type { Parameter } from './knowledge.ts';
import { OPEN_FROM, OPEN_TO } from './validity.ts';

const limit: Rule = rule([point.limit({})], { rule_code: 'R1' });

function set(setting: Parameter['setting'], values: Partial<Parameter> = {}): Parameter {
  const whole = { point_id: null, from: OPEN_FROM, to: OPEN_TO, fixmedins_code: null, hosp_lv: null, basis: '' };
  return { rule_code: 'R1', setting, ...whole, ...values };
}

function points(rule_: Rule, ...parameters: Parameter[]): readonly Point[] {
  return applyParameters([rule_], parameters)[0]?.points ?? [];
}

test('a value for all replaces the point as a whole', () => {
  assert.deepEqual(points(limit, set({ name: 'max', value: 5 })), [point.limit({ max: 5 })]);
  assert.deepEqual(points(limit, set({ name: 'enabled', value: 0 })), []);
  assert.deepEqual(points(limit, set({ name: 'enabled', value: 1 })), limit.points);
  assert.deepEqual(points(limit, { ...set({ name: 'max', value: 5 }), rule_code: 'R2' }), limit.points);
});

test('a value for some days cuts the point there', () => {
  const days = { from: on(2025, 1, 1), to: on(2025, 12, 31) };
  const cut = points(limit, set({ name: 'max', value: 5 }, days));
  assert.deepEqual(
    cut.map((each) => [each.from, each.to, each.type === 'limit' && each.max]),
    [
      [on(2020, 1, 1), on(2024, 12, 31), 10_000],
      [on(2025, 1, 1), on(2025, 12, 31), 5],
      [on(2026, 1, 1), on(2099, 12, 31), 10_000],
    ],
  );
});

test('institution beats rank, rank beats all', () => {
  const variants = points(
    limit,
    set({ name: 'max', value: 1 }),
    set({ name: 'max', value: 2 }, { hosp_lv: 3 }),
    set({ name: 'max', value: 3 }, { fixmedins_code: 'H1' }),
  );
  const named = { is: 'in', field: 'fixmedins_code', set: { codes: ['H1'], prefixes: [] } };
  const third = { is: 'compare', field: 'hosp_lv', op: '=', value: 3 };
  const both = (left: unknown, right: unknown): unknown => ({ is: 'and', parts: [left, right] });
  const not = (part: unknown): unknown => ({ is: 'not', part });
  assert.deepEqual(
    variants.map((each) => [each.type === 'limit' && each.max, each.scope]),
    [
      [3, both(named, third)],
      [2, both(not(named), third)],
      [3, both(named, not(third))],
      [1, both(not(named), not(third))],
    ],
  );
});

test('a verdict is the bureau’s to set, but an uncertain mapping stays a suspicion', () => {
  const strict = set({ name: 'verdict', value: 'violation' });
  assert.equal(points(limit, strict)[0]?.verdict, 'violation');
  const uncertain = rule([point.limit({ verdict: 'suspicion' })], { rule_code: 'R1' });
  assert.equal(points(uncertain, strict)[0]?.verdict, 'suspicion');
});

test('a local age of majority closes what is open between 14 and 17', () => {
  const open = (value: number) => ({ is: 'age', unit: 'year', op: '<', value }) as const;
  const child = {
    is: 'or',
    parts: [open(14), { is: 'and', parts: [open(18), { is: 'unknown', name: 'child_bound' }] }],
  } as const;
  const from = { is: 'age', unit: 'year', op: '>=', value: 3 } as const;
  const restrict = rule([point.restrict({ require: { is: 'and', parts: [from, child] } })], { rule_code: 'R1' });
  const [bound] = points(restrict, set({ name: 'child_bound', value: 18 }));
  assert.ok(bound?.type === 'restrict');
  assert.deepEqual(bound.require, { is: 'and', parts: [from, open(18)] });
});

test('the other parameters reach the field of their type', () => {
  const of = (each: Point, setting: Parameter['setting']): Point | undefined =>
    points(rule([each], { rule_code: 'R1' }), set(setting))[0];
  assert.deepEqual(of(point.spacing({}), { name: 'min', value: 14 }), point.spacing({ min: 14 }));
  assert.deepEqual(of(point.needs({}), { name: 'look_back_days', value: 9 }), point.needs({ look_back_days: 9 }));
  assert.deepEqual(of(point.price({}), { name: 'max', value: 7 }), point.price({ max: 7 }));
  assert.deepEqual(of(point.price({}), { name: 'ratio', value: 7 }), point.price({}));
  const discount = point.price({ measure: 'discount' });
  assert.deepEqual(of(discount, { name: 'ratio', value: 7 }), { ...discount, ratio: 7 });
});

test('a value may be set on one point of a rule, and beats one that is set on the rule', () => {
  const two = rule([point.limit({}), point.limit({ point_ids: ['K2'] })], { rule_code: 'R1' });
  const most = (each: Point): unknown => each.type === 'limit' && each.max;
  const own = { point_id: 'K2' };
  assert.deepEqual(points(two, set({ name: 'max', value: 5 }, own)).map(most), [10_000, 5]);
  assert.deepEqual(points(two, set({ name: 'max', value: 7 }), set({ name: 'max', value: 5 }, own)).map(most), [7, 5]);
  assert.deepEqual(points(two, set({ name: 'enabled', value: 0 }, own)).map(most), [10_000]);
});

test('defaults can be switched off, judged stricter, and their bounds moved', () => {
  const late: Point = point.record({
    point_ids: ['DEF-041-LATE'],
    verdict: 'suspicion',
    fault: { is: 'compare', field: 'upload_days', op: '>', value: 15 },
  });
  const local = point.record({ point_ids: ['local:record:1'], verdict: 'suspicion' });
  const both = rule([late, local], { rule_code: 'R1' });
  assert.deepEqual(points(both, set({ name: 'defaults', value: 0 })), [local]);
  assert.deepEqual(points(both, set({ name: 'verdict', value: 'violation' })), [
    { ...late, verdict: 'violation' },
    local,
  ]);
  const later = { is: 'compare', field: 'upload_days', op: '>', value: 3 } as const;
  assert.deepEqual(points(both, set({ name: 'max', value: 3 })), [{ ...late, fault: later }, local]);
  const tests = { is: 'share', of: { codes: ['03'], prefixes: [] }, op: '>=', value: 9_000 } as const;
  const short = { is: 'compare', field: 'stay_days', op: '<=', value: 4 } as const;
  const stay = rule([point.stay({ fault: { is: 'and', parts: [short, { is: 'not', part: tests }] } })], {
    rule_code: 'R1',
  });
  const [moved] = points(stay, set({ name: 'max', value: 2 }), set({ name: 'min', value: 8_000 }));
  assert.deepEqual(moved?.type === 'stay' && moved.fault, {
    is: 'and',
    parts: [
      { ...short, value: 2 },
      { is: 'not', part: { ...tests, value: 8_000 } },
    ],
  });
});
