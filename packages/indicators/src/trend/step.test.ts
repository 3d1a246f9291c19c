import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepOf } from './step.ts';

test('a step is found at its first month, with its height', () => {
  assert.deepEqual(stepOf([10, 12, 11, 10, 40, 41, 42, 40], 1), { at: 4, shift: 30 });
});

test('a single month that stands out is no step', () => {
  assert.equal(stepOf([0.1, 0.12, 0.11, 0.9, 0.1, 0.12, 0.11, 0.1], 0.01), null);
});

test('chance alone is no step, however even the rest', () => {
  assert.equal(stepOf([0.1, 0.1, 0.1, 0.14, 0.14, 0.14], 0.05), null);
  assert.notEqual(stepOf([0.1, 0.1, 0.1, 0.14, 0.14, 0.14], 0.005), null);
});

test('a side of fewer than three months is not told', () => {
  assert.equal(stepOf([0.1, 0.1, 0.1, 0.1, 0.5, 0.5], 0.01), null);
  assert.equal(stepOf([0.1, 0.1, 0.5, 0.5, 0.5, 0.5], 0.01), null);
  assert.equal(stepOf([0.1, 0.1, 0.5, 0.5, 0.5], 0.01), null);
});
