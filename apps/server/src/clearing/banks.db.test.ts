import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { PersonName } from '../http/app.fixture.ts';
import { fieldOf, HOSPITAL, till } from '../settlement/settlement.fixture.ts';
import { approveClearing } from './approve.ts';
import { settled } from './clearing.fixture.ts';
import { computeClearing } from './compute.ts';
import { MARCH, on } from './march.fixture.ts';
import { orderPayment } from './pay.ts';

test('the order names the account that two persons registered and that holds on its day; lists show its end alone', async (t) => {
  const place = await till(t);
  const { db, ask, app } = place.on;
  await settled(db, { fixmedins_code: HOSPITAL, setl_time: '2026-03-01 00:00:00', funds: { '310100': 600_00 } });
  const url = '/api/clearing/accounts';
  const account = {
    account_id: randomUUID(),
    fixmedins_code: HOSPITAL,
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
  assert.deepEqual(Object.values((await ask('otherClinic', 'GET', url)).body), []);
  const later = { ...account, account_id: randomUUID(), begndate: '2026-06-01', account_no: '6222000099998888' };
  const waits = { ...account, account_id: randomUUID(), begndate: '2026-04-01', account_no: '6222000077776666' };
  for (const one of [later, waits]) assert.equal((await ask('cashier', 'POST', url, one)).status, 200);
  const decide = async (id: string, confirm = true) => ask('head', 'POST', `${url}/${id}/decision`, { confirm });
  for (const { account_id } of [account, account, later]) assert.equal((await decide(account_id)).status, 200);
  assert.equal((await decide(account.account_id, false)).body['code'], 'SH-Y020');
  assert.equal((await ask('cashier', 'POST', url, { ...account, account_id: randomUUID() })).body['code'], 'SH-Y021');
  const seen = await ask('clinic', 'GET', url);
  assert.ok(!JSON.stringify(seen.body).includes('6222'));
  assert.deepEqual(
    Object.values(seen.body).map((row) => [fieldOf(row, 'tail'), fieldOf(row, 'state')]),
    [
      ['6666', 'proposed'],
      ['8888', 'confirmed'],
      ['2222', 'confirmed'],
    ],
  );
  const tails = async (query: string) =>
    Object.values((await ask('head', 'GET', `${url}?${query}`)).body).map((row) => fieldOf(row, 'tail'));
  assert.deepEqual(await tails('state=confirmed'), ['8888', '2222']);
  assert.deepEqual(await tails('fixmedins_code=P42900000001'), []);
  assert.deepEqual(await tails('limit=2'), ['6666', '8888']);
  assert.deepEqual(await tails(`after=${later.account_id}`), ['2222']);
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

test('a number is read in clear by whom it concerns, for a purpose that stands in the log', async (t) => {
  const { db, ask } = (await till(t)).on;
  const account_id = randomUUID();
  const url = '/api/clearing/accounts';
  const account = {
    begndate: '2026-01-01',
    bank: '测试银行',
    holder: '测试县人民医院',
    account_no: '6222000011112222',
  };
  await ask('cashier', 'POST', url, { ...account, account_id, fixmedins_code: HOSPITAL });
  const purpose = { ground: 'oversight', words: '复核收款账户' };
  const read = async (who: PersonName, body: object = purpose, id = account_id) =>
    ask(who, 'POST', `${url}/${id}/number`, body);
  for (const who of ['head', 'clinic'] as const)
    assert.deepEqual((await read(who)).body, { account_no: account.account_no });
  const refused = [await read('otherClinic'), await read('abroad'), await read('second'), await read('head', {})];
  assert.deepEqual(
    refused.map(({ status }) => status),
    [404, 404, 403, 400],
  );
  assert.equal((await read('head', purpose, randomUUID())).body['code'], 'SH-H003');
  const log = await db
    .selectFrom('log_entry')
    .select(['actor', 'subject', 'purpose'])
    .where('action', '=', 'clearing.account-reveal')
    .orderBy('seq')
    .execute();
  const noted = { subject: `bank:${account_id}`, purpose: '内部监督：复核收款账户' };
  assert.deepEqual(log, [
    { actor: 'head', ...noted },
    { actor: 'clinic', ...noted },
  ]);
});
