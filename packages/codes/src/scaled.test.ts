import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formatPrice,
  formatQuantity,
  formatRatio,
  parsePrice,
  parseQuantity,
  parseRatio,
  price,
  priceOf,
  quantity,
  ratio,
} from './index.ts';

test('quantities take four decimals, prices six, ratios four', () => {
  assert.deepEqual(parseQuantity('-1.5'), { ok: true, value: -15_000 });
  assert.deepEqual(parseQuantity('0.00001'), { ok: false, fault: 'too-many-decimals' });
  assert.deepEqual(parseQuantity('100000001'), { ok: false, fault: 'too-large' });
  assert.deepEqual(parsePrice('0.000001'), { ok: true, value: 1 });
  assert.deepEqual(parsePrice('0.0000001'), { ok: false, fault: 'too-many-decimals' });
  assert.deepEqual(parsePrice('-1'), { ok: false, fault: 'negative' });
  assert.deepEqual(parseRatio('0.3'), { ok: true, value: 3000 });
  assert.deepEqual(parseRatio('1.0001'), { ok: false, fault: 'too-large' });
  assert.deepEqual(parseRatio('-0.1'), { ok: false, fault: 'negative' });
  assert.deepEqual(parseRatio(''), { ok: false, fault: 'empty' });
});

test('they are written without needless zeros', () => {
  assert.equal(formatQuantity(quantity(15_000)), '1.5');
  assert.equal(formatQuantity(quantity(-20_000)), '-2');
  assert.equal(formatPrice(price(1_500_000)), '1.50');
  assert.equal(formatPrice(price(1_234_567)), '1.234567');
  assert.equal(formatRatio(ratio(10_000)), '1');
  assert.equal(formatRatio(ratio(5)), '0.0005');
  assert.throws(() => quantity(1.5), RangeError);
});

test('quantity times price is rounded to the fen once', () => {
  assert.equal(priceOf(quantity(15_000), price(3_330_000)), 500);
  assert.equal(priceOf(quantity(10_000), price(5_000)), 1);
  assert.equal(priceOf(quantity(-10_000), price(5_000)), -1);
});
