import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { transaction } from '@shouhu/database';
import { trialBalance } from '@shouhu/ledger';
import { sql } from 'kysely';
import {
  HOSPITAL,
  OTHER_HOSPITAL,
  PHARMACY,
  fieldOf,
  line,
  refused,
  selling,
  till,
} from '../settlement/settlement.fixture.ts';
import { clearedState, deducted } from './clearing.fixture.ts';
import { computeClearing } from './compute.ts';
import { march, MARCH, on } from './march.fixture.ts';
import { clearingOf, listClearings } from './read.ts';

test('a month runs from its first second to its last, through four states and three persons', async (t) => {
  const place = await till(t);
  const { db, ask } = place.on;
  await march(place);
  place.on.on('2026-04-01');
  const computed = await ask('cashier', 'POST', '/api/clearing/compute', { month: MARCH });
  assert.deepEqual(computed.body, { institutions: 2, settlements: 3, pay_fen: 1_050_00 });
  const own = await ask('clinic', 'GET', `/api/clearing/${MARCH}/institutions`);
  assert.deepEqual(
    Object.values(own.body).map((row) => [fieldOf(row, 'fixmedins_code'), fieldOf(row, 'gross_fen')]),
    [[HOSPITAL, '100000']],
  );
  assert.equal((await ask('clinic', 'POST', '/api/clearing/confirm', { month: MARCH })).status, 200);
  const approve = (seen_fen: number) => ask('head', 'POST', '/api/clearing/approve', { month: MARCH, seen_fen });
  assert.equal((await approve(1)).body['code'], 'SH-Y003');
  assert.deepEqual((await approve(1_000_00)).body, { institutions: 1, fen: 1_000_00 });
  assert.equal((await approve(0)).body['code'], 'SH-Y005');
  assert.equal((await ask('clinic', 'POST', '/api/clearing/confirm', { month: MARCH })).body['code'], 'SH-Y006');
  const order = { month: MARCH, seen_fen: 1_000_00, order_id: randomUUID() };
  for (const _ of [1, 2])
    assert.deepEqual((await ask('cashier', 'POST', '/api/clearing/orders', order)).body, {
      institutions: 1,
      fen: 1_000_00,
    });
  assert.equal(
    (await ask('cashier', 'POST', '/api/clearing/orders', { ...order, month: '2026-02' })).body['code'],
    'SH-H006',
  );
  const url = `/api/clearing/orders/${order.order_id}?ground=verify&words=%E6%8B%A8%E4%BB%98`;
  const headers = { 'x-test-person': 'cashier' };
  const csv = await place.on.app.inject({ method: 'GET', url: `${url}&format=csv`, headers });
  assert.match(csv.body, new RegExp(`${HOSPITAL}.*,1000\\.00`));
  assert.doesNotMatch(csv.body, new RegExp(PHARMACY));
  const xlsx = await place.on.app.inject({ method: 'GET', url: `${url}&format=xlsx`, headers });
  assert.equal(xlsx.rawPayload.subarray(0, 2).toString(), 'PK');
  assert.deepEqual(await trialBalance(db), { sum_fen: 0, accounts: [], entries: [] });
  const view = await clearingOf(db, on('cashier', '04-02 10:00:00'), HOSPITAL, MARCH);
  assert.deepEqual(view.lines, [{ insutype: '310', clr_type: '11', fund_pay_type: '310100', fen: 1_000_00 }]);
  assert.equal(view.clearing.state, 'paid');
});

test('a month is not cleared before it is over, nor before the one before it', async (t) => {
  const place = await till(t);
  const { db } = place.on;
  await march(place);
  const compute = (time: string, month: string) => computeClearing(db, on('cashier', time), month);
  await assert.rejects(compute('04-01 00:59:59', MARCH), { code: 'SH-Y001' });
  await assert.rejects(compute('05-01 01:00:00', '2026-04'), { code: 'SH-Y002', message: /2026-03/ });
  for (const month of ['2026-13', '2026-00', '26-03', '', "2026-03'--"])
    await assert.rejects(compute('05-01 01:00:00', month), { code: 'SH-H005' });
  await compute('05-01 01:00:00', MARCH);
  assert.equal((await compute('05-01 01:00:00', '2026-04')).settlements, 1);
});

