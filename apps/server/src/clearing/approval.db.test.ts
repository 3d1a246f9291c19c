import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { HOSPITAL, PHARMACY, till } from '../settlement/settlement.fixture.ts';
import { approveClearing } from './approve.ts';
import { computeClearing } from './compute.ts';
import { march, MARCH, on } from './march.fixture.ts';
import { orderPayment } from './pay.ts';
import { clearingOf, listClearings, monthOf } from './read.ts';

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
