import assert from 'node:assert/strict';
import { test } from 'node:test';
import { median, percentile, rounded } from './statistics.ts';

test('the median is the middle value, or the mean of the two middle ones', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 2, 9]), 3);
  assert.equal(median([7]), 7);
});

test('a percentile is the smallest value that the share does not exceed', () => {
  const values = Array.from({ length: 100 }, (_, at) => 100 - at);
  assert.equal(percentile(values, 0.5), 50);
  assert.equal(percentile(values, 0.99), 99);
  assert.equal(percentile(values, 1), 100);
  assert.equal(percentile([3], 0.999), 3);
});

test('figures keep three significant digits', () => {
  assert.equal(rounded(1234.5), 1230);
  assert.equal(rounded(0.012345), 0.0123);
});
