import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '@shouhu/rules';
import { codes, point, rule } from '@shouhu/testkit';
import * as fc from 'fast-check';
import { OPEN_FROM, overlap } from '../validity.ts';
import { buildSnapshot } from './build.ts';

const item = fc.constantFrom('A', 'B', 'C*', 'D');
const limit: fc.Arbitrary<Point> = fc
  .record({
    items: fc.uniqueArray(item, { minLength: 1 }),
    days: fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })),
    group: fc.constantFrom('g', 'h'),
    max: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ items, days: [a, b], group, max }) =>
    point.limit({ subject: codes(...items), from: Math.min(a, b), to: Math.max(a, b), group, max }),
  );

const points = fc.array(limit, { minLength: 1, maxLength: 8 });

function digestOf(given: readonly Point[]): string {
  return buildSnapshot({ sources: [{ name: 'national', version: '', rules: [rule(given)] }] }).digest;
}

test('the digest does not depend on the order of points, nor of codes within them', () => {
  const shuffled = points.chain((given) =>
    fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length })),
  );
  fc.assert(
    fc.property(shuffled, ([given, other]) => {
      const reversed = other.map((each) => {
        if (each.type !== 'limit') return each;
        const { codes: whole, prefixes } = each.subject;
        return { ...each, subject: { prefixes: prefixes.toReversed(), codes: whole.toReversed() } };
      });
      assert.equal(digestOf(given), digestOf(reversed));
    }),
  );
});

test('another value is another digest', () => {
  fc.assert(
    fc.property(limit, (given) => {
      assert.notEqual(digestOf([given]), digestOf([{ ...given, to: given.to + 1 }]));
    }),
  );
});

test('retroactive copies overlap no point of their rule and subject, and end where knowledge begins', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 0, max: 50 }), (given, asOf) => {
      const sources = [{ name: 'national', version: '', rules: [rule(given)] }];
      const all = buildSnapshot({ sources, asOf }).ruleset.rules.flatMap((each) => each.points);
      const originals = all.filter((each) => !each.retroactive);
      for (const copy of all.filter((each) => each.retroactive)) {
        assert.deepEqual([copy.from, copy.verdict], [OPEN_FROM, 'suspicion']);
        assert.ok(copy.to < asOf);
        assert.ok(!originals.some((each) => sharesSubject(each, copy) && overlap(each, copy)));
      }
    }),
  );
});

function sharesSubject(a: Point, b: Point): boolean {
  if (a.type !== 'limit' || b.type !== 'limit') return false;
  const [left, right] = [a.subject, b.subject];
  return (
    left.codes.some((code) => right.codes.includes(code)) || left.prefixes.some((code) => right.prefixes.includes(code))
  );
}
