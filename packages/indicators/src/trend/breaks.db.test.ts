import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowsOf } from '@shouhu/lake';
import { buildIndicators } from '../build.ts';
import { DAYS, givenAllBut, relations } from '../relations.fixture.ts';

/** Twelve months of forty visits: `n % 12` is the month, `n // 12` the visit in it. */
const MONTHLY = { day: '20454 + (n % 12)::INTEGER * 30 + 5', count: 480 };
const PEERS = ['H2', 'H3', 'H4', 'H5', 'H6', 'H7'];

async function breaksOf(own: string, others: string): Promise<unknown[]> {
  const connection = await relations(
    ['H1', ...PEERS].map((fixmedins_code) => ({ fixmedins_code })),
    [
      { count: MONTHLY.count, of: { day: MONTHLY.day, fixmedins_code: "'H1'", drug_fen: own } },
      ...PEERS.map((peer, at) => ({
        count: MONTHLY.count,
        of: { day: MONTHLY.day, fixmedins_code: `'${peer}'`, drug_fen: `(${others}) + ${at * 50}` },
      })),
    ],
  );
  await buildIndicators(connection, givenAllBut(), DAYS);
  const rows = await rowsOf(
    connection,
    `SELECT fixmedins_code, trend_month, trend_shift FROM i_break WHERE indicator = 'drug_share' ORDER BY ALL`,
  );
  connection.closeSync();
  return rows;
}

test('an institution that breaks with its own past is told, with the month and the shift', async () => {
  const own = '(CASE WHEN n % 12 >= 6 THEN 6000 ELSE 3000 END)::BIGINT';
  assert.deepEqual(await breaksOf(own, '3000::BIGINT'), [
    { fixmedins_code: 'H1', trend_month: 202607, trend_shift: 0.3 },
  ]);
});

test('season and what changes for all are no break', async () => {
  const season = '(3000 + 2000 * (n % 12 >= 5 AND n % 12 < 9)::INTEGER)::BIGINT';
  assert.deepEqual(await breaksOf(season, season), []);
  const reform = '(CASE WHEN n % 12 >= 6 THEN 6000 ELSE 3000 END)::BIGINT';
  assert.deepEqual(await breaksOf(reform, reform), []);
});

test('who stays while all others move breaks the other way', async () => {
  const reform = '(CASE WHEN n % 12 >= 6 THEN 6000 ELSE 3000 END)::BIGINT';
  assert.deepEqual(await breaksOf('3000::BIGINT', reform), [
    { fixmedins_code: 'H1', trend_month: 202607, trend_shift: -0.3 },
  ]);
});
