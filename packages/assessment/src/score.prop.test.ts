import assert from 'node:assert/strict';
import { test } from 'node:test';
import { civilDate } from '@shouhu/codes';
import * as fc from 'fast-check';
import { averageOf, causesOf, dailyScore, gradeOf, GRADES, schemeOf, totalOf } from './index.ts';
import type { DailyItem } from './index.ts';

const scheme = schemeOf(2026);
const item = fc.constantFrom<DailyItem>('fund-use', 'supervision', 'duties');
const deductions = fc.array(fc.record({ item, marks: fc.integer({ min: 1, max: 3_000 }) }), { maxLength: 30 });
const score = fc.nat({ max: 10_000 });

test('full marks of each part are one hundred, and its weights the whole', () => {
  const sum = (of: Readonly<Record<string, number>>): number => Object.values(of).reduce((a, b) => a + b, 0);
  assert.deepEqual([sum(scheme.daily), sum(scheme.yearEnd), sum(scheme.weights)], [10_000, 10_000, 100]);
});

test('deductions come in any order, take each item to nought at most, and never add', () => {
  fc.assert(
    fc.property(deductions, fc.record({ item, marks: fc.integer({ min: 1, max: 3_000 }) }), (all, more) => {
      const { score: before, items } = dailyScore(scheme, all);
      assert.deepEqual(dailyScore(scheme, all.toReversed()), { score: before, items });
      assert.ok(before >= 0 && before <= 10_000 && items.every((each) => each.score >= 0 && each.score <= each.full));
      const after = dailyScore(scheme, [...all, more]).score;
      assert.ok(after <= before && before - after <= more.marks);
    }),
  );
});

test('the whole is sixty hundredths of the one and forty of the other, to half a hundredth of a mark', () => {
  fc.assert(
    fc.property(score, score, (daily, yearEnd) => {
      const total = totalOf(scheme, daily, yearEnd);
      const twice = 2 * (100 * total - (60 * daily + 40 * yearEnd));
      assert.ok(Number.isSafeInteger(total) && twice > -100 && twice <= 100);
      assert.ok(total >= Math.min(daily, yearEnd) && total <= Math.max(daily, yearEnd));
    }),
  );
  assert.deepEqual(
    [totalOf(scheme, 10_000, 10_000), totalOf(scheme, 10_000, 0), totalOf(scheme, 0, 10_000)],
    [10_000, 6_000, 4_000],
  );
});

test('the mean lies among the sheets, whoever comes first', () => {
  fc.assert(
    fc.property(fc.array(score, { minLength: 1, maxLength: 12 }), (sheets) => {
      const mean = averageOf(sheets) ?? -1;
      assert.equal(averageOf(sheets.toReversed()), mean);
      assert.ok(mean >= Math.min(...sheets) && mean <= Math.max(...sheets));
    }),
  );
  assert.equal(averageOf([]), undefined);
  assert.equal(averageOf([8_000, 8_001]), 8_001);
});

test('a better score is never a worse grade', () => {
  fc.assert(
    fc.property(score, score, (one, two) => {
      const [low, high] = [Math.min(one, two), Math.max(one, two)];
      assert.ok(GRADES.indexOf(gradeOf(scheme, high)) <= GRADES.indexOf(gradeOf(scheme, low)));
    }),
  );
  assert.deepEqual(
    [9_000, 8_999, 8_000, 6_000, 5_999].map((each) => gradeOf(scheme, each)),
    ['A', 'B', 'B', 'C', 'D'],
  );
});

test('a deed deducts in its own year, and not when the matter was dropped afterwards', () => {
  const on = civilDate(2026, 12, 31);
  assert.ok(on !== undefined);
  const deed = { procedure: 'review', action: 'uphold', state: 'confirmed', on, facts: {}, undone: false };
  assert.equal(causesOf(scheme, 2026, deed).length, 1);
  assert.equal(causesOf(scheme, 2027, deed).length, 0);
  assert.equal(causesOf(scheme, 2026, { ...deed, state: 'dropped' }).length, 0);
  assert.equal(causesOf(scheme, 2026, { ...deed, undone: true }).length, 0);
  const decision = { procedure: 'penalty', action: 'decide', state: 'decided', on, undone: false };
  assert.equal(causesOf(scheme, 2026, { ...decision, facts: { decision: 'penalty' } })[0]?.marks, 1_500);
  assert.equal(causesOf(scheme, 2026, { ...decision, facts: { decision: 'unfounded' } }).length, 0);
});
