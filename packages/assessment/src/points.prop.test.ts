import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, civilDate, formatCivilDate, parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import * as fc from 'fast-check';
import { NATURES, pointsFor, rangeOf, RESPONSIBILITIES, standingOf, yearPoints } from './index.ts';
import type { Nature, Responsibility } from './index.ts';

const day = (text: string): CivilDate => {
  const parsed = parseCivilDate(text);
  assert.ok(parsed.ok);
  return parsed.value;
};
const first = civilDate(2025, 1, 1) ?? day('2025-01-01');
const days = fc.nat({ max: 1_094 }).map((more) => addDays(first, more));
const findings = fc.array(fc.record({ on: days, points: fc.integer({ min: 1, max: 12 }) }), { maxLength: 8 });

test('points of a grade lie within the range of the nature, more for who answers more', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Nature>('light', 'heavier', 'serious', 'fraud'),
      fc.constantFrom<Responsibility>('general', 'important', 'main'),
      (nature, responsibility) => {
        const [least, most] = rangeOf(nature);
        const points = pointsFor(nature, responsibility);
        assert.ok(points >= least && points <= most);
      },
    ),
  );
  assert.deepEqual([Object.keys(NATURES).length, Object.keys(RESPONSIBILITIES).length], [4, 3]);
  assert.deepEqual([pointsFor('light', 'general'), pointsFor('fraud', 'main')], [1, 12]);
});

test('the order of findings makes no difference, and each counts in its own natural year only', () => {
  fc.assert(
    fc.property(findings, fc.array(days, { maxLength: 3 }), days, (all, restored, on) => {
      assert.deepEqual(standingOf(all.toReversed(), restored.toReversed(), on), standingOf(all, restored, on));
      const sum = [2025, 2026, 2027]
        .map((year) => yearPoints(all, civilDate(year, 12, 31) ?? on))
        .reduce((one, two) => one + two, 0);
      assert.equal(
        sum,
        all.reduce((total, { points }) => total + points, 0),
      );
    }),
  );
});

test('below nine nothing happens; nine to eleven suspend at least a month and at most six; twelve end', () => {
  fc.assert(
    fc.property(findings, days, (all, on) => {
      const now = standingOf(all, [], on);
      const decided = all.some((one) => one.on === on);
      if (decided && now.points >= 12) assert.equal(now.state, 'ended');
      if (decided && now.points >= 9) assert.notEqual(now.state, 'clear');
      const sums = all.map((one) => (one.on <= on ? yearPoints(all, one.on) : 0));
      if (sums.every((sum) => sum < 9)) assert.equal(now.state, 'clear');
      if (now.state === 'suspended') {
        const length = (now.until ?? on) - (now.since ?? on);
        assert.ok(all.length > 1 || (length >= 27 && length <= 184), String(length));
        assert.ok(on <= (now.until ?? 0));
      }
    }),
  );
});

test('taking a finding back never makes it worse', () => {
  const rank = { clear: 0, suspended: 1, ended: 2 };
  fc.assert(
    fc.property(findings, fc.nat(), days, (all, which, on) => {
      const left = all.filter((_one, at) => at !== which % (all.length || 1));
      assert.ok(rank[standingOf(left, [], on).state] <= rank[standingOf(all, [], on).state]);
    }),
  );
});

test('restoring lifts a suspension from its day on, and an end only after the barred time', () => {
  fc.assert(
    fc.property(findings, days, (all, on) => {
      const before = standingOf(all, [], on);
      const after = standingOf(all, [on], on);
      if (before.state === 'suspended' && (before.since ?? on) < on && !all.some((one) => one.on === on))
        assert.equal(after.state, 'clear');
      if (before.state === 'ended' && on <= (before.until ?? on)) assert.equal(after.state, 'ended');
      assert.equal(after.points, before.points);
    }),
  );
});

const standing = (all: readonly [string, number][], on: string, restored: readonly string[] = []) => {
  const { state, points, until } = standingOf(
    all.map(([at, each]) => ({ on: day(at), points: each })),
    restored.map(day),
    day(on),
  );
  return [state, points, until === null ? null : formatCivilDate(until)];
};

test('the days of the law', () => {
  // Over the turn of the year: the points begin anew, the suspension goes on to its end.
  const late: readonly [string, number][] = [['2026-12-01', 9]];
  assert.deepEqual(standing(late, '2026-12-31'), ['suspended', 9, '2027-01-31']);
  assert.deepEqual(standing(late, '2027-01-31'), ['suspended', 0, '2027-01-31']);
  assert.deepEqual(standing(late, '2027-02-01'), ['clear', 0, null]);
  assert.deepEqual(
    standing(
      [
        ['2026-12-31', 8],
        ['2027-01-01', 8],
      ],
      '2027-01-01',
    ),
    ['clear', 8, null],
  );
  // Twelve by sums: one year. Twelve at once: three.
  assert.deepEqual(
    standing(
      [
        ['2026-03-02', 6],
        ['2026-05-06', 6],
      ],
      '2026-05-06',
    ),
    ['ended', 12, '2027-05-05'],
  );
  assert.deepEqual(standing([['2026-03-02', 12]], '2029-03-01'), ['ended', 0, '2029-03-01']);
  // After it nobody is paid before being registered again.
  assert.deepEqual(standing([['2026-03-02', 12]], '2029-03-02'), ['ended', 0, '2029-03-01']);
  assert.deepEqual(standing([['2026-03-02', 12]], '2029-03-02', ['2029-03-02']), ['clear', 0, null]);
  // The end of a short month.
  assert.deepEqual(standing([['2026-12-31', 9]], '2027-02-28'), ['suspended', 0, '2027-02-28']);
});
