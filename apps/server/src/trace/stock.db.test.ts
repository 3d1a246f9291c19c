import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  EMPLOYEE,
  HOSPITAL,
  ITEMS,
  PHARMACY,
  RESIDENT,
  charged,
  fieldOf,
  refused,
  registered,
  selling,
  settling,
} from '../settlement/settlement.fixture.ts';
import {
  boxCode,
  cancelSale,
  changeRow,
  countRow,
  openSales,
  purchaseRow,
  saleRow,
  scanned,
  setItem,
  sold,
  stock,
  stockOf,
  tracing,
} from './trace.fixture.ts';
import { assertTraced } from './whole.ts';
import type { Till } from '../settlement/settlement.fixture.ts';

const [A, B, C] = [boxCode(1), boxCode(2), boxCode(3)];
const at = { from: PHARMACY };

describe('stock', () => {
  test('is the sum of its movements, counted, bought, changed, sold and returned', async (t) => {
    const place = await tracing(t);
    await stock(place, '3501', countRow(5));
    await stock(place, '3503', purchaseRow(3, [A, B, C]));
    assert.equal(await stockOf(place), 8);
    await stock(place, '3502', changeRow('104', 0.5));
    await stock(place, '3502', changeRow('101', 1));
    await stock(place, '3504', purchaseRow(1, [C], { medins_prod_purc_no: 'P1' }));
    assert.equal(await stockOf(place), 7.5);
    await stock(place, '3505', saleRow(2, [A, B]));
    assert.equal(await stockOf(place), 5.5);
    assert.deepEqual(await openSales(place), { [A]: PHARMACY, [B]: PHARMACY });
    // Uploaded anew, whether as another message or after other bills.
    await stock(place, '3505', saleRow(2, [B, A]));
    await stock(place, '3503', purchaseRow(3, [A, B, C]));
    assert.equal(await stockOf(place), 5.5);
    await stock(place, '3506', saleRow(1, [A], { sel_retn_time: '2026-03-02 09:50:00' }));
    assert.equal(await stockOf(place), 6.5);
    await stock(place, '3505', saleRow(1, [A], { rtal_docno: 'R2' }));
    // What is counted anew holds from that day on.
    await stock(place, '3501', countRow(4, [], { invdate: '2026-03-02' }));
    assert.equal(await stockOf(place), 4);
    await refused(place, 'SH-Z013', '3502', { invinfo: changeRow('102', 4.5) }, at);
    const error = await refused(place, 'SH-Z013', '3504', { purcinfo: purchaseRow(5, [], { purc_invo_no: 'F2' }) }, at);
    assert.match(error.zh, /批次 B1 的库存 4，不足 5/);
    await assertTraced(place);
  });

  test('falls below zero only where a region lets it, and is noted then', async (t) => {
    const place = await tracing(t);
    await refused(place, 'SH-Z013', '3505', { selinfo: saleRow(1, [A]) }, at);
    await place.on.db.updateTable('trace_setting').set({ below_zero: true }).execute();
    await stock(place, '3505', saleRow(1, [A]));
    const { body } = await place.on.ask('officer1', 'GET', '/api/trace/faults');
    assert.equal(fieldOf(body[0], 'cnt'), '-1');
    assert.equal(fieldOf(body[0], 'fixmedins_code'), PHARMACY);
  });

  test('an insured sale told of by 3505 is the sale of its settlement', async (t) => {
    const place = await tracing(t);
    await stock(place, '3501', countRow(9));
    await stock(place, '3501', countRow(9), { from: HOSPITAL });
    const setl_id = await sold(place, [scanned('1', [A, B])]);
    await stock(place, '3505', saleRow(2, [A, B], { setl_id, psn_no: EMPLOYEE }));
    await refused(place, 'SH-Z018', '3505', { selinfo: saleRow(1, [C], { setl_id, psn_no: RESIDENT }) }, at);
    await refused(place, 'SH-Z018', '3505', { selinfo: saleRow(1, [C], { setl_id: 'none' }) }, at);
    await refused(place, 'SH-Z018', '3505', { selinfo: saleRow(1, [C], { setl_id }) }, { from: HOSPITAL });
    const paid = await refused(place, 'SH-Z016', '3506', { selinfo: saleRow(1, [A], { setl_id }) }, at);
    assert.match(paid.zh, new RegExp(setl_id));
    await cancelSale(place, setl_id);
    await refused(place, 'SH-Z018', '3505', { selinfo: saleRow(1, [C], { setl_id }) }, at);
    await stock(place, '3506', saleRow(2, [A, B], { setl_id }));
    assert.equal(await stockOf(place), 18);
    await refused(place, 'SH-Z014', '3506', { selinfo: saleRow(1, [A], { setl_id }) }, at);
    assert.deepEqual(await openSales(place), {});
    await assertTraced(place);
  });

  test('boxes of another stock, of another drug, and boxes that come back from persons are refused', async (t) => {
    const place = await tracing(t);
    await stock(place, '3503', purchaseRow(3, [A, B, C]));
    const visit = await registered(place, RESIDENT);
    const total = await charged(place, visit, [scanned('1', [A])]);
    await refused(place, 'SH-Z010', '2207', settling(visit, total, { insutype: '390' }));
    await stock(place, '3503', purchaseRow(1, [A]), { from: HOSPITAL });
    await place.send('2207', settling(visit, total, { insutype: '390' }));
    await refused(
      place,
      'SH-Z001',
      '3503',
      { purcinfo: purchaseRow(1, [A], { purc_invo_no: 'F9', dynt_no: 'D9' }) },
      at,
    );
    await refused(place, 'SH-Z011', '2102', selling([scanned('1', [B], { med_list_codg: ITEMS.classB })]), at);
    await sold(place, [scanned('1', [B])]);
    await refused(place, 'SH-Z002', '3504', { purcinfo: purchaseRow(1, [B]) }, at);
    await refused(place, 'SH-Z002', '3502', { invinfo: changeRow('102', 1, [B]) }, at);
    await assertTraced(place);
  });

  test('more than was sold, and boxes that were not, do not come back', async (t) => {
    const place = await tracing(t);
    await setItem(place, { pack_cnt: 240_000 });
    await stock(place, '3501', countRow(100));
    await stock(place, '3505', saleRow(24, [A]));
    await stock(place, '3505', saleRow(10, [B], { trdn_flag: '1' }));
    await refused(place, 'SH-Z014', '3506', { selinfo: saleRow(48, [A, C]) }, at);
    await refused(place, 'SH-Z015', '3506', { selinfo: saleRow(24, [C]) }, at);
    await stock(place, '3506', saleRow(4, [B], { trdn_flag: '1' }));
    await refused(place, 'SH-Z007', '3505', { selinfo: saleRow(19, [B], { trdn_flag: '1', rtal_docno: 'R3' }) }, at);
    await stock(place, '3505', saleRow(18, [B], { trdn_flag: '1', rtal_docno: 'R3' }));
    await stock(place, '3506', saleRow(24, [A]));
    await refused(place, 'SH-Z015', '3506', { selinfo: saleRow(24, [A], { medins_prod_sel_no: 'again' }) }, at);
    assert.deepEqual(Object.keys(await openSales(place)), [B]);
    await assertTraced(place, new Map([[ITEMS.classA, 240_000]]));
  });

  test('what was uploaded by mistake is taken back as a whole', async (t) => {
    const place = await tracing(t);
    await stock(place, '3503', purchaseRow(3, [A, B, C]));
    await stock(place, '3505', saleRow(2, [A, B]));
    await stock(place, '3506', saleRow(1, [A]));
    await refused(place, 'SH-Z013', '3507', { data: { fixmedins_bchno: 'B1', inv_data_type: '3' } }, at);
    await refused(place, 'SH-Z017', '3507', { data: { fixmedins_bchno: 'B1', inv_data_type: '1' } }, at);
    await refused(
      place,
      'SH-Z017',
      '3507',
      { data: { fixmedins_bchno: 'B1', inv_data_type: '3' } },
      { from: HOSPITAL },
    );
    await place.send('3507', { data: { fixmedins_bchno: 'B1', inv_data_type: '4' } }, at);
    assert.equal(await stockOf(place), 3);
    assert.deepEqual(await openSales(place), {});
    // The same may be told again, and the withdrawal is done once.
    await stock(place, '3505', saleRow(2, [A, B]));
    assert.equal(await stockOf(place), 1);
    await place.send('3507', { data: { fixmedins_bchno: 'B1', inv_data_type: '4' } }, at);
    await refused(place, 'SH-Z017', '3507', { data: { fixmedins_bchno: 'B1', inv_data_type: '4' } }, at);
    await place.send('3507', { data: { fixmedins_bchno: 'B1', inv_data_type: '3' } }, at);
    assert.equal(await stockOf(place), 0);
    await assertTraced(place);
  });

  test('a return is not withdrawn when its box was sold again', async (t) => {
    const place = await tracing(t);
    await stock(place, '3501', countRow(9));
    await stock(place, '3505', saleRow(1, [A]));
    await stock(place, '3506', saleRow(1, [A]));
    await sold(place, [scanned('1', [A])]);
    await refused(place, 'SH-Z002', '3507', { data: { fixmedins_bchno: 'B1', inv_data_type: '4' } }, at);
    await assertTraced(place);
  });

  test('withdrawn twice at once, sold while it is given back: what stands afterwards is in order', async (t) => {
    const place = await tracing(t);
    await stock(place, '3501', countRow(20));
    await stock(place, '3505', saleRow(1, [C]));
    const withdraw = { data: { fixmedins_bchno: 'B1', inv_data_type: '4' } };
    const both = await Promise.allSettled([1, 2, 3].map(() => place.send('3507', withdraw, at)));
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const one of both) if (one.status === 'rejected') assert.equal(one.reason.code, 'SH-Z017');
    for (let round = 0; round < 5; round += 1) {
      const setl_id = await sold(place, [scanned('1', [A, B])]);
      const tries = await Promise.allSettled([
        cancelSale(place, setl_id),
        stock(place, '3505', saleRow(2, [B, A], { rtal_docno: `R${round}` })),
        sold(place, [scanned('1', [B])], { psn_no: RESIDENT, insutype: '390' }),
      ]);
      assert.equal(tries[0]?.status, 'fulfilled');
      await assertTraced(place);
      const [told, other] = [tries[1]?.status, tries[2]];
      if (told === 'fulfilled') await stock(place, '3506', saleRow(2, [A, B], { medins_prod_sel_no: `S${round}` }));
      if (other?.status === 'fulfilled') await cancelSaleOf(place, other.value);
      assert.deepEqual(await openSales(place), {});
    }
    await assertTraced(place);
  });
});

const cancelSaleOf = async ({ send }: Till, setl_id: string): Promise<unknown> =>
  send('2103', { data: { psn_no: RESIDENT, setl_id } }, at);
