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
import type { Till } from '../settlement/settlement.fixture.ts';
import { askingAs, clearedState, deducted, settled } from './clearing.fixture.ts';
import { approveClearing } from './approve.ts';
import { computeClearing } from './compute.ts';
import { positionOf } from './funds.ts';
import { orderPayment } from './pay.ts';
import { clearingOf, listClearings, monthOf } from './read.ts';

const MARCH = '2026-03';
const on = (who: 'cashier' | 'head' | 'clinic', time: string) => askingAs(who, `2026-${time}`);

/** Two institutions with settlements of March. */
async function march(place: Till): Promise<void> {
  const { db } = place.on;
  await settled(db, { fixmedins_code: HOSPITAL, setl_time: '2026-03-01 00:00:00', funds: { '310100': 600_00 } });
  await settled(db, { fixmedins_code: HOSPITAL, setl_time: '2026-03-31 23:59:59', funds: { '310100': 400_00 } });
  await settled(db, { fixmedins_code: HOSPITAL, setl_time: '2026-04-01 00:00:00', funds: { '310100': 999_00 } });
  await settled(db, { fixmedins_code: PHARMACY, setl_time: '2026-03-15 12:00:00', funds: { '390100': 50_00 } });
}

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
  await booksAreRead(place);
  const view = await clearingOf(db, on('cashier', '04-02 10:00:00'), HOSPITAL, MARCH);
  assert.deepEqual(view.lines, [{ insutype: '310', clr_type: '11', fund_pay_type: '310100', fen: 1_000_00 }]);
  assert.equal(view.clearing.state, 'paid');
});

/** The ledger as staff see it, after the hospital was paid. */
async function booksAreRead({ on: { ask } }: Till): Promise<void> {
  const rows = async (url: string) => Object.values((await ask('cashier', 'GET', url)).body);
  const of = async (url: string, ...fields: string[]) =>
    (await rows(url)).map((row) => fields.map((field) => fieldOf(row, field)).join(' '));
  const person = 'acct:4290000001';
  assert.ok((await of('/api/ledger', 'kind', 'personal')).includes('acct true'));
  assert.deepEqual(await of('/api/ledger/accounts?kind=paid', 'account', 'balance_fen', 'postings'), [
    'paid:institutions 100000 1',
  ]);
  assert.deepEqual(await of('/api/ledger/accounts?search=acct', 'account'), [], 'no person is listed');
  assert.deepEqual(await of(`/api/ledger/accounts?kind=accrued&after=accrued:310100:${HOSPITAL}&limit=1`, 'account'), [
    `accrued:390100:${PHARMACY}`,
  ]);
  const cleared = await of(`/api/ledger/entries?account=cleared:${HOSPITAL}`, 'kind', 'memo');
  assert.deepEqual(
    new Set(cleared.map((row) => row.split(':')[0])),
    new Set(['cleared clearing', 'clearing-paid order']),
  );
  const all = JSON.stringify(await rows('/api/ledger/entries'));
  assert.match(all, /acct:\*{3}0001/);
  assert.doesNotMatch(all, /4290000001/);
  const [first] = await rows('/api/ledger/entries?limit=1');
  const page = `before_day=${fieldOf(first, 'day')}&before_at=${fieldOf(first, 'recorded_at')}&before_id=${fieldOf(first, 'entry_id')}`;
  assert.equal((await rows(`/api/ledger/entries?${page}`)).length, (await rows('/api/ledger/entries')).length - 1);
  const closed = await ask('cashier', 'GET', `/api/ledger/entries?account=${person}`);
  assert.deepEqual([closed.status, JSON.stringify(closed.body).includes('4290000001')], [404, false]);
  const trial = await ask('cashier', 'GET', '/api/ledger/trial-balance');
  assert.deepEqual(trial.body, { sum_fen: 0, accounts: [], entries: [] });
}

