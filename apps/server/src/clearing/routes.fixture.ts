import { randomUUID } from 'node:crypto';
import type { Platform } from '../http/app.fixture.ts';
import type { Route } from '../rights/route.fixture.ts';
import { askingAs, settled } from './clearing.fixture.ts';
import { approveClearing } from './approve.ts';
import { computeClearing } from './compute.ts';
import { answerObjection, objectToClearing } from './objections.ts';
import { orderPayment } from './pay.ts';
import { proposeAccount } from './banks.ts';
import { decideIncome, proposeIncome } from './funds.ts';

const PLACE = 'H42900000001';

/** Routes of clearing and of the funds, for the test of rights: a month that is paid, and one that waits. */
export async function clearingRoutesOf({ db, ring }: Platform): Promise<(readonly [string, Route])[]> {
  const month = '2026-01';
  const funds = { '310100': 100_00 };
  await settled(db, { fixmedins_code: PLACE, setl_time: '2026-01-10 10:00:00', funds });
  await computeClearing(db, askingAs('cashier', '2026-02-01 01:00:00'), month);
  const objection_id = randomUUID();
  const objection = { objection_id, month, words: '少计一笔' };
  await objectToClearing(db, askingAs('clinic', '2026-02-02 10:00:00'), objection);
  await answerObjection(db, askingAs('cashier', '2026-02-03 10:00:00'), { objection_id, words: '下月补付' });
  await approveClearing(db, askingAs('head', '2026-02-20 10:00:00'), { month, seen_fen: 100_00 });
  const order_id = randomUUID();
  const cashier = askingAs('cashier', '2026-02-20 11:00:00');
  await orderPayment(db, cashier, { month, seen_fen: 100_00, order_id });
  const income = { fund: '310100', source: 'premium', fen: 100, day: '2026-01-31', note: '征缴' } as const;
  const booking_id = randomUUID();
  await proposeIncome(db, cashier, { ...income, booking_id });
  const posted = { ...income, booking_id: randomUUID() };
  await proposeIncome(db, cashier, posted);
  const head = askingAs('head', '2026-02-20 12:00:00');
  await decideIncome(db, head, { booking_id: posted.booking_id, post: true });
  const account = {
    begndate: '2026-02-01',
    bank: '测试银行',
    holder: '测试县人民医院',
    account_no: '6222000011112222',
  };
  const account_id = randomUUID();
  await proposeAccount({ db, ring }, cashier, { ...account, account_id, fixmedins_code: PLACE });
  const accounts = '/api/clearing/accounts';
  const nothing = { month: '2026-02', seen_fen: 0 };
  return [
    ['GET /api/clearing/{month}', { method: 'GET', url: `/api/clearing/${month}`, right: 'clearing.read', own: true }],
    [
      'GET /api/clearing/{month}/institutions',
      { method: 'GET', url: `/api/clearing/${month}/institutions`, right: 'clearing.read', own: true },
    ],
    [
      'GET /api/clearing/{month}/institutions/{fixmedins_code}',
      { method: 'GET', url: `/api/clearing/${month}/institutions/${PLACE}`, right: 'clearing.read' },
    ],
    [
      'POST /api/clearing/compute',
      {
        method: 'POST',
        url: '/api/clearing/compute',
        right: 'clearing.compute',
        body: { month: '2026-13' },
        gets: 400,
      },
    ],
    [
      'POST /api/clearing/confirm',
      {
        method: 'POST',
        url: '/api/clearing/confirm',
        right: 'clearing.confirm',
        body: { month: '2026-02' },
        gets: 400,
        own: true,
      },
    ],
    [
      'POST /api/clearing/approve',
      { method: 'POST', url: '/api/clearing/approve', right: 'clearing.approve', body: nothing, gets: 400, own: true },
    ],
    [
      'POST /api/clearing/orders',
      {
        method: 'POST',
        url: '/api/clearing/orders',
        right: 'clearing.pay',
        body: { ...nothing, order_id: randomUUID() },
        gets: 400,
      },
    ],
    [
      'GET /api/clearing/orders/{order_id}',
      {
        method: 'GET',
        url: `/api/clearing/orders/${order_id}?format=csv&ground=verify&words=%E6%8B%A8%E4%BB%98`,
        right: 'clearing.pay',
      },
    ],
    [
      'POST /api/clearing/terms',
      {
        method: 'POST',
        url: '/api/clearing/terms',
        right: 'clearing.compute',
        body: { fixmedins_code: PLACE, terms: 'standard' },
      },
    ],
    ['GET /api/clearing', { method: 'GET', url: '/api/clearing', right: 'clearing.read', own: true }],
    [
      'GET /api/clearing/{month}/export',
      {
        method: 'GET',
        url: `/api/clearing/${month}/export?format=csv&ground=verify&words=%E6%A0%B8%E5%AF%B9`,
        right: 'clearing.read',
        own: true,
      },
    ],
    [
      'POST /api/clearing/objections',
      {
        method: 'POST',
        url: '/api/clearing/objections',
        right: 'clearing.confirm',
        body: { objection_id: randomUUID(), month: '2026-02', words: '少计一笔' },
        gets: 400,
        own: true,
      },
    ],
    [
      'POST /api/clearing/objections/{objection_id}/answer',
      {
        method: 'POST',
        url: `/api/clearing/objections/${objection_id}/answer`,
        right: 'clearing.compute',
        body: { words: '下月补付' },
      },
    ],
    ['GET /api/ledger', { method: 'GET', url: '/api/ledger', right: 'fund.read' }],
    ['GET /api/ledger/trial-balance', { method: 'GET', url: '/api/ledger/trial-balance', right: 'fund.read' }],
    ['GET /api/ledger/accounts', { method: 'GET', url: '/api/ledger/accounts', right: 'fund.read' }],
    ['GET /api/ledger/entries', { method: 'GET', url: '/api/ledger/entries', right: 'fund.read' }],
    [
      'GET /api/ledger/entries/export',
      {
        method: 'GET',
        url: '/api/ledger/entries/export?format=csv&ground=verify&words=%E6%A0%B8%E5%AF%B9',
        right: 'fund.read',
      },
    ],
    ['GET /api/reconciliations', { method: 'GET', url: '/api/reconciliations', right: 'clearing.read', own: true }],
    ['GET /api/funds', { method: 'GET', url: '/api/funds', right: 'fund.read' }],
    ['GET /api/funds/bookings', { method: 'GET', url: '/api/funds/bookings', right: 'fund.read' }],
    [
      'POST /api/funds/bookings',
      {
        method: 'POST',
        url: '/api/funds/bookings',
        right: 'fund.book',
        body: { ...income, booking_id: randomUUID() },
      },
    ],
    [`GET ${accounts}`, { method: 'GET', url: accounts, right: 'clearing.read', own: true }],
    [
      `POST ${accounts}`,
      {
        method: 'POST',
        url: accounts,
        right: 'clearing.account',
        body: { ...account, fixmedins_code: PLACE, begndate: '2026-03-01', account_id: randomUUID() },
      },
    ],
    [
      `POST ${accounts}/{account_id}/number`,
      {
        method: 'POST',
        url: `${accounts}/${account_id}/number`,
        right: 'clearing.account-reveal',
        body: { ground: 'verify', words: '核对收款账户' },
      },
    ],
    [
      `POST ${accounts}/{account_id}/decision`,
      {
        method: 'POST',
        url: `${accounts}/${account_id}/decision`,
        right: 'clearing.approve',
        body: { confirm: true },
      },
    ],
    [
      'POST /api/funds/bookings/{booking_id}/reversal',
      {
        method: 'POST',
        url: `/api/funds/bookings/${posted.booking_id}/reversal`,
        right: 'fund.book',
        body: { reversal_id: randomUUID(), note: '入错基金' },
      },
    ],
    [
      'POST /api/funds/bookings/{booking_id}/decision',
      {
        method: 'POST',
        url: `/api/funds/bookings/${booking_id}/decision`,
        right: 'fund.confirm',
        body: { post: true },
      },
    ],
  ];
}
