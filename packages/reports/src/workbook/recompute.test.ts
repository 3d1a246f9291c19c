import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { unitOf, wayOf } from './recompute.ts';

const nothing = { total: null, max: null, repeated: null };
const line = (inscp_fen: number | null, cnt = 10_000) => ({ cnt, amount_fen: inscp_fen, inscp_fen });

describe('the way an amount came about', () => {
  test('the whole in-scope amount', () => {
    assert.equal(wayOf({ ...nothing, amount_fen: 300 }, [line(100), line(200)]), 'whole');
  });
  test('the share above the maximum of a window', () => {
    const measured = { ...nothing, amount_fen: 10_001, total: 30_000, max: 20_000 };
    assert.equal(wayOf(measured, [line(10_001), line(10_001), line(10_001)]), 'share');
  });
  test('of a rolling window the last uses only, by their own quantity', () => {
    const measured = { ...nothing, amount_fen: 500, total: 50_000, max: 40_000 };
    assert.equal(wayOf(measured, [line(1_000, 20_000)]), 'quantity');
    assert.equal(unitOf('limit', measured, 'quantity', [line(1_000, 20_000)]), 'quantity');
  });
  test('boxes sold before', () => {
    assert.equal(wayOf({ ...nothing, amount_fen: 4_444, repeated: 2 }, [line(8_888, 40_000)]), 'boxes');
  });
  test('what no formula gives is claimed by none', () => {
    assert.equal(wayOf({ ...nothing, amount_fen: 299 }, [line(100), line(200)]), null);
    assert.equal(wayOf({ ...nothing, amount_fen: 100 }, [line(null)]), null);
    assert.equal(wayOf({ ...nothing, amount_fen: null }, [line(100)]), null);
    assert.equal(wayOf({ ...nothing, amount_fen: 0 }, []), null);
  });
});

test('the unit of what was measured is named only where the lines tell it', () => {
  const measured = { ...nothing, amount_fen: 1, total: 300, max: 200 };
  assert.equal(unitOf('price', measured, 'share', []), 'price');
  assert.equal(unitOf('limit', measured, 'share', [line(100), line(200)]), 'money');
  assert.equal(unitOf('limit', measured, 'share', [line(1_000)]), null);
});
