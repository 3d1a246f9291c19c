import assert from 'node:assert/strict';
import { test } from 'node:test';
import { netRefunds } from './refunds.ts';
import type { NetLine, RawLine } from './refunds.ts';

const line = (key: string, more: Partial<RawLine> = {}): RawLine => ({
  key,
  fixmedins_code: 'H1',
  ids: [key],
  init_feedetl_sn: null,
  mdtrt_id: 'M1',
  item: 'X',
  pric: 5_000_000,
  day: 100,
  second: null,
  cnt: 30_000,
  amount_fen: 1500,
  inscp_fen: 1500,
  ...more,
});
const refund = (key: string, cnt: number, amount_fen: number, more: Partial<RawLine> = {}): RawLine =>
  line(key, { day: 110, cnt: -cnt, amount_fen: -amount_fen, inscp_fen: -amount_fen, ...more });
const net = (
  key: string,
  net_cnt: number,
  amount: number,
  netted: NetLine['netted'],
  inscp: number | null = amount,
): NetLine => ({
  key,
  net_cnt,
  net_amount_fen: amount,
  net_inscp_fen: inscp,
  netted,
});

test('a full refund leaves nothing of its original', () => {
  assert.deepEqual(netRefunds([line('a'), refund('r', 30_000, 1500)]), [
    net('a', 0, 0, 'netted'),
    net('r', 0, 0, 'refund'),
  ]);
});

test('a part refund leaves the rest', () => {
  assert.deepEqual(netRefunds([line('a'), refund('r', 10_000, 500)]), [
    net('a', 20_000, 1000, 'netted'),
    net('r', 0, 0, 'refund'),
  ]);
});

test('the line that the refund names goes before a later one', () => {
  const named = netRefunds([line('a'), line('b', { day: 105 }), refund('r', 30_000, 1500, { init_feedetl_sn: 'a' })]);
  assert.deepEqual(named, [net('a', 0, 0, 'netted'), net('r', 0, 0, 'refund')]);
  const unnamed = netRefunds([line('a'), line('b', { day: 105 }), refund('r', 30_000, 1500)]);
  assert.deepEqual(unnamed, [net('b', 0, 0, 'netted'), net('r', 0, 0, 'refund')]);
});

test('a name is looked for in the same institution, in any visit', () => {
  const lines = [line('a', { mdtrt_id: 'M0' }), line('other', { fixmedins_code: 'H2', ids: ['a'] })];
  const found = netRefunds([...lines, refund('r', 30_000, 1500, { init_feedetl_sn: 'a' })]);
  assert.deepEqual(found, [net('a', 0, 0, 'netted'), net('r', 0, 0, 'refund')]);
});

test('one refund spreads over several originals, the latest first, and the shares sum to it', () => {
  const lines = [
    line('a', { cnt: 10_000, amount_fen: 333, inscp_fen: 333 }),
    line('b', { day: 101, cnt: 20_000, amount_fen: 667, inscp_fen: null }),
  ];
  assert.deepEqual(netRefunds([...lines, refund('r', 25_000, 833, { inscp_fen: null })]), [
    net('a', 5000, 166, 'netted', 166),
    net('b', 0, 1, 'netted', null),
    net('r', 0, 0, 'refund', null),
  ]);
});

test('a later line is no original, nor is another price or item', () => {
  const lines = [
    line('a', { day: 111 }),
    line('b', { pric: 1 }),
    line('c', { item: 'Y' }),
    line('d', { mdtrt_id: 'M2' }),
  ];
  assert.deepEqual(netRefunds([...lines, refund('r', 10_000, 500)]), [net('r', -10_000, -500, 'orphan')]);
});

test('on one day the clock decides, and a line without clock counts as earlier', () => {
  const at = (second: number | null): RawLine[] => [
    line('a', { second }),
    refund('r', 30_000, 1500, { day: 100, second: 600 }),
  ];
  assert.equal(netRefunds(at(599))[0]?.netted, 'netted');
  assert.equal(netRefunds(at(null))[0]?.netted, 'netted');
  assert.deepEqual(netRefunds(at(601)), [net('r', -30_000, -1500, 'orphan')]);
});

test('what exceeds the original stays with the refund, as an orphan', () => {
  assert.deepEqual(netRefunds([line('a'), refund('r', 40_000, 2000)]), [
    net('a', 0, 0, 'netted'),
    net('r', -10_000, -500, 'orphan'),
  ]);
});

test('a price correction reduces the amount alone', () => {
  assert.deepEqual(netRefunds([line('a'), refund('r', 0, 100)]), [
    net('a', 30_000, 1400, 'netted'),
    net('r', 0, 0, 'refund'),
  ]);
});
