import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  HOSPITAL,
  ITEMS,
  OTHER_HOSPITAL,
  PHARMACY,
  RESIDENT,
  admitted,
  charged,
  discharge,
  fieldOf,
  line,
  refused,
  registered,
  selling,
  settling,
  settlingStay,
  stayed,
} from '../settlement/settlement.fixture.ts';
import { assertWhole } from '../settlement/whole.ts';
import {
  boxCode,
  cancelSale,
  countRow,
  openSales,
  saleRow,
  scanned,
  scans,
  setItem,
  sold,
  stock,
  tracing,
} from './trace.fixture.ts';
import { assertTraced } from './whole.ts';

const [A, B, C] = [boxCode(1), boxCode(2), boxCode(3)];
const at = { from: PHARMACY };

describe('one code, one valid sale', () => {
  test('a box is sold once, wherever; cancelled, it is free again', async (t) => {
    const place = await tracing(t);
    const setl_id = await sold(place, [scanned('1', [A, B])]);
    assert.deepEqual(await openSales(place), { [A]: PHARMACY, [B]: PHARMACY });
    const own = await refused(place, 'SH-Z002', '2102', selling([scanned('1', [A])]), at);
    assert.match(own.zh, /8123456\*\*\*0001.*2026-03-02 10:00:00.*setl_id/);
    const visit = await registered(place, RESIDENT);
    const asked = { insutype: '390' };
    const total = await charged(place, visit, [scanned('1', [B])]);
    const other = await refused(place, 'SH-Z001', '2207', settling(visit, total, asked));
    assert.match(other.zh, /8123456\*\*\*0002 已于 2026-03-02 在其他机构售出/);
    assert.doesNotMatch(other.zh + other.en, /P4290|setl_id/);
    await cancelSale(place, setl_id);
    assert.deepEqual(await openSales(place), {});
    await place.send('2207', settling(visit, total, asked));
    await sold(place, [scanned('1', [A])]);
    assert.deepEqual(await openSales(place), { [A]: PHARMACY, [B]: HOSPITAL });
    await assertTraced(place);
    await assertWhole(place);
  });

  test('tills that scan one box at the same moment: exactly one wins', async (t) => {
    const place = await tracing(t);
    for (const round of [10, 20, 30, 40, 50]) {
      const codes = [boxCode(round), boxCode(round + 1)];
      // The same boxes in either order, at a pharmacy by settlement and by self-paid sales, by two persons.
      const tries = await Promise.allSettled([
        sold(place, [scanned('1', codes)]),
        sold(place, [scanned('1', codes.toReversed())], { psn_no: RESIDENT, insutype: '390' }),
        sold(place, [scanned('1', [codes[1] ?? '']), scanned('2', [codes[0] ?? ''])], {}, { from: PHARMACY }),
      ]);
      assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1, JSON.stringify(tries));
      for (const one of tries) if (one.status === 'rejected') assert.match(one.reason.code, /^SH-Z00[12]$/);
    }
    await stock(place, '3501', countRow(9));
    const box = boxCode(60);
    const both = await Promise.allSettled([
      sold(place, [scanned('1', [box])]),
      stock(place, '3505', saleRow(1, [box])),
      (async () => {
        const visit = await registered(place, RESIDENT, { from: OTHER_HOSPITAL });
        const total = await charged(place, visit, [scanned('1', [box])], 'B1', { from: OTHER_HOSPITAL });
        return place.send('2207', settling(visit, total, { insutype: '390' }), { from: OTHER_HOSPITAL });
      })(),
    ]);
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
    await assertTraced(place);
    await assertWhole(place);
  });

  test('codes of drugs are needed from their day on, except of named items for a time', async (t) => {
    const place = await tracing(t);
    const plain = [line('1', { pric: 10 })];
    const error = await refused(place, 'SH-Z004', '2102', selling(plain), at);
    assert.match(error.zh, /明细 1 的药品 XA01/);
    await sold(place, [line('1', { pric: 10, med_list_codg: ITEMS.capped })]);
    await place.on.db.updateTable('trace_setting').set({ codes_from: '2026-03-03' }).execute();
    await sold(place, plain);
    await place.on.db.updateTable('trace_setting').set({ codes_from: '2026-03-02' }).execute();
    await refused(place, 'SH-Z004', '2102', selling(plain), at);
    await setItem(place, { no_code_until: '2026-03-02' });
    await sold(place, plain);
    await place.on.db.updateTable('trace_item').set({ no_code_until: '2026-03-01' }).execute();
    await refused(place, 'SH-Z004', '2102', selling(plain), at);
    await place.on.db.updateTable('trace_item').set({ needs_code: false }).execute();
    await sold(place, plain);
    await place.on.db.deleteFrom('trace_item').execute();
    await place.on.db.deleteFrom('trace_setting').execute();
    await refused(place, 'SH-Z004', '2102', selling(plain), at);
    await assertTraced(place);
  });

  test('outer packs, boxes too many, one box twice, codes that are none', async (t) => {
    const place = await tracing(t);
    await setItem(place, { pack_cnt: 240_000 });
    const error = await refused(place, 'SH-Z005', '2102', selling([scanned('1', [A], { cnt: 48 })]), at);
    assert.match(error.zh, /扫了 1 盒，最多含 24 个计价单位，销售 48/);
    await refused(place, 'SH-Z006', '2102', selling([scanned('1', [A, B, C], { cnt: 48 })]), at);
    await sold(place, [scanned('1', [A, B], { cnt: 48 })]);
    await refused(place, 'SH-Z006', '2102', selling([scanned('1', [boxCode(4), boxCode(5)], { cnt: 24 })]), at);
    await refused(place, 'SH-Z003', '2102', selling([scanned('1', [C, C], { cnt: 48 })]), at);
    await refused(
      place,
      'SH-Z003',
      '2102',
      selling([scanned('1', [C], { cnt: 24 }), scanned('2', [C], { cnt: 24 })]),
      at,
    );
    for (const none of ['00000000000000000000', '无', '12345', 'x'.repeat(101)])
      await assert.rejects(place.send('2102', selling([scanned('1', [none])]), at), /drug_trac_codg/);
    const beside = {
      ...selling([line('1', { pric: 10 })]),
      drug_trac_info: scans([C]).map((one) => ({ ...one, feedetl_sn: '7' })),
    };
    await refused(place, 'SH-Z009', '2102', beside, at);
    await assertTraced(place);
  });

  test('the same code scanned in other ways is the same box', async (t) => {
    const place = await tracing(t);
    await sold(place, [scanned('1', ['(01)06901234567892(21)ABC123'])]);
    await refused(place, 'SH-Z002', '2102', selling([scanned('1', ['010690123456789221\u001dABC123'])]), at);
  });

  test('codes beside the lines count as those within', async (t) => {
    const place = await tracing(t);
    const beside = {
      ...selling([line('1', { pric: 10 })]),
      drug_trac_info: scans([A]).map((one) => ({ ...one, feedetl_sn: '1' })),
    };
    await place.send('2102', beside, at);
    assert.deepEqual(await openSales(place), { [A]: PHARMACY });
  });
});

