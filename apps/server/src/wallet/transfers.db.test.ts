import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { platform } from '../http/app.fixture.ts';
import { takeIn } from '../insured/insured.fixture.ts';
import { freezeOwn } from './freezes.ts';
import { confirmRelation, declareRelation, endRelation } from './relations.ts';
import { setRules } from './rules.ts';
import { PEOPLE } from '../http/app.fixture.ts';
import { accept, decline, returnOverdue } from './transfers.ts';
import {
  assertSound,
  CHILDREN,
  FATHER,
  family,
  GRANDMOTHER,
  held,
  instantOf,
  offering,
  refusedAs,
  relate,
  SON,
  STRANGER,
  TEN,
  WIFE,
} from './wallet.fixture.ts';
import { openWallet } from './wallets.ts';

describe('transfers to close relatives', () => {
  test('arrive at once when they are accepted, also in another province, and once however often they are sent', async (t) => {
    const db = await family(await platform(t));
    const transfer_id = randomUUID();
    for (let twice = 0; twice < 2; twice += 1)
      await offering(db, TEN, { transfer_id, receiver: GRANDMOTHER, fen: 200_000 });
    // What is offered is nobody's to spend.
    assert.deepEqual(
      await Promise.all(
        [`acct:${FATHER}`, `offered:${GRANDMOTHER}`, `wallet:${GRANDMOTHER}`].map((each) => held(db, each)),
      ),
      [400_000, 200_000, 0],
    );
    for (let twice = 0; twice < 2; twice += 1) await accept(db, { psn_no: GRANDMOTHER, at: TEN }, transfer_id);
    assert.equal(await held(db, `wallet:${GRANDMOTHER}`), 200_000);
    await refusedAs(db, 'SH-W009', async () => offering(db, TEN, { transfer_id, receiver: GRANDMOTHER, fen: 1 }));
    await refusedAs(db, 'SH-W008', async () => decline(db, { psn_no: GRANDMOTHER, at: TEN }, transfer_id));
    // On from the wallet that it came to.
    const on = await offering(db, TEN, { from: GRANDMOTHER, receiver: FATHER, source: 'wallet', fen: 50_000 });
    await decline(db, { psn_no: FATHER, at: TEN }, on.transfer_id);
    await decline(db, { psn_no: FATHER, at: TEN }, on.transfer_id);
    assert.equal(await held(db, `wallet:${GRANDMOTHER}`), 200_000);
    await assertSound(db);
  });

  test('are refused without a wallet, a relation, an account, money, and beyond the most', async (t) => {
    const on = await platform(t);
    const db = await family(on);
    await takeIn(on);
    const cases: readonly (readonly [string, Parameters<typeof offering>[2]])[] = [
      ['SH-W001', { receiver: STRANGER }],
      ['SH-W003', { from: SON, receiver: CHILDREN[1] }],
      ['SH-W004', { fen: 200_001 }],
      ['SH-W004', { fen: 0 }],
      ['SH-W004', { fen: 0.5 }],
      ['SH-W010', { from: GRANDMOTHER, receiver: FATHER }],
      ['SH-G001', { from: GRANDMOTHER, receiver: FATHER, source: 'wallet' }],
      ['SH-W001', { receiver: '4290000001' }],
      ['SH-F001', { from: 'nobody' }],
      ['SH-F004', { from: '4290000003' }],
    ];
    for (const [code, wanted] of cases) await refusedAs(db, code, async () => offering(db, TEN, wanted));
    const transfer = await offering(db, TEN);
    await refusedAs(db, 'SH-W007', async () => accept(db, { psn_no: SON, at: TEN }, transfer.transfer_id));
    await refusedAs(db, 'SH-W007', async () => accept(db, { psn_no: WIFE, at: TEN }, randomUUID()));
  });

  test('are made from 06:00:00 to 21:59:59 in Shanghai, three a day', async (t) => {
    const db = await family(await platform(t));
    await refusedAs(db, 'SH-W006', async () => offering(db, instantOf('2026-03-02 05:59:59')));
    await offering(db, instantOf('2026-03-02 06:00:00'));
    await offering(db, instantOf('2026-03-02 12:00:00'));
    await offering(db, new Date(instantOf('2026-03-02 21:59:59').getTime() + 999));
    await refusedAs(db, 'SH-W006', async () => offering(db, instantOf('2026-03-02 22:00:00')));
    await refusedAs(db, 'SH-W006', async () => offering(db, instantOf('2026-03-03 00:00:00')));
    await refusedAs(db, 'SH-W005', async () => offering(db, instantOf('2026-03-02 21:59:59')));
    // 06:00 in Shanghai is 22:00 of the day before in UTC: it is the new day that counts.
    await offering(db, instantOf('2026-03-03 06:00:00'));
    const days = await db.selectFrom('wallet_transfer').select(['day', 'nth']).orderBy('day').orderBy('nth').execute();
    assert.deepEqual(
      days.map(({ day, nth }) => `${day} ${nth}`),
      ['2026-03-02 1', '2026-03-02 2', '2026-03-02 3', '2026-03-03 1'],
    );
  });

  test('go back at 06:00 of the next day, not a second before, and once', async (t) => {
    const db = await family(await platform(t));
    const [early, late] = [await offering(db, instantOf('2026-03-02 21:59:59')), await offering(db, TEN)];
    const wife = (time: string) => ({ psn_no: WIFE, at: instantOf(time) });
    assert.equal(await returnOverdue(db, instantOf('2026-03-03 05:59:59')), 0);
    await accept(db, wife('2026-03-03 05:59:59'), early.transfer_id);
    await refusedAs(db, 'SH-W008', async () => accept(db, wife('2026-03-03 06:00:00'), late.transfer_id));
    assert.equal(await returnOverdue(db, instantOf('2026-03-03 06:00:00')), 1);
    assert.equal(await returnOverdue(db, instantOf('2026-03-03 06:00:00')), 0);
    await refusedAs(db, 'SH-W008', async () => accept(db, wife('2026-03-02 10:00:00'), late.transfer_id));
    assert.deepEqual([await held(db, `acct:${FATHER}`), await held(db, `wallet:${WIFE}`)], [590_000, 10_000]);
    // What went back counts in the day: nobody tries relatives out one after another.
    await offering(db, TEN);
    await refusedAs(db, 'SH-W005', async () => offering(db, TEN));
    await assertSound(db);
  });

  test('accepted, declined and returned at the same moment: one of them, and the other offers wait on', async (t) => {
    const db = await family(await platform(t));
    for (const child of CHILDREN) await relate(db, child, WIFE, 'parent');
    // Others wait in the same account: what ends twice would take theirs.
    const offers = [];
    for (const from of [FATHER, ...CHILDREN])
      for (let nth = 0; nth < 3; nth += 1) offers.push(await offering(db, TEN, { from }));
    const [late, due] = [instantOf('2026-03-03 05:59:59'), instantOf('2026-03-03 06:00:00')];
    const wife = { psn_no: WIFE, at: late };
    for (const { transfer_id } of offers.slice(0, 4)) {
      const ends = await Promise.allSettled([
        accept(db, wife, transfer_id),
        decline(db, wife, transfer_id),
        accept(db, wife, transfer_id),
      ]);
      const states = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value.state] : []));
      assert.equal(new Set(states).size, 1);
      await assertSound(db);
    }
    const rest = offers.slice(4);
    const [back, ...taken] = await Promise.allSettled([
      returnOverdue(db, due),
      ...rest.map(async ({ transfer_id }) => accept(db, wife, transfer_id)),
    ]);
    const accepted = taken.filter(({ status }) => status === 'fulfilled').length;
    assert.deepEqual(back, { status: 'fulfilled', value: rest.length - accepted });
    await assertSound(db);
    assert.equal(await held(db, `offered:${WIFE}`), 0);
  });

  test('go by the rules of their day', async (t) => {
    const on = await platform(t);
    const db = await family(on);
    const rules = {
      begndate: '2026-03-03',
      most_per_day: 1,
      most_fen: 5_000,
      closed_from: '12:00:00',
      closed_to: '13:00:00',
      return_at: '08:30:00',
      elder_age: 60,
      rotate_s: 60,
      grace_s: 15,
      hold_s: 300,
      most_wrong: 20,
      code_minutes: 5,
      alarm_days: 7,
      alarm_device: 6,
      alarm_place: 100,
      alarm_witness: 100,
      source: '测试',
    };
    const asking = { caller: PEOPLE.head, at: TEN };
    for (let twice = 0; twice < 2; twice += 1) await setRules(on.services, asking, rules);
    await assert.rejects(setRules(on.services, asking, { ...rules, most_per_day: 9 }), { code: 'SH-W009' });
    await assert.rejects(setRules(on.services, asking, { ...rules, begndate: '2026-03-02' }), { code: 'SH-W015' });
    await offering(db, TEN);
    await offering(db, TEN);
    const next = (time: string) => instantOf(`2026-03-03 ${time}`);
    await refusedAs(db, 'SH-W004', async () => offering(db, next('10:00:00'), { fen: 5_001 }));
    await refusedAs(db, 'SH-W006', async () => offering(db, next('12:00:00'), { fen: 5_000 }));
    const night = await offering(db, next('23:30:00'), { fen: 5_000 });
    await refusedAs(db, 'SH-W005', async () => offering(db, next('10:00:00'), { fen: 5_000 }));
    assert.deepEqual(night.returns_at, instantOf('2026-03-04 08:30:00'));
  });

  test('wait while money is frozen, and what was offered goes back all the same', async (t) => {
    const on = await platform(t);
    const db = await family(on);
    const { transfer_id } = await offering(db, TEN);
    const report = { freeze_id: randomUUID(), what: 'money', reason: '不是我操作的' } as const;
    for (let twice = 0; twice < 2; twice += 1) await freezeOwn(on.services, { psn_no: WIFE, at: TEN }, report);
    await assert.rejects(freezeOwn(on.services, { psn_no: SON, at: TEN }, report), { code: 'SH-W009' });
    await refusedAs(db, 'SH-W002', async () => accept(db, { psn_no: WIFE, at: TEN }, transfer_id));
    await refusedAs(db, 'SH-W002', async () => offering(db, TEN));
    await refusedAs(db, 'SH-W002', async () => offering(db, TEN, { from: WIFE, receiver: FATHER }));
    assert.equal(await returnOverdue(db, instantOf('2026-03-03 06:00:00')), 1);
    assert.equal(await held(db, `acct:${FATHER}`), 600_000);
  });
});

