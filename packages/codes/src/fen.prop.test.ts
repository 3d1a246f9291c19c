import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { AMOUNT_LIMIT_FEN, apportion, compareCodePoints, fen, formatYuan, mulDiv, parseYuan } from './index.ts';

const amount = fc.integer({ min: -AMOUNT_LIMIT_FEN, max: AMOUNT_LIMIT_FEN }).map(fen);
const factor = fc.oneof(fc.integer({ min: -20_000, max: 20_000 }), fc.maxSafeInteger());
const divisor = factor.filter((value) => value !== 0);

test('what is written is read back', () => {
  fc.assert(fc.property(amount, (value) => assert.deepEqual(parseYuan(formatYuan(value)), { ok: true, value })));
});

test('a quotient is the nearest integer, and a half the one farther from zero', () => {
  fc.assert(
    fc.property(amount, factor, divisor, (value, multiplier, by) => {
      const exact = BigInt(value) * BigInt(multiplier);
      const twice = (exact < 0n ? -exact : exact) * 2n;
      const size = by < 0 ? -BigInt(by) : BigInt(by);
      const nearest = (twice + size) / (size * 2n);
      fc.pre(nearest <= BigInt(Number.MAX_SAFE_INTEGER));
      const result = BigInt(mulDiv(value, multiplier, by));
      assert.equal(result < 0n ? -result : result, nearest);
      if (result !== 0n) assert.equal(result < 0n, exact < 0n !== by < 0);
    }),
  );
});

const shares = fc.uniqueArray(
  fc.record({ id: fc.string({ unit: 'binary' }), weight: fc.nat({ max: 1_000_000_000 }) }),
  {
    minLength: 1,
    maxLength: 12,
    selector: (share) => share.id,
  },
);

test('parts sum to the whole, stay within one fen of their proportion, and do not depend on the order', () => {
  fc.assert(
    fc.property(amount, shares, (total, takers) => {
      const parts = apportion(total, takers);
      assert.equal(
        parts.reduce((left, right) => left + right, 0),
        total,
      );
      const weights = takers.map(({ weight }) => BigInt(weight));
      const sum = weights.reduce((left, right) => left + right, 0n);
      for (const [at, part] of parts.entries()) {
        const off = BigInt(part) * sum - BigInt(total) * (weights[at] ?? 0n);
        assert.ok(sum === 0n || (off < sum && off > -sum));
      }
      const byId = new Map(takers.map(({ id }, at) => [id, parts[at]]));
      const reversed = takers.toReversed();
      assert.deepEqual(
        apportion(total, reversed),
        reversed.map(({ id }) => byId.get(id)),
      );
    }),
  );
});

test('texts order as their UTF-8 bytes do', () => {
  const text = fc.string({ unit: 'binary' }).filter((candidate) => candidate.isWellFormed());
  fc.assert(
    fc.property(text, text, (a, b) => {
      assert.equal(Math.sign(compareCodePoints(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
