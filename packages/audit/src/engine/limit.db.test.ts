import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Line } from '@shouhu/claims';
import type { LimitPoint, Window } from '@shouhu/rules';
import { codes, line, point, rule, ruleset, today, visit, world } from '@shouhu/testkit';
import { agree } from '@shouhu/testkit/parity';

const connection = await (await DuckDBInstance.create(':memory:')).connect();

/** Total against maximum, amount and charged lines of each finding; the lines left open. */
async function outcome(given: Partial<LimitPoint>, rows: readonly Line[], visits = [visit()]) {
  const rules = ruleset(rule([point.limit(given)]));
  const { findings, undecided } = await agree(connection, rules, world({ lines: rows, visits }));
  return {
    found: findings
      .map((row) => `${row.evidence['total']}>${row.evidence['max']} ${row.amount_fen} ${row.line_ids.join('+')}`)
      .toSorted(),
    open: undecided.map((row) => `${row.line_ids.join('+')} ${row.reason}`).toSorted(),
  };
}

function lines(...given: readonly Partial<Line>[]): Line[] {
  return given.map((values, index) => line({ line_id: `L${index + 1}`, ...values }));
}

test('a total at the maximum is clean; what lies above is charged in proportion, to the fen', async () => {
  const given = lines({ cnt: 10_000, amount_fen: 1_000 }, { cnt: 10_000, amount_fen: 1_001 });
  assert.deepEqual(await outcome({ max: 20_000 }, given), { found: [], open: [] });
  assert.deepEqual(await outcome({ max: 19_999 }, given), { found: ['20000>19999 0 L1+L2'], open: [] });
  assert.deepEqual(await outcome({ max: 10_000 }, given), { found: ['20000>10000 1001 L1+L2'], open: [] });
});

test('an amount too large for exact products of numbers is shared exactly', async () => {
  const given = lines({ cnt: 70_001, amount_fen: 9_007_199_254_740_991 }, { cnt: 30_000, amount_fen: 1 });
  assert.deepEqual(await outcome({ max: 1 }, given), {
    found: ['100001>1 9007109183649156 L1+L2'],
    open: [],
  });
});

test('each window has its own key', async () => {
  const given = lines(
    {},
    { second: 39_599 },
    { second: 39_600, rxno: 'R2' },
    { day: today + 1 },
    { day: today + 1, mdtrt_id: 'V2' },
  );
  const found = new Map<Window, readonly string[]>([
    ['line', []],
    ['prescription', ['30000>10000 20000 L1+L2+L4']],
    ['operation', ['30000>10000 20000 L1+L2+L3']],
    ['hour', ['20000>10000 10000 L1+L2', '20000>10000 10000 L4+L5']],
    ['day', ['20000>10000 10000 L4+L5', '30000>10000 20000 L1+L2+L3']],
    ['visit', ['40000>10000 30000 L1+L2+L3+L4']],
    ['week', ['50000>10000 40000 L1+L2+L3+L4+L5']],
    ['year', ['50000>10000 40000 L1+L2+L3+L4+L5']],
    ['days:2', ['30000>10000 20000 L1+L2+L3', '50000>10000 20000 L4+L5']],
    ['hours:1', ['20000>10000 10000 L2', '20000>10000 10000 L3', '20000>10000 10000 L4+L5']],
  ]);
  for (const [window, expected] of found) {
    const { found: got } = await outcome({ window }, given);
    assert.deepEqual(got, expected.toSorted(), window);
  }
});

test('an unknown key leaves its coarser window open when all of it might exceed', async () => {
  const given = lines({}, { rxno: null, second: null, care_type: null });
  const open = async (window: Window) => (await outcome({ window, max: 10_000 }, given)).open;
  assert.deepEqual(await open('prescription'), ['L1+L2 rxno']);
  assert.deepEqual(await open('hour'), ['L1+L2 fee_ocur_time']);
  assert.deepEqual(await open('stay'), ['L1+L2 care_type']);
  assert.deepEqual(await open('hours:24'), ['L2 fee_ocur_time']);
  assert.deepEqual((await outcome({ window: 'hour', max: 20_000 }, given)).open, []);
});

test('days of a course: those beyond are charged whole, the one that crosses for its part', async () => {
  const given = lines(
    {},
    { day: today + 1 },
    { day: today + 2 },
    { day: today + 3, care_type: 'outpatient', prd_days: 25_000 },
  );
  assert.deepEqual(await outcome({ measure: 'days', window: 'visit', max: 20_000 }, given), {
    found: ['55000>20000 20000 L3+L4'],
    open: [],
  });
  assert.deepEqual(await outcome({ measure: 'days', window: 'visit', max: 40_000 }, given), {
    found: ['55000>40000 6000 L4'],
    open: [],
  });
});

test('the maximum of a stay follows its length, which an open stay does not have', async () => {
  const given = lines({ cnt: 50_000 }, { cnt: 1 });
  const perDay: Partial<LimitPoint> = { window: 'stay', per_stay_day: true, max: 10_000 };
  assert.deepEqual((await outcome(perDay, given)).found, ['50001>50000 0 L1+L2']);
  assert.deepEqual((await outcome(perDay, given, [visit({ end_day: null })])).open, ['L1+L2 end_day']);
});

test('kinds, visits and paid amounts', async () => {
  const given = lines({}, { item: 'A2' }, { mdtrt_id: 'V2', inscp_fen: null });
  const subject = codes('A*');
  assert.deepEqual((await outcome({ subject, measure: 'kinds', max: 1 }, given)).found, ['2>1 null L1+L2+L3']);
  assert.deepEqual((await outcome({ subject, measure: 'visits', max: 1 }, given)).found, ['2>1 null L1+L2+L3']);
  assert.deepEqual(await outcome({ subject, measure: 'paid', max: 20_000 }, given), {
    found: [],
    open: ['L1+L2+L3 inscp_amt'],
  });
  assert.deepEqual((await outcome({ subject, measure: 'paid', max: 19_999 }, given)).found, ['20000>19999 1 L1+L2']);
});
