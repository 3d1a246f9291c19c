import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { fieldOf, HOSPITAL, PHARMACY, till } from '../settlement/settlement.fixture.ts';
import { approveClearing } from './approve.ts';
import { computeClearing } from './compute.ts';
import { confirmClearing } from './confirm.ts';
import { march, MARCH, on } from './march.fixture.ts';
import { orderPayment } from './pay.ts';

test('the ledger as staff read it after the hospital was paid: sums, accounts and entries, of persons the last digits alone', async (t) => {
  const place = await till(t);
  const { ask, db } = place.on;
  await march(place);
  await computeClearing(db, on('cashier', '04-01 01:00:00'), MARCH);
  await confirmClearing(db, on('clinic', '04-01 10:00:00'), MARCH);
  const seen = { month: MARCH, seen_fen: 1_000_00 };
  await approveClearing(db, on('head', '04-01 10:00:00'), seen);
  await orderPayment(db, on('cashier', '04-01 11:00:00'), { ...seen, order_id: randomUUID() });
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
  const exported = async (query = '') =>
    place.on.app.inject({
      method: 'GET',
      url: `/api/ledger/entries/export?format=csv&ground=oversight&words=${encodeURIComponent('核对总账')}${query}`,
      headers: { 'x-test-person': 'cashier' },
    });
  const file = (await exported('&kind=cleared')).body.trimEnd().split('\r\n').slice(1);
  assert.equal(file.length, 4);
  assert.ok(
    file.some((row) => row.startsWith(`2026-04-01,清算审批,clearing:${HOSPITAL}:2026-03,cleared:${HOSPITAL},1000.00,`)),
  );
  assert.doesNotMatch((await exported()).body, /4290000001/);
  assert.equal((await exported(`&account=${person}`)).statusCode, 404);
  const noted = await db
    .selectFrom('log_entry')
    .select('purpose')
    .where('subject', '=', 'list:ledger-entries')
    .execute();
  assert.deepEqual(noted, [{ purpose: '内部监督：核对总账' }, { purpose: '内部监督：核对总账' }]);
});
