import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apportion, fen, formatYuan, mulDiv, mulDivFen, parseYuan, sumFen } from './index.ts';

test('yuan are read to the fen, without floating point', () => {
  const read: readonly (readonly [string, number])[] = [
    ['0', 0],
    ['0.29', 29],
    ['.5', 50],
    ['12.', 1200],
    ['-0.05', -5],
    ['-0.00', 0],
    ['+8.10', 810],
    [' 576388.20 ', 57_638_820],
    ['0000001.10', 110],
    ['1000000000', 100_000_000_000],
  ];
  for (const [text, value] of read) assert.deepEqual(parseYuan(text), { ok: true, value }, text);
});

test('what is no amount has its fault named', () => {
  const faults: readonly (readonly [string, string])[] = [
    ['', 'empty'],
    ['  ', 'empty'],
    ['.', 'not-a-number'],
    ['-', 'not-a-number'],
    ['1e3', 'not-a-number'],
    ['1,000', 'not-a-number'],
    ['１２', 'not-a-number'],
    ['NaN', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['12.345', 'too-many-decimals'],
    ['12.340', 'too-many-decimals'],
    ['1000000000.01', 'too-large'],
    ['99999999999999999999', 'too-large'],
    ['-99999999999999999999', 'too-large'],
  ];
  for (const [text, fault] of faults) assert.deepEqual(parseYuan(text), { ok: false, fault }, text);
});

test('fen are written as yuan with two decimals', () => {
  assert.equal(formatYuan(fen(0)), '0.00');
  assert.equal(formatYuan(fen(-5)), '-0.05');
  assert.equal(formatYuan(fen(57_638_820)), '576388.20');
});

test('halves round away from zero, exactly, also beyond the safe product', () => {
  assert.equal(mulDiv(5, 1, 2), 3);
  assert.equal(mulDiv(-5, 1, 2), -3);
  assert.equal(mulDiv(5, 1, -2), -3);
  assert.equal(mulDiv(4, 1, 3), 1);
  assert.equal(mulDiv(-1, 1, 3), 0);
  assert.equal(mulDiv(9_007_199_254_740_991, 9_007_199_254_740_991, 9_007_199_254_740_991), 9_007_199_254_740_991);
  assert.equal(mulDivFen(fen(1001), 5000, 10_000), 501);
  assert.throws(() => mulDiv(1, 1, 0), RangeError);
  assert.throws(() => mulDiv(9_007_199_254_740_991, 2, 1), RangeError);
});

test('a remainder goes to the largest fraction, a tie to the smaller id', () => {
  assert.deepEqual(
    apportion(fen(100), [
      { id: 'c', weight: 1 },
      { id: 'a', weight: 1 },
      { id: 'b', weight: 1 },
    ]),
    [33, 34, 33],
  );
  assert.deepEqual(
    apportion(fen(-10), [
      { id: 'a', weight: 2 },
      { id: 'b', weight: 1 },
    ]),
    [-7, -3],
  );
  assert.deepEqual(
    apportion(fen(3), [
      { id: 'b', weight: 0 },
      { id: 'a', weight: 0 },
    ]),
    [1, 2],
  );
  assert.throws(() => apportion(fen(1), []), RangeError);
});

test('a sum that leaves the exact integers is a fault of the program', () => {
  assert.equal(sumFen([fen(1), fen(-3)]), -2);
  assert.throws(() => sumFen([fen(9_007_199_254_740_991), fen(1)]), RangeError);
  assert.throws(() => fen(0.5), RangeError);
});