describe('wallets and relations', () => {
  test('are opened by their owner, or by a close relative for an elder', async (t) => {
    const on = await platform(t);
    await takeIn(on);
    const db = on.db;
    const [employee, resident] = ['4290000001', '4290000002'];
    await refusedAs(db, 'SH-W003', async () => openWallet(db, { psn_no: employee, at: TEN }, resident));
    await relate(db, employee, resident, 'parent');
    await refusedAs(db, 'SH-W012', async () => openWallet(db, { psn_no: resident, at: TEN }, employee));
    for (let twice = 0; twice < 2; twice += 1) {
      const { opened_by } = await openWallet(db, { psn_no: employee, at: TEN }, resident);
      assert.equal(opened_by, employee);
    }
    await refusedAs(db, 'SH-W010', async () => openWallet(db, { psn_no: '4290000004', at: TEN }, '4290000004'));
    await refusedAs(db, 'SH-F004', async () => openWallet(db, { psn_no: '4290000003', at: TEN }, '4290000003'));
  });

  test('a relation counts when the other confirms, and no longer when either ends it', async (t) => {
    const db = await family(await platform(t));
    const declared = { relation_id: randomUUID(), relative: WIFE, kind: 'parent' } as const;
    const son = { psn_no: SON, at: TEN };
    for (let twice = 0; twice < 2; twice += 1) await declareRelation(db, son, declared);
    await refusedAs(db, 'SH-W009', async () => declareRelation(db, son, { ...declared, relation_id: randomUUID() }));
    await refusedAs(db, 'SH-W003', async () =>
      declareRelation(db, son, { ...declared, relation_id: randomUUID(), relative: SON }),
    );
    await refusedAs(db, 'SH-F001', async () =>
      declareRelation(db, son, { ...declared, relation_id: randomUUID(), relative: 'nobody' }),
    );
    await refusedAs(db, 'SH-W003', async () => offering(db, TEN, { from: SON }));
    // Who declared it does not confirm it.
    await refusedAs(db, 'SH-W011', async () => confirmRelation(db, son, declared.relation_id));
    await confirmRelation(db, { psn_no: WIFE, at: TEN }, declared.relation_id);
    await offering(db, TEN, { from: SON });
    await refusedAs(db, 'SH-W011', async () => endRelation(db, { psn_no: FATHER, at: TEN }, declared.relation_id));
    await endRelation(db, { psn_no: WIFE, at: TEN }, declared.relation_id);
    await refusedAs(db, 'SH-W003', async () => offering(db, TEN, { from: SON }));
  });
});
