import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point, Predicate } from '@shouhu/rules';
import { point, rule } from '@shouhu/testkit';
import * as fc from 'fast-check';
import { applyParameters } from './apply-parameters.ts';
import type { Parameter } from './knowledge.ts';

const CODES = ['H1', 'H2', 'H3'] as const;
const RANKS = [0, 1, 2, 3] as const;

/** Days from 0 to 39: every edge is near every other. */
const days = fc.tuple(fc.integer({ min: 0, max: 39 }), fc.integer({ min: 0, max: 39 })).map(([a, b]) => ({
  from: Math.min(a, b),
  to: Math.max(a, b),
}));

const setting: fc.Arbitrary<Parameter['setting']> = fc.oneof(
  fc.record({ name: fc.constant('enabled' as const), value: fc.constantFrom(0, 1) }),
  fc.record({ name: fc.constant('max' as const), value: fc.integer({ min: 1, max: 9 }) }),
);

const parameter: fc.Arbitrary<Parameter> = fc
  .record({
    days,
    setting,
    fixmedins_code: fc.constantFrom(null, 'H1', 'H2'),
    hosp_lv: fc.constantFrom(null, 2, 3),
  })
  .map(({ days: validity, ...rest }) => ({ rule_code: 'R1', point_id: null, basis: '', ...rest, ...validity }));

const parameters = fc.array(parameter, { maxLength: 6 });

/** Scopes of these tests read institution and rank only. */
function holds(scope: Predicate, code: string, rank: number): boolean {
  switch (scope.is) {
    case 'always':
      return true;
    case 'in':
      return scope.set.codes.includes(code);
    case 'compare':
      return scope.value === rank;
    case 'not':
      return !holds(scope.part, code, rank);
    case 'and':
      return scope.parts.every((part) => holds(part, code, rank));
    case 'or':
      return scope.parts.some((part) => holds(part, code, rank));
    case 'unknown':
    case 'compare-fields':
    case 'age':
    case 'coded':
    case 'share':
    case 'known':
      throw new Error(`unexpected ${scope.is}`);
  }
}

function applying(points: readonly Point[], day: number, code: string, rank: number): Point[] {
  return points.filter((each) => each.from <= day && day <= each.to && holds(each.scope, code, rank));
}

test('parameters never widen a point, and each service meets it at most once', () => {
  fc.assert(
    fc.property(days, parameters, (validity, given) => {
      const whole = point.limit(validity);
      const parts = applyParameters([rule([whole], { rule_code: 'R1' })], given)[0]?.points ?? [];
      for (let day = 0; day < 40; day += 1) {
        for (const code of CODES) {
          for (const rank of RANKS) {
            const before = applying([whole], day, code, rank).length;
            const after = applying(parts, day, code, rank).length;
            const off = given.some((each) => each.setting.name === 'enabled' && each.setting.value === 0);
            assert.ok(after <= before);
            if (!off) assert.equal(after, before);
          }
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('the most specific value decides', () => {
  fc.assert(
    fc.property(parameters, fc.constantFrom(...CODES), fc.constantFrom(...RANKS), (given, code, rank) => {
      const oneEach = given
        .map((each) => ({ ...each, from: 0, to: 39 }))
        .filter((each) => each.setting.name === 'max')
        .filter((each, at, all) => all.findIndex((other) => sameTarget(other, each)) === at);
      const fitting = oneEach.filter(
        (each) =>
          (each.fixmedins_code === null || each.fixmedins_code === code) &&
          (each.hosp_lv === null || each.hosp_lv === rank),
      );
      const weight = (each: Parameter): number =>
        (each.fixmedins_code === null ? 0 : 2) + (each.hosp_lv === null ? 0 : 1);
      const [best] = fitting.toSorted((a, b) => weight(b) - weight(a));
      const parts = applyParameters([rule([point.limit({ from: 0, to: 39 })], { rule_code: 'R1' })], oneEach);
      const [found] = applying(parts[0]?.points ?? [], 5, code, rank);
      assert.ok(found?.type === 'limit');
      assert.equal(found.max, best?.setting.value ?? 10_000);
    }),
  );
});

function sameTarget(a: Parameter, b: Parameter): boolean {
  return a.fixmedins_code === b.fixmedins_code && a.hosp_lv === b.hosp_lv;
}
