import assert from 'node:assert/strict';
import { test } from 'node:test';
import { riskOf } from './risk.ts';
import type { Row } from './risk.ts';

const row = (indicator: string, z: number, weight: number, more: Partial<Row> = {}): Row => ({
  level: 'institution',
  fixmedins_code: 'H1',
  dept: null,
  dr: null,
  indicator,
  z,
  value: 0.5,
  peer_median: 0.1,
  weight,
  ...more,
});

test('a score is the sum of its parts, the greatest first', () => {
  const { score, parts } = riskOf('H1', [row('a', 8, 10), row('b', 20, 18), row('c', 5, 6), row('d', 2.9, 18)]);
  assert.deepEqual(
    parts.map(({ indicator }) => indicator),
    ['b', 'a', 'c'],
  );
  assert.ok(Math.abs(parts.reduce((sum, { points }) => sum + points, 0) - score) < 1e-9);
  assert.ok(score > 0 && score < 100);
});

test('nothing far out is no risk, and more of the same never lowers it', () => {
  assert.deepEqual(riskOf('H1', [row('a', 3, 10)]), { fixmedins_code: 'H1', score: 0, parts: [] });
  const less = riskOf('H1', [row('a', 6, 10)]).score;
  assert.ok(riskOf('H1', [row('a', 6, 10), row('b', 6, 4)]).score > less);
  assert.ok(riskOf('H1', [row('a', 7, 10)]).score > less);
});

test('an institution and its own doctor are one part, the stronger one', () => {
  const doctor = row('a', 30, 10, { level: 'doctor', dr: 'D1' });
  const { parts } = riskOf('H1', [row('a', 4, 10), doctor]);
  assert.deepEqual(
    parts.map(({ dr }) => dr),
    ['D1'],
  );
});
