import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShouhuError } from '@shouhu/errors';
import * as fc from 'fast-check';
import { draw, poolDigest } from './index.ts';

const seed = fc.string({ minLength: 1, maxLength: 64 });
const ids = fc.array(fc.string({ minLength: 1, maxLength: 8 }), { maxLength: 30 });

test('as many as wanted are drawn, none twice, none recused, all of the pool', () => {
  fc.assert(
    fc.property(seed, ids, ids, fc.nat({ max: 30 }), (from, pool, recused, count) => {
      const eligible = new Set(pool.filter((id) => !recused.includes(id)));
      if (count > eligible.size) {
        assert.throws(
          () => draw(from, pool, count, recused),
          (error) => error instanceof ShouhuError && error.code === 'SH-H070',
        );
        return;
      }
      const { drawn } = draw(from, pool, count, recused);
      assert.equal(new Set(drawn).size, count);
      assert.equal(drawn.length, count);
      for (const one of drawn) assert.ok(eligible.has(one));
    }),
  );
});

test('the same seed and pool give the same draw, in whatever order the pool comes', () => {
  fc.assert(
    fc.property(seed, fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 20 }), (from, pool) => {
      const count = Math.ceil(pool.length / 2);
      const [recused = ''] = pool;
      const again = draw(from, [...pool.toReversed(), ...pool], count, [recused, recused]);
      if (count < pool.length) assert.deepEqual(again, draw(from, pool, count, [recused]));
      assert.equal(poolDigest(pool.toReversed()), poolDigest([...pool, ...pool]));
      assert.notEqual(poolDigest(pool), poolDigest(pool.slice(1)));
    }),
  );
});

test('each pair is as likely as any other', () => {
  const pool = ['a', 'b', 'c', 'd', 'e', 'f'];
  const rounds = 15_000;
  const times = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    const pair = draw(`round ${round}`, pool, 2, ['f']).drawn.join('');
    times.set(pair, (times.get(pair) ?? 0) + 1);
  }
  // Twenty ordered pairs of five: chi-squared with 19 degrees of freedom exceeds 43.8 once in a thousand draws; the seeds are fixed.
  const expected = rounds / 20;
  const chi = [...times.values()].reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
  assert.equal(times.size, 20);
  assert.ok(chi < 43.8, String(chi));
});