test('an objection holds a clearing back until it is answered, or taken back by confirming', async (t) => {
  const place = await till(t);
  const { db, ask } = place.on;
  await march(place);
  const account = { disabled_at: null, created_at: new Date(), updated_at: new Date() };
  const auditor = { username: 'jihe', email: 'jihe', name: '稽核员', duties: ['auditor' as const] };
  const office = { username: 'yiban', email: 'yiban', name: '医保办', duties: ['institution' as const] };
  const [told, officeId] = await db
    .insertInto('user_account')
    .values([
      { ...account, ...auditor, regions: ['429000'], fixmedins_code: null },
      { ...account, ...office, regions: [], fixmedins_code: HOSPITAL },
    ])
    .returning('id')
    .execute();
  await computeClearing(db, on('cashier', '04-01 01:00:00'), MARCH);
  place.on.on('2026-04-09');
  const wanted = { objection_id: randomUUID(), month: MARCH, words: '少计 3 笔' };
  const object = async (body: object = wanted) => (await ask('clinic', 'POST', '/api/clearing/objections', body)).body;
  assert.deepEqual([await object(), await object()], [{ done: true }, { done: true }]);
  assert.equal((await object({ ...wanted, objection_id: randomUUID() }))['code'], 'SH-Y023');
  place.on.on('2026-04-10');
  const view = async () => monthOf(db, on('head', '04-10 10:00:00'), MARCH);
  assert.deepEqual([(await view()).ready.fen, (await view()).objected], [50_00, 1]);
  const approve = async (seen_fen: number) => ask('head', 'POST', '/api/clearing/approve', { month: MARCH, seen_fen });
  assert.equal((await approve(1_050_00)).body['code'], 'SH-Y003');
  const answer = async (words: string) =>
    (await ask('cashier', 'POST', `/api/clearing/objections/${wanted.objection_id}/answer`, { words })).body;
  assert.deepEqual(
    [await answer('已核对，下月补付'), await answer('已核对，下月补付')],
    [{ done: true }, { done: true }],
  );
  assert.equal((await answer('另一答复'))['code'], 'SH-H006');
  const notices = await db.selectFrom('notice').select(['person', 'template']).orderBy('told_at').execute();
  assert.deepEqual(
    notices.map(({ person, template }) => [person, template]),
    [
      [officeId?.id, 'clearing.computed'],
      [told?.id, 'clearing.objected'],
      ['clinic', 'clearing.answered'],
    ],
  );
  assert.equal((await view()).ready.fen, 1_050_00);
  assert.equal((await object({ ...wanted, objection_id: randomUUID() }))['code'], 'SH-Y022');
  place.on.on('2026-04-02');
  await object({ ...wanted, objection_id: randomUUID() });
  assert.equal((await ask('clinic', 'POST', '/api/clearing/confirm', { month: MARCH })).status, 200);
  const { objections } = await clearingOf(db, on('head', '04-02 10:00:00'), HOSPITAL, MARCH);
  assert.deepEqual(new Set(objections.map((each) => each.answered_by)), new Set(['cashier', 'clinic']));
  assert.equal((await object({ ...wanted, objection_id: randomUUID() }))['code'], 'SH-Y006');
  const csv = await place.on.app.inject({
    method: 'GET',
    url: `/api/clearing/${MARCH}/export?format=csv&ground=verify&words=%E6%A0%B8%E5%AF%B9&state=computed`,
    headers: { 'x-test-person': 'cashier' },
  });
  assert.match(csv.body, new RegExp(`${PHARMACY}.*待机构确认,50\\.00`));
  assert.doesNotMatch(csv.body, new RegExp(HOSPITAL));
});

