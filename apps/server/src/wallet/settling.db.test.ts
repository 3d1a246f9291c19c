import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { PEOPLE } from '../http/app.fixture.ts';
import {
  charged,
  EMPLOYEE,
  fenOf,
  fieldOf,
  HOSPITAL,
  line,
  registered,
  RESIDENT,
  settling,
  till,
} from '../settlement/settlement.fixture.ts';
import type { Till } from '../settlement/settlement.fixture.ts';
import { assertWhole } from '../settlement/whole.ts';
import type { Caller } from '../rights/caller.ts';
import { computeClearing } from '../clearing/compute.ts';
import { positionOf } from '../clearing/funds.ts';
import { payContribution, withdrawContribution } from './contribution.ts';
import { freezeOwn, release } from './freezes.ts';
import { shareAccount, stopSharing } from './mutual-aid.ts';
import { endRelation } from './relations.ts';
import { accept, offer } from './transfers.ts';
import { assertSound, held, relate, TEN } from './wallet.fixture.ts';
import { movePlace, openWallet } from './wallets.ts';

/** A resident with 50 yuan in the wallet from a relative, who keeps 70.50 in the own account. */
async function withWallet(t: { after(work: () => Promise<void>): void }, fen = 5_000): Promise<Till> {
  const place = await till(t);
  const { db } = place.on;
  await openWallet(db, { psn_no: RESIDENT, at: TEN }, RESIDENT);
  await relate(db, EMPLOYEE, RESIDENT, 'parent');
  const transfer_id = randomUUID();
  await offer(db, { psn_no: EMPLOYEE, at: TEN }, { transfer_id, receiver: RESIDENT, source: 'account', fen });
  await accept(db, { psn_no: RESIDENT, at: TEN }, transfer_id);
  return place;
}

async function settled(place: Till, pric: number, acct_used_flag: '0' | '1' = '1') {
  const visit = await registered(place, RESIDENT);
  const total = await charged(place, visit, [line('1', { pric })]);
  const { setlinfo } = await place.send('2207', settling(visit, total, { insutype: '390', acct_used_flag }));
  return { visit, setlinfo };
}

