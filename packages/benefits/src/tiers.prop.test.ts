import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RATIO_ONE } from '@shouhu/codes';
import * as fc from 'fast-check';
import type { Tier } from './policy/policy.ts';
import { paidFor, piecesOf, reach } from './tiers.ts';

const share = fc.nat({ max: RATIO_ONE });
/** Up to four tiers within a few yuan, so that every border is met. */
const tiers: fc.Arbitrary<Tier[]> = fc
  .uniqueArray(fc.record({ from: fc.integer({ min: 1, max: 300 }), value: share }), {
    maxLength: 3,
    selector: ({ from }) => from,
  })
  .chain((some) =>
    share.map((value) =>
      [{ from: 0, value }, ...some]
        .toSorted((a, b) => a.from - b.from)
        .map((tier) => ({ from: tier.from, share: [{ value: tier.value, basis: 'unverified' }] })),
    ),
  );
const stretch = fc.record({ tiers, from: fc.nat({ max: 300 }), length: fc.nat({ max: 300 }), factor: share });

/** Fen by fen, in units of a hundred-millionth of a fen. */
function exactly(given: Tier[], from: number, to: number, factor: number): number {
  let sum = 0;
  for (let fen = from; fen < to; fen += 1) {
    sum += (given.findLast((tier) => tier.from <= fen)?.share[0]?.value ?? 0) * factor;
  }
  return sum;
}

test('money through tiers is what each fen brings, rounded half up once', () => {
  fc.assert(
    fc.property(stretch, ({ tiers: given, from, length, factor }) => {
      const paid = paidFor(piecesOf({ tiers: given, from, to: from + length, facts: {}, factor }));
      assert.equal(paid, Math.floor(exactly(given, from, from + length, factor) / RATIO_ONE ** 2 + 0.5));
    }),
  );
});

test('what is needed for a payment is the least that brings it, or everything', () => {
  fc.assert(
    fc.property(stretch, fc.nat({ max: 300 }), ({ tiers: given, from, length, factor }, target) => {
      const used = reach(piecesOf({ tiers: given, from, to: from + length, facts: {}, factor }), target);
      const brings = (some: number): boolean => exactly(given, from, from + some, factor) >= target * RATIO_ONE ** 2;
      assert.ok(used >= 0 && used <= length);
      assert.ok(brings(used) || used === length);
      assert.ok(used === 0 || !brings(used - 1));
    }),
  );
});
