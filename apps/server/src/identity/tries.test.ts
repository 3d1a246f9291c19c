import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lockedUntil } from './tries.ts';

const minutes = (...of: number[]): Date[] => of.map((minute) => new Date(minute * 60_000));

test('five tries within fifteen minutes lock for fifteen from the last; fewer, or over a longer time, do not', () => {
  assert.equal(lockedUntil([]), null);
  assert.equal(lockedUntil(minutes(13, 12, 11, 10)), null);
  assert.deepEqual(lockedUntil(minutes(14, 13, 12, 11, 10)), new Date(29 * 60_000));
  assert.deepEqual(lockedUntil(minutes(25, 13, 12, 11, 10)), new Date(40 * 60_000));
  assert.equal(lockedUntil([new Date(25 * 60_000 + 1), ...minutes(13, 12, 11, 10)]), null);
});
