import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as assertProperty, constantFrom, integer, property } from 'fast-check';
import { Random } from '../random.ts';
import { supplyFor } from './supply.ts';
import type { Need, Supply, SupplyCase } from './supply.ts';

const UNIT = 10_000;
const starts = Array.from({ length: 13 }, (_, month) => 20_454 + month * 30);
const needs = array(integer({ min: 0, max: 400 }), { minLength: 12, maxLength: 12 }).map((units): Need => ({
  months: units.map((count) => count * UNIT),
  starts,
}));
const seeds = integer({ min: 0, max: 1_000_000 });

/** What a movement adds: what is sent back leaves. */
const added = ({ inv_type, cnt }: Supply): number => (inv_type === '3504' ? -cnt : cnt);
const total = ({ months }: Need): number => months.reduce((sum, cnt) => sum + cnt, 0);

function stockBefore(rows: readonly Supply[], day: number): number {
  return rows.filter((row) => row.day < day).reduce((sum, row) => sum + added(row), 0);
}

test('an honest supply covers every month before it ends, and in unusual ways at the end', () => {
  const cases = constantFrom<SupplyCase | undefined>(undefined, 'gifts', 'sent-back');
  assertProperty(
    property(needs, seeds, cases, (need, seed, as) => {
      const { rows, uncovered } = supplyFor(new Random(seed), need, as);
      assert.equal(uncovered, 0);
      let used = 0;
      for (const [month, cnt] of need.months.entries()) {
        used += cnt;
        assert(stockBefore(rows, starts[month + 1] ?? 0) >= used, `month ${month}`);
      }
      for (const row of rows) assert(row.cnt % UNIT === 0 && row.day >= (starts[0] ?? 0));
    }),
  );
});

test('counted or late, the books balance by the end of the year', () => {
  assertProperty(
    property(needs, seeds, constantFrom<SupplyCase>('stocktake', 'late-entry'), (need, seed, as) => {
      const { rows, uncovered } = supplyFor(new Random(seed), need, as);
      assert.equal(uncovered, 0);
      assert(rows.reduce((sum, row) => sum + added(row), 0) >= total(need));
    }),
  );
});

test('a fraud tells what is uncovered', () => {
  assertProperty(
    property(needs, seeds, (need, seed) => {
      const never = supplyFor(new Random(seed), need, 'never-bought');
      assert.deepEqual([never.rows, never.uncovered], [[], total(need)]);
      const more = supplyFor(new Random(seed), need, 'third-more');
      const bought = more.rows.reduce((sum, row) => sum + added(row), 0);
      assert.equal(more.uncovered, Math.max(0, total(need) - bought));
      const late = supplyFor(new Random(seed), need, 'after-the-fact');
      assert(late.rows.reduce((sum, row) => sum + added(row), 0) >= total(need));
      assert(late.uncovered <= total(need));
    }),
  );
});
