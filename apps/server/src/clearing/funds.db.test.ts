import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { trialBalance } from '@shouhu/ledger';
import { fieldOf, HOSPITAL, till } from '../settlement/settlement.fixture.ts';
import { approveClearing } from './approve.ts';
import { settled } from './clearing.fixture.ts';
import { computeClearing } from './compute.ts';
import { positionOf } from './funds.ts';
import { on } from './march.fixture.ts';

test('187 million in and 138 million out are 73.79 per cent, out of the entries alone', async (t) => {
  const place = await till(t);
  const { db, ask } = place.on;
  place.on.on('2026-12-31');
  const income = [
    ['310100', 'premium', 11_200_000_000],
    ['390100', 'premium', 2_300_000_000],
    ['390100', 'subsidy', 5_000_000_000],
    ['610100', 'subsidy', 200_000_000],
  ] as const;
  for (const [fund, source, fen] of income) {
    const booking = { booking_id: randomUUID(), fund, source, fen, day: '2026-01-31', note: '全年征缴' };
    for (const _ of [1, 2]) assert.equal((await ask('cashier', 'POST', '/api/funds/bookings', booking)).status, 200);
    assert.equal((await ask('cashier', 'POST', '/api/funds/bookings', { ...booking, fen: 1 })).body['code'], 'SH-H006');
    const decide = `/api/funds/bookings/${booking.booking_id}/decision`;
    for (const _ of [1, 2]) assert.equal((await ask('head', 'POST', decide, { post: true })).status, 200);
    assert.equal((await ask('head', 'POST', decide, { post: false })).body['code'], 'SH-Y018');
  }
  const out = { '310100': 8_000_000_000, '390100': 5_650_000_000, '610100': 150_000_000 };
  await settled(db, { fixmedins_code: HOSPITAL, setl_time: '2026-10-10 10:00:00', funds: out });
  await settled(db, { fixmedins_code: HOSPITAL, setl_time: '2026-12-10 10:00:00', funds: { '310100': 1_00 } });
  const at = (day: string) => positionOf(db, on('head', '12-31 10:00:00'), { from: '2026-01-01', day });
  assert.deepEqual((await at('2026-10-31')).total, {
    income_fen: 18_700_000_000,
    paid_fen: 0,
    accrued_fen: 13_800_000_000,
    balance_fen: 18_700_000_000,
    used: 0,
  });
  await computeClearing(db, on('cashier', '11-01 01:00:00'), '2026-10');
  await approveClearing(db, on('head', '11-20 10:00:00'), { month: '2026-10', seen_fen: 13_800_000_000 });
  const { total, funds } = await at('2026-12-31');
  assert.deepEqual(total, {
    income_fen: 18_700_000_000,
    paid_fen: 13_800_000_000,
    accrued_fen: 1_00,
    balance_fen: 4_900_000_000,
    used: 7379,
  });
  assert.deepEqual(
    funds.map(({ fund, balance_fen }) => [fund, balance_fen]),
    [
      ['310100', 3_200_000_000],
      ['390100', 1_650_000_000],
      ['610100', 50_000_000],
    ],
  );
  // The day before it was approved nothing had been paid.
  assert.equal((await at('2026-11-19')).total.paid_fen, 0);
  assert.equal((await at('2026-11-19')).total.accrued_fen, 13_800_000_000);
  assert.equal((await at('2026-11-19')).total.balance_fen, 18_700_000_000);
  assert.equal(await at('2025-12-31').catch((error: unknown) => fieldOf(error, 'code')), 'SH-H005');
});

test('income that was posted wrongly is taken back by its opposite, once, by two persons', async (t) => {
  const place = await till(t);
  const { db, ask } = place.on;
  const wrong = {
    booking_id: randomUUID(),
    fund: '310100',
    source: 'premium',
    fen: 700_00,
    day: '2026-01-31',
    note: '征缴',
  };
  await ask('cashier', 'POST', '/api/funds/bookings', wrong);
  const back = `/api/funds/bookings/${wrong.booking_id}/reversal`;
  const propose = async (reversal_id: string, note = '入错基金') => ask('cashier', 'POST', back, { reversal_id, note });
  assert.equal((await propose(randomUUID())).body['code'], 'SH-Y018');
  await ask('head', 'POST', `/api/funds/bookings/${wrong.booking_id}/decision`, { post: true });
  const [dropped, reversal] = [randomUUID(), randomUUID()];
  assert.equal((await propose(dropped)).status, 200);
  assert.equal((await propose(reversal)).body['code'], 'SH-Y019');
  await ask('head', 'POST', `/api/funds/bookings/${dropped}/decision`, { post: false });
  for (const _ of [1, 2]) assert.equal((await propose(reversal)).body['reverses'], wrong.booking_id);
  assert.equal((await propose(reversal, '另一理由')).body['code'], 'SH-H006');
  const held = async () =>
    (await positionOf(db, on('head', '03-31 10:00:00'), { from: '2026-01-01', day: '2026-12-31' })).total;
  assert.equal((await held()).balance_fen, 700_00);
  const decide = `/api/funds/bookings/${reversal}/decision`;
  for (const _ of [1, 2]) assert.equal((await ask('head', 'POST', decide, { post: true })).status, 200);
  assert.deepEqual([(await held()).balance_fen, (await held()).income_fen], [0, 0]);
  assert.equal((await propose(randomUUID())).body['code'], 'SH-Y019');
  const again = await ask('cashier', 'POST', `/api/funds/bookings/${reversal}/reversal`, {
    reversal_id: randomUUID(),
    note: '再冲',
  });
  assert.equal(again.body['code'], 'SH-Y018');
  assert.deepEqual(await trialBalance(db), { sum_fen: 0, accounts: [], entries: [] });
});