describe('many boxes', () => {
  test('ten thousand of a stay are sold and given back in a handful of statements; those of another bill are refused at once', async (t) => {
    const place = await tracing(t);
    const visit = await admitted(place, RESIDENT);
    const lines = Array.from({ length: 10_000 }, (_, nth) => scanned(String(nth), [boxCode(nth)], { pric: 1 }));
    const total = await stayed(place, visit, lines);
    const asked = settlingStay(visit, total, { insutype: '390', mid_setl_flag: '1' });
    const { setlinfo } = await place.send('2304', asked);
    assert.equal(Object.keys(await openSales(place)).length, 10_000);
    await refused(place, 'SH-Z001', '2102', selling([scanned('1', [boxCode(9_999)])]), at);
    await place.send('2305', { data: { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') } });
    assert.deepEqual(await openSales(place), {});
    await assertTraced(place);
  });
});

describe('before settlement', () => {
  test('presettlement says what settlement would say of the boxes, and holds none', async (t) => {
    const place = await tracing(t);
    await place.send('2101', selling([scanned('1', [A])]), at);
    await refused(place, 'SH-Z004', '2101', selling([line('1', { pric: 10 })]), at);
    const setl_id = await sold(place, [scanned('1', [A])]);
    await refused(place, 'SH-Z002', '2101', selling([scanned('1', [A])]), at);
    const visit = await registered(place, RESIDENT);
    const total = await charged(place, visit, [scanned('1', [A])]);
    await refused(place, 'SH-Z001', '2206', settling(visit, total, { insutype: '390' }));
    const stay = await admitted(place, RESIDENT);
    const cost = await stayed(place, stay, [
      scanned('1', [A, B]),
      scanned('2', [A], { cnt: -1, init_feedetl_sn: '1' }),
    ]);
    await place.send('2303', settlingStay(stay, cost, { insutype: '390', mid_setl_flag: '1' }));
    await cancelSale(place, setl_id);
    await place.send('2206', settling(visit, total, { insutype: '390' }));
    assert.deepEqual(await openSales(place), {});
  });
});

describe('boxes sold in parts', () => {
  test('by the institution that opened it, until nothing is left', async (t) => {
    const place = await tracing(t);
    await setItem(place, { pack_cnt: 240_000 });
    const split = (feedetl_sn: string, codes: readonly string[], cnt: number) =>
      scanned(feedetl_sn, codes, { cnt, pric: 1, trdn_flag: '1' });
    const first = await sold(place, [split('1', [A], 10)]);
    await sold(place, [split('1', [A], 6), split('2', [A], 4)]);
    const error = await refused(place, 'SH-Z007', '2102', selling([split('1', [A], 5)]), at);
    assert.match(error.zh, /只剩 4 个计价单位，不足 5/);
    await refused(place, 'SH-Z002', '2102', selling([scanned('1', [A], { cnt: 24, pric: 1 })]), at);
    const visit = await registered(place, RESIDENT);
    const total = await charged(place, visit, [split('1', [A], 1)]);
    await refused(place, 'SH-Z001', '2207', settling(visit, total, { insutype: '390' }));
    // What is left of the opened box goes first.
    await sold(place, [split('1', [B, A], 5)]);
    await refused(place, 'SH-Z007', '2102', selling([split('1', [A], 1)]), at);
    await cancelSale(place, first);
    await sold(place, [split('1', [A], 10)]);
    await refused(place, 'SH-Z002', '2102', selling([scanned('1', [B], { cnt: 24, pric: 1 })]), at);
    await assertTraced(place, new Map([[ITEMS.classA, 240_000]]));
    await assertWhole(place);
  });

  test('tills that sell from one box together never sell more than it held', async (t) => {
    const place = await tracing(t);
    await setItem(place, { pack_cnt: 100_000 });
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, nth) =>
        sold(
          place,
          [scanned('1', [A], { cnt: 3, pric: 1, trdn_flag: '1' })],
          nth % 2 === 0 ? {} : { psn_no: RESIDENT, insutype: '390' },
        ),
      ),
    );
    assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 3);
    await assertTraced(place, new Map([[ITEMS.classA, 100_000]]));
  });
});

