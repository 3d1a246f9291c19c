import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { netRefunds } from './refunds.ts';
import type { RawLine } from './refunds.ts';

const RUNS = { numRuns: 500 };

const anyLine = fc
  .record({
    key: fc.integer({ min: 0, max: 999 }),
    init: fc.option(fc.integer({ min: 0, max: 999 }), { nil: null }),
    visit: fc.constantFrom('M1', 'M2'),
    item: fc.constantFrom('X', 'Y'),
    pric: fc.constantFrom(null, 1_000_000),
    day: fc.integer({ min: 1, max: 3 }),
    second: fc.constantFrom(null, 0, 60),
    cnt: fc.integer({ min: -30_000, max: 30_000 }),
    amount_fen: fc.integer({ min: 0, max: 2000 }),
    inscp: fc.boolean(),
  })
  .map((made): RawLine => ({
    key: `k${made.key}`,
    fixmedins_code: 'H1',
    ids: [`k${made.key}`],
    init_feedetl_sn: made.init === null ? null : `k${made.init}`,
    mdtrt_id: made.visit,
    item: made.item,
    pric: made.pric,
    day: made.day,
    second: made.second,
    cnt: made.cnt,
    amount_fen: made.cnt < 0 ? -made.amount_fen : made.amount_fen,
    inscp_fen: made.inscp ? (made.cnt < 0 ? -made.amount_fen : made.amount_fen) : null,
  }));
const anyLines = fc.uniqueArray(anyLine, { selector: (line) => line.key, maxLength: 30 });

test('netting moves quantities and amounts, it neither makes nor loses any', () => {
  fc.assert(
    fc.property(anyLines, (lines) => {
      const nets = new Map(netRefunds(lines).map((net) => [net.key, net]));
      const sum = (of: (line: RawLine) => number): number => lines.reduce((total, line) => total + of(line), 0);
      assert.equal(
        sum((line) => nets.get(line.key)?.net_cnt ?? line.cnt),
        sum((line) => line.cnt),
      );
      assert.equal(
        sum((line) => nets.get(line.key)?.net_amount_fen ?? line.amount_fen),
        sum((line) => line.amount_fen),
      );
    }),
    RUNS,
  );
});

test('the order of rows decides nothing', () => {
  fc.assert(
    fc.property(anyLines, fc.infiniteStream(fc.nat()), (lines, weights) => {
      const shuffled = lines
        .map((line) => ({ line, weight: Number(weights.next().value) }))
        .toSorted((a, b) => a.weight - b.weight)
        .map(({ line }) => line);
      assert.deepEqual(netRefunds(shuffled), netRefunds(lines));
    }),
    RUNS,
  );
});

test('no original goes below zero, and what stays open of a refund is no more than it took back', () => {
  fc.assert(
    fc.property(anyLines, (lines) => {
      const raw = new Map(lines.map((line) => [line.key, line]));
      for (const net of netRefunds(lines)) {
        const { cnt = 0 } = raw.get(net.key) ?? {};
        if (net.netted === 'netted') assert.ok(net.net_cnt >= 0 && net.net_cnt <= cnt);
        else assert.ok(net.net_cnt <= 0 && net.net_cnt >= Math.min(0, cnt));
        if (net.netted === 'refund') assert.deepEqual([net.net_cnt, net.net_amount_fen], [0, 0]);
      }
    }),
    RUNS,
  );
});