test('what was cleared is cancelled no more; what was not still is', async (t) => {
  const place = await till(t);
  const { db } = place.on;
  const sell = async (nth: number, time: string) => {
    place.clock(time);
    const fee_ocur_time = time;
    const sold = await place.send('2102', selling([line(`L${nth}`, { fee_ocur_time })], { begntime: time }), {
      from: PHARMACY,
    });
    const { setlinfo } = sold;
    const [setl_id, psn_no] = [fieldOf(setlinfo, 'setl_id'), fieldOf(setlinfo, 'psn_no')];
    return { data: { setl_id, psn_no, mdtrt_id: fieldOf(setlinfo, 'mdtrt_id') } };
  };
  const [first, second] = [await sell(1, '2026-03-02 10:00:00'), await sell(2, '2026-03-31 10:00:00')];
  const third = await sell(3, '2026-04-01 00:10:00');
  await place.send('2103', first, { from: PHARMACY });
  await computeClearing(db, on('cashier', '04-01 01:00:00'), MARCH);
  place.clock('2026-04-02 10:00:00');
  await refused(place, 'SH-Q045', '2103', second, { from: PHARMACY });
  await place.send('2103', third, { from: PHARMACY });
  const computed = await computeClearing(db, on('cashier', '05-01 01:00:00'), '2026-04');
  assert.equal(computed.settlements, 3);
  const { kinds } = await clearingOf(db, on('cashier', '05-01 10:00:00'), PHARMACY, '2026-04');
  // The sale of March that was taken back in April, and the one of April itself.
  assert.deepEqual([kinds[0]?.clr_type, kinds[0]?.setl_cnt], ['41', -1]);
});

test('more deducted than settled is carried to the next month; a village clinic is overdue on the sixth', async (t) => {
  const place = await till(t);
  const { db, ask } = place.on;
  await march(place);
  await deducted(db, HOSPITAL, 1_500_00, '2026-03-31');
  await deducted(db, OTHER_HOSPITAL, 10_00, '2026-04-01');
  assert.equal(
    (await ask('cashier', 'POST', '/api/clearing/terms', { fixmedins_code: PHARMACY, terms: 'village' })).status,
    200,
  );
  await computeClearing(db, on('cashier', '04-01 01:00:00'), MARCH);
  const rows = await listClearings(db, on('head', '04-06 00:00:00'), { month: MARCH, limit: 50 });
  assert.deepEqual(
    rows.map((row) => [
      row.fixmedins_code,
      row.gross_fen,
      row.deducted_fen,
      row.pay_fen,
      row.carried_out_fen,
      row.overdue,
    ]),
    [
      [HOSPITAL, 1_000_00, 1_500_00, 0, -500_00, false],
      [PHARMACY, 50_00, 0, 50_00, 0, true],
    ],
  );
  const [, clinic] = await listClearings(db, on('head', '04-05 23:59:59'), { month: MARCH, limit: 50 });
  assert.equal(clinic?.overdue, false);
  await computeClearing(db, on('cashier', '05-01 01:00:00'), '2026-04');
  const { clearing, deductions } = await clearingOf(db, on('head', '05-01 10:00:00'), HOSPITAL, '2026-04');
  assert.deepEqual([clearing.carried_in_fen, clearing.pay_fen, deductions.length], [-500_00, 499_00, 0]);
});

test('a computation that is killed leaves nothing, and the next does it whole', async (t) => {
  const place = await till(t);
  const { db } = place.on;
  await march(place);
  const before = await clearedState(db);
  const killed = await transaction(db, 'read committed', async (trx) => {
    // It waits at its last statement for whoever holds this row.
    await sql`INSERT INTO settlement_closed VALUES (${PHARMACY}, '310', '11', '2026-01-31')`.execute(trx);
    const failed = computeClearing(db, on('cashier', '04-01 01:00:00'), MARCH).then(
      () => assert.fail('it was killed'),
      (error: unknown) => error,
    );
    for (let ended = false; !ended;) {
      const { rows } = await sql<{ ended: boolean }>`SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%settlement_closed%' AND pid <> pg_backend_pid()`.execute(
        db,
      );
      ended = rows.length > 0;
    }
    const error = await failed;
    await sql`DELETE FROM settlement_closed`.execute(trx);
    return error;
  });
  assert.ok(killed instanceof Error);
  assert.equal(await clearedState(db), before);
  assert.equal((await computeClearing(db, on('cashier', '04-01 01:00:00'), MARCH)).institutions, 2);
  const after = await clearedState(db);
  assert.equal((await computeClearing(db, on('cashier', '04-01 01:00:00'), MARCH)).institutions, 0);
  assert.equal(await clearedState(db), after);
});