describe('a wallet at the till', () => {
  test('pays the share of its owner where it may be used, and gets back what it paid', async (t) => {
    const place = await withWallet(t);
    const { db } = place.on;
    const { visit, setlinfo } = await settled(place, 30);
    const paid = fenOf(setlinfo, 'acct_mulaid_pay');
    assert.ok(paid > 0 && paid <= 5_000);
    assert.equal(await held(db, `wallet:${RESIDENT}`), 5_000 - paid);
    assert.equal(await held(db, `payable:${HOSPITAL}:310200`), paid);
    await assertWhole(place);
    await place.send('2208', { data: { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') } });
    assert.equal(await held(db, `wallet:${RESIDENT}`), 5_000);
    await assertWhole(place);
    await assertSound(db);
  });

  test('pays before relatives do, and never below nothing; not where the claim does not ask for it', async (t) => {
    const place = await withWallet(t, 1_000);
    const { db } = place.on;
    const without = await settled(place, 10, '0');
    assert.equal(fenOf(without.setlinfo, 'acct_mulaid_pay'), 0);
    await db
      .insertInto('mutual_aid')
      .values({ psn_no: RESIDENT, payer: EMPLOYEE, rank: 1, begndate: '2026-01-01', enddate: null })
      .execute();
    const { visit, setlinfo } = await settled(place, 60);
    const paid = fenOf(setlinfo, 'acct_mulaid_pay');
    assert.ok(paid > 1_000, String(paid));
    assert.deepEqual(
      [await held(db, `wallet:${RESIDENT}`), await held(db, `acct:${EMPLOYEE}`)],
      [0, 11_050 - (paid - 1_000)],
    );
    await place.send('2208', { data: { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') } });
    assert.deepEqual([await held(db, `wallet:${RESIDENT}`), await held(db, `acct:${EMPLOYEE}`)], [1_000, 11_050]);
    await assertWhole(place);
  });

  test('does not pay outside its place of use, nor while it is frozen; a refund comes to a frozen one too', async (t) => {
    const place = await withWallet(t);
    const { db } = place.on;
    const services = place.on.services;
    await movePlace(db, { psn_no: RESIDENT, at: TEN }, '310000');
    await assert.rejects(movePlace(db, { psn_no: EMPLOYEE, at: TEN }, '310000'), { code: 'SH-W001' });
    assert.equal(fenOf((await settled(place, 10)).setlinfo, 'acct_mulaid_pay'), 0);
    await movePlace(db, { psn_no: RESIDENT, at: TEN }, '429000');
    const { visit, setlinfo } = await settled(place, 10);
    const paid = fenOf(setlinfo, 'acct_mulaid_pay');
    assert.ok(paid > 0);
    const freeze_id = randomUUID();
    await freezeOwn(services, { psn_no: RESIDENT, at: TEN }, { freeze_id, what: 'money', reason: '手机丢失' });
    assert.equal(fenOf((await settled(place, 10)).setlinfo, 'acct_mulaid_pay'), 0);
    await place.send('2208', { data: { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') } });
    assert.equal(await held(db, `wallet:${RESIDENT}`), 5_000);
    // Two persons release it.
    const ask = async (caller: Caller) => release(services, { caller, at: TEN }, { freeze_id, reason: '已核实' });
    assert.deepEqual([await ask(PEOPLE.cashier), await ask(PEOPLE.cashier)], ['waiting', 'waiting']);
    assert.equal(fenOf((await settled(place, 10)).setlinfo, 'acct_mulaid_pay'), 0);
    assert.deepEqual([await ask(PEOPLE.head), await ask(PEOPLE.cashier)], ['released', 'released']);
    assert.ok(fenOf((await settled(place, 10)).setlinfo, 'acct_mulaid_pay') > 0);
    await assertWhole(place);
  });

  test('a frozen account pays neither for its owner nor for relatives', async (t) => {
    const place = await till(t);
    const { db, services } = place.on;
    await freezeOwn(
      services,
      { psn_no: EMPLOYEE, at: TEN },
      { freeze_id: randomUUID(), what: 'money', reason: '被盗刷' },
    );
    await db
      .insertInto('mutual_aid')
      .values({ psn_no: RESIDENT, payer: EMPLOYEE, rank: 1, begndate: '2026-01-01', enddate: null })
      .execute();
    assert.equal(fenOf((await settled(place, 60)).setlinfo, 'acct_mulaid_pay'), 0);
    const visit = await registered(place, EMPLOYEE);
    const total = await charged(place, visit, [line('1', { pric: 60 })]);
    const { setlinfo } = await place.send('2207', settling(visit, total, { acct_used_flag: '1' }));
    assert.equal(fenOf(setlinfo, 'acct_pay'), 0);
    assert.equal(await held(db, `acct:${EMPLOYEE}`), 12_050);
  });

  test('an employee shares the account with a relative until it is taken back, or the relation ends', async (t) => {
    const place = await till(t);
    const { db } = place.on;
    const employee = { psn_no: EMPLOYEE, at: TEN };
    await assert.rejects(shareAccount(db, employee, RESIDENT), { code: 'SH-W003' });
    const relation_id = await relate(db, EMPLOYEE, RESIDENT, 'parent');
    await assert.rejects(shareAccount(db, { psn_no: RESIDENT, at: TEN }, EMPLOYEE), { code: 'SH-W010' });
    const paid = async () => fenOf((await settled(place, 10)).setlinfo, 'acct_mulaid_pay') > 0;
    for (let twice = 0; twice < 2; twice += 1) await shareAccount(db, employee, RESIDENT);
    assert.equal(await paid(), true);
    for (let twice = 0; twice < 2; twice += 1) await stopSharing(db, employee, RESIDENT);
    assert.equal(await paid(), false);
    await shareAccount(db, employee, RESIDENT);
    assert.equal(await paid(), true);
    await endRelation(db, { psn_no: RESIDENT, at: TEN }, relation_id);
    assert.equal(await paid(), false);
  });

  test('settled and transferred at the same moment: never more than it holds', async (t) => {
    const place = await withWallet(t);
    const { db } = place.on;
    const visit = await registered(place, RESIDENT);
    const total = await charged(place, visit, [line('1', { pric: 60 })]);
    await openWallet(db, { psn_no: EMPLOYEE, at: TEN }, EMPLOYEE);
    const asked = settling(visit, total, { insutype: '390', acct_used_flag: '1' });
    const spend = async () =>
      offer(
        db,
        { psn_no: RESIDENT, at: TEN },
        { transfer_id: randomUUID(), receiver: EMPLOYEE, source: 'wallet', fen: 4_000 },
      );
    const [{ setlinfo }, ...spent] = await Promise.all([
      place.send('2207', asked),
      ...[spend(), spend()].map(async (each) =>
        each.then(
          () => 4_000,
          () => 0,
        ),
      ),
    ]);
    const gone = spent.reduce((sum, fen) => sum + fen, fenOf(setlinfo, 'acct_mulaid_pay'));
    assert.equal(await held(db, `wallet:${RESIDENT}`), 5_000 - gone);
    await assertWhole(place);
    await assertSound(db);
  });

  test('pays the contribution of its owner or of a close relative, once for a year', async (t) => {
    const place = await withWallet(t, 12_000);
    const { db } = place.on;
    await openWallet(db, { psn_no: EMPLOYEE, at: TEN }, EMPLOYEE);
    const wanted = { payment_id: randomUUID(), beneficiary: RESIDENT, year: 2027, fen: 5_000 };
    const own = { psn_no: RESIDENT, at: TEN };
    for (let twice = 0; twice < 2; twice += 1) await payContribution(db, own, wanted);
    await assert.rejects(payContribution(db, own, { ...wanted, fen: 4_999 }), { code: 'SH-W009' });
    await assert.rejects(payContribution(db, own, { ...wanted, payment_id: randomUUID() }), { code: 'SH-W014' });
    await assert.rejects(payContribution(db, own, { ...wanted, payment_id: randomUUID(), beneficiary: '4290000004' }), {
      code: 'SH-W003',
    });
    await payContribution(db, own, { ...wanted, payment_id: randomUUID(), beneficiary: EMPLOYEE });
    assert.deepEqual(
      [await held(db, `wallet:${RESIDENT}`), await held(db, `contribution:390:2027:${RESIDENT}`)],
      [2_000, 5_000],
    );
    await assertSound(db);
  });

  test('contributions are cleared to the fund of residents once, or withdrawn before and paid anew', async (t) => {
    const place = await withWallet(t, 12_000);
    const { db } = place.on;
    await openWallet(db, { psn_no: EMPLOYEE, at: TEN }, EMPLOYEE);
    const own = { psn_no: RESIDENT, at: TEN };
    const pay = async (beneficiary: string, fen: number): Promise<string> => {
      const { payment_id } = await payContribution(db, own, { payment_id: randomUUID(), beneficiary, year: 2027, fen });
      return payment_id;
    };
    const first = await pay(RESIDENT, 5_000);
    await assert.rejects(withdrawContribution(db, { ...own, psn_no: EMPLOYEE }, first), { code: 'SH-W009' });
    for (const _ of [1, 2]) await withdrawContribution(db, own, first);
    assert.equal(await held(db, `wallet:${RESIDENT}`), 12_000);
    const [again, other] = [await pay(RESIDENT, 4_000), await pay(EMPLOYEE, 3_000)];
    await assert.rejects(pay(RESIDENT, 1), { code: 'SH-W014' });
    const clearing = (caller: Caller) =>
      computeClearing(db, { caller, at: new Date('2026-04-01T02:00:00Z') }, '2026-03');
    await clearing({ ...PEOPLE.cashier, regions: ['429004'] });
    assert.equal(await held(db, 'fund:390100'), 0);
    const tries = await Promise.allSettled([clearing(PEOPLE.cashier), withdrawContribution(db, own, other)]);
    const withdrawn = tries[1].status === 'fulfilled';
    const fund = withdrawn ? 4_000 : 7_000;
    for (const _ of [1, 2]) await clearing(PEOPLE.cashier);
    assert.deepEqual(
      [
        await held(db, 'fund:390100'),
        await held(db, `contribution:390:2027:${RESIDENT}`),
        await held(db, `wallet:${RESIDENT}`),
      ],
      [fund, 0, 12_000 - fund],
    );
    await assert.rejects(withdrawContribution(db, own, again), { code: 'SH-W016' });
    const { total } = await positionOf(db, { caller: PEOPLE.head, at: TEN }, { from: '2026-01-01', day: '2026-12-31' });
    assert.deepEqual([total.income_fen, total.balance_fen], [fund, fund]);
    await assertSound(db);
  });
});