test('who says nothing has confirmed when the days are over, not before', async (t) => {
  const place = await till(t);
  const { db } = place.on;
  await march(place);
  await computeClearing(db, on('cashier', '04-01 01:00:00'), MARCH);
  const ready = async (time: string) => (await monthOf(db, on('head', time), MARCH)).ready.institutions;
  // Five working days from the first of April 2026; the fourth to the sixth are Qingming.
  const [first] = await listClearings(db, on('head', '04-02 10:00:00'), { month: MARCH, limit: 1 });
  assert.equal(first?.confirm_due, '2026-04-09');
  assert.equal(await ready('04-09 23:59:59'), 0);
  assert.equal(await ready('04-10 00:00:00'), 2);
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

test('who computed does not approve, who approved does not pay', async (t) => {
  const place = await till(t);
  const { db } = place.on;
  await march(place);
  const both = (time: string) => {
    const { caller, at } = on('cashier', time);
    return { caller: { ...caller, duties: ['auditor', 'head'] as const }, at };
  };
  await computeClearing(db, both('04-01 01:00:00'), MARCH);
  await assert.rejects(approveClearing(db, both('05-20 10:00:00'), { month: MARCH, seen_fen: 1_050_00 }), {
    code: 'SH-Y004',
  });
  const head = on('head', '05-20 10:00:00');
  await approveClearing(db, head, { month: MARCH, seen_fen: 1_050_00 });
  const paying = { caller: { ...head.caller, duties: ['auditor'] as const }, at: head.at };
  const order = { month: MARCH, seen_fen: 1_050_00, order_id: randomUUID() };
  await assert.rejects(orderPayment(db, paying, order), { code: 'SH-Y004' });
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

test('a measure that suspends payment withholds it until it ends', async (t) => {
  const place = await till(t);
  const { db } = place.on;
  await march(place);
  const matter_id = randomUUID();
  await db
    .insertInto('matter')
    .values({
      matter_id,
      procedure: 'measure',
      lead_id: null,
      parent_id: null,
      fixmedins_code: PHARMACY,
      admdvs: '429000',
      version: 2,
      state: 'in-force',
      due_day: null,
      due_clock: null,
      opened_at: new Date(),
    })
    .execute();
  const acts = [
    ['propose', '2026-03-20', { measure: 'suspend', days: 30, reason: '测试' }],
    ['deliver', '2026-03-25', {}],
  ] as const;
  for (const [at, [action, day, facts]] of acts.entries())
    await db
      .insertInto('deed')
      .values({
        matter_id,
        seq: at + 1,
        request_id: randomUUID(),
        action,
        actor: 'officer1',
        others: '[]',
        day,
        facts: JSON.stringify(facts),
        late: '[]',
        recorded_at: new Date(),
      })
      .execute();
  await computeClearing(db, on('cashier', '04-01 01:00:00'), MARCH);
  await approveClearing(db, on('head', '04-10 10:00:00'), { month: MARCH, seen_fen: 1_050_00 });
  const pay = (time: string, seen_fen: number) =>
    orderPayment(db, on('cashier', time), { month: MARCH, seen_fen, order_id: randomUUID() });
  await assert.rejects(pay('04-10 11:00:00', 1_050_00), { code: 'SH-Y003' });
  assert.deepEqual(await pay('04-10 11:00:00', 1_000_00), { institutions: 1, fen: 1_000_00 });
  await assert.rejects(pay('04-20 11:00:00', 0), { code: 'SH-Y005' });
  assert.deepEqual(await pay('05-20 11:00:00', 50_00), { institutions: 1, fen: 50_00 });
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

test('the order names the account that two persons registered and that holds on its day; lists show its end alone', async (t) => {
  const place = await till(t);
  const { db, ask, app } = place.on;
  await settled(db, { fixmedins_code: HOSPITAL, setl_time: '2026-03-01 00:00:00', funds: { '310100': 600_00 } });
  const url = `/api/institutions/${HOSPITAL}/accounts`;
  const account = {
    account_id: randomUUID(),
    begndate: '2026-01-01',
    bank: '测试银行',
    holder: '测试县人民医院',
    account_no: '6222000011112222',
  };
  for (const _ of [1, 2]) assert.equal((await ask('cashier', 'POST', url, account)).status, 200);
  assert.equal(
    (await ask('cashier', 'POST', url, { ...account, account_no: '6222000011113333' })).body['code'],
    'SH-H006',
  );
  for (const wrong of [
    { account_no: '62-22' },
    { account_no: '' },
    { bank: '' },
    { begndate: '2026-02-30' },
    { account_id: 'x' },
  ])
    assert.equal((await ask('cashier', 'POST', url, { ...account, ...wrong })).body['code'], 'SH-H005');
  assert.equal((await ask('otherClinic', 'GET', url)).status, 404);
  const later = { ...account, account_id: randomUUID(), begndate: '2026-06-01', account_no: '6222000099998888' };
  const waits = { ...account, account_id: randomUUID(), begndate: '2026-04-01', account_no: '6222000077776666' };
  for (const one of [later, waits]) assert.equal((await ask('cashier', 'POST', url, one)).status, 200);
  const decide = async (id: string, confirm = true) => ask('head', 'POST', `/api/accounts/${id}/decision`, { confirm });
  for (const { account_id } of [account, account, later]) assert.equal((await decide(account_id)).status, 200);
  assert.equal((await decide(account.account_id, false)).body['code'], 'SH-Y020');
  assert.equal((await ask('cashier', 'POST', url, { ...account, account_id: randomUUID() })).body['code'], 'SH-Y021');
  const seen = await ask('clinic', 'GET', url);
  assert.ok(!JSON.stringify(seen.body).includes('6222'));
  assert.deepEqual(
    Object.values(seen.body).map((row) => [fieldOf(row, 'tail'), fieldOf(row, 'state')]),
    [
      ['8888', 'confirmed'],
      ['6666', 'proposed'],
      ['2222', 'confirmed'],
    ],
  );
  const rows = await db.selectFrom('institution_bank').select('account_no').execute();
  for (const { account_no } of rows) assert.match(account_no, /^v1\./);
  await computeClearing(db, on('cashier', '04-01 01:00:00'), MARCH);
  await approveClearing(db, on('head', '04-20 10:00:00'), { month: MARCH, seen_fen: 600_00 });
  const order_id = randomUUID();
  await orderPayment(db, on('cashier', '04-21 10:00:00'), { month: MARCH, seen_fen: 600_00, order_id });
  const file = await app.inject({
    method: 'GET',
    url: `/api/clearing/orders/${order_id}?format=csv&ground=verify&words=${encodeURIComponent('拨付清算款')}`,
    headers: { 'x-test-person': 'cashier' },
  });
  assert.match(file.body, /测试县人民医院.*测试银行.*6222000011112222.*600\.00/);
  assert.ok(!/99998888|77776666/.test(file.body));
});