describe('refunds and cancellations of lines', () => {
  test('a refund names the box that came back, and a cancelled refund takes it again', async (t) => {
    const place = await tracing(t);
    const visit = await admitted(place);
    await stayed(place, visit, [scanned('1', [A, B])]);
    await place.send('2304', settlingStay(visit, 20, { mid_setl_flag: '1' }));
    const back = (feedetl_sn: string, codes: readonly string[]) =>
      scanned(feedetl_sn, codes, { cnt: -1, init_feedetl_sn: '1' });
    await refused(place, 'SH-Z008', '2301', { feedetail: [{ ...visit, ...back('2', [C]) }] });
    await stayed(place, visit, [back('2', []), scanned('3', [C])]);
    await discharge(place, visit);
    await refused(place, 'SH-Z006', '2304', settlingStay(visit, 0));
    await place.send('2405', { data: visit });
    await place.send('2302', { data: [{ ...visit, feedetl_sn: '2' }] });
    await stayed(place, visit, [back('2', [A])]);
    await discharge(place, visit);
    const { setlinfo } = await place.send('2304', settlingStay(visit, 0));
    assert.deepEqual(await openSales(place), { [B]: HOSPITAL, [C]: HOSPITAL });
    await assertTraced(place);
    const resold = await sold(place, [scanned('1', [A])]);
    const named = { data: { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') } };
    await refused(place, 'SH-Z001', '2305', named);
    await cancelSale(place, resold);
    await place.send('2305', named);
    assert.deepEqual(await openSales(place), { [A]: HOSPITAL, [B]: HOSPITAL });
    await assertTraced(place);
    await assertWhole(place);
  });

  test('batches that are cancelled and settled in another order hold what stands', async (t) => {
    const place = await tracing(t);
    const visit = await registered(place);
    await charged(place, visit, [scanned('1', [A, B])], 'B1');
    const settle = async (chrg_bchno: string, sum: number) => {
      const { setlinfo } = await place.send('2207', settling(visit, sum, { chrg_bchno }));
      return { data: { ...visit, setl_id: fieldOf(setlinfo, 'setl_id') } };
    };
    const first = await settle('B1', 20);
    await charged(
      place,
      visit,
      [scanned('2', [A], { cnt: -1, init_feedetl_sn: '1' }), line('3', { pric: 10, med_list_codg: ITEMS.capped })],
      'B2',
    );
    const second = await settle('B2', 0);
    assert.deepEqual(await openSales(place), { [B]: HOSPITAL });
    await place.send('2208', first);
    assert.deepEqual(await openSales(place), {});
    await settle('B1', 20);
    assert.deepEqual(await openSales(place), { [B]: HOSPITAL });
    await place.send('2208', second);
    assert.deepEqual(await openSales(place), { [A]: HOSPITAL, [B]: HOSPITAL });
    await assertTraced(place);
  });
});

describe('virtual codes', () => {
  test('are sold once, by the institution and for the drug that they were given for', async (t) => {
    const place = await tracing(t);
    const wanted = { data: { med_list_codg: ITEMS.classA, cnt: 2 } };
    const { data } = await place.send('3592B', wanted, at);
    assert.ok(Array.isArray(data));
    const [one, two] = data.map((each: unknown) => fieldOf(each, 'drug_trac_codg'));
    assert.ok(one !== undefined && two !== undefined && one !== two && one.length <= 30);
    await sold(place, [scanned('1', [one])]);
    await refused(place, 'SH-Z002', '2102', selling([scanned('1', [one])]), at);
    await refused(place, 'SH-Z012', '2102', selling([scanned('1', [two], { med_list_codg: ITEMS.classB })]), at);
    const visit = await registered(place, RESIDENT);
    const total = await charged(place, visit, [scanned('1', [two])]);
    await refused(place, 'SH-Z012', '2207', settling(visit, total, { insutype: '390' }));
    await refused(place, 'SH-Z012', '2102', selling([scanned('1', [`V${PHARMACY}000000009999`])]), at);
    for (const cnt of [0, 201, 1.5, 'x'])
      await assert.rejects(place.send('3592B', { data: { ...wanted.data, cnt } }, at), /cnt/);
  });
});
