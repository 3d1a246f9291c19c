import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codes, point, rule } from '@shouhu/testkit';
import { deepFreeze, frozenRule, pointSchema, predicateSchema, ruleSchema, windowSchema } from './schema.ts';

test('points of every type pass, and a rule comes back frozen', () => {
  for (const each of [
    point.restrict({ require: { is: 'not', part: { is: 'coded', list: 'diagnosis', set: codes('C50*') } } }),
    point.unpayable({}),
    point.price({ ratio: 5000 }),
    point.together({ window: 'hours:6' }),
    point.limit({ window: 'days:30' }),
    point.spacing({ subject: null }),
    point.needs({}),
  ]) {
    const frozen = frozenRule(rule([each]));
    assert.deepEqual(frozen.points, [each]);
    assert.ok(Object.isFrozen(frozen.points[0]?.scope));
  }
});

test('what is no rule is refused', () => {
  const refused = (value: unknown): boolean => !ruleSchema.safeParse(value).success;
  assert.ok(refused({ ...rule([point.limit({})]), points: [point.limit({}), point.unpayable({})] }));
  assert.ok(refused({ ...rule([point.limit({})]), extra: 1 }));
  assert.ok(refused({ ...rule([point.limit({})]), stages: [] }));
  assert.ok(!pointSchema.safeParse(point.limit({ from: 2, to: 1 })).success);
  assert.ok(!pointSchema.safeParse(point.limit({ max: 1.5 })).success);
  assert.ok(!pointSchema.safeParse(point.limit({ point_ids: [] })).success);
  assert.ok(!predicateSchema.safeParse({ is: 'and', parts: [{ is: 'maybe' }] }).success);
  assert.ok(!predicateSchema.safeParse({ is: 'compare', field: 'item', op: '=', value: 1 }).success);
});

test('rolling windows are whole numbers of at least one', () => {
  for (const window of ['day', 'hours:1', 'days:365']) assert.ok(windowSchema.safeParse(window).success, window);
  for (const window of ['days', 'days:0', 'days:-1', 'days:1.5', 'days:07', 'hours:1e3', 'fortnight']) {
    assert.ok(!windowSchema.safeParse(window).success, window);
  }
});

test('freezing reaches every part', () => {
  const value = deepFreeze({ list: [{ a: 1 }], text: 'x', none: null });
  assert.ok(Object.isFrozen(value) && Object.isFrozen(value.list) && Object.isFrozen(value.list[0]));
});
