import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRow } from './read-row.ts';
import type { RawRow } from './read-row.ts';
import { tables } from './tables.ts';

const LINE: RawRow = {
  mdtrt_id: 'V1',
  psn_no: 'P1',
  fixmedins_code: 'H31010600001',
  fee_ocur_time: '2025-01-02 03:04:05',
  med_list_codg: 'X1',
  cnt: '2',
  det_item_fee_sumamt: '3.50',
};

function faults(change: RawRow): unknown[] {
  const read = readRow(tables.fee_list_d, { ...LINE, ...change });
  return read.ok ? [] : read.faults.map(({ field, text, code }) => [field, text, code]);
}

describe('readRow', () => {
  it('reads money as fen, prices, quantities and ratios in their units, times as day and second', () => {
    const read = readRow(tables.fee_list_d, {
      ...LINE,
      pric: '1.75',
      selfpay_prop: '0.1',
      rxno: 'R1',
      inscp_amt: '',
      inscp_scp_amt: '-0.07',
      updt_time: '20250103',
      vali_flag: '0',
    });
    assert.ok(read.ok);
    const present = Object.fromEntries(Object.entries(read.row).filter(([, value]) => value !== null));
    assert.deepEqual(present, {
      mdtrt_id: 'V1',
      psn_no: 'P1',
      fixmedins_code: 'H31010600001',
      fee_ocur_time: 20_090,
      fee_ocur_time_s: 11_045,
      med_list_codg: 'X1',
      cnt: 20_000,
      pric: 1_750_000,
      det_item_fee_sumamt: 350,
      selfpay_prop: 1000,
      inscp_amt: -7,
      rx_drord_no: 'R1',
      updt_time: 20_091,
      vali_flag: 0,
    });
    assert.equal(read.row['updt_time_s'], null);
  });

  it('takes refunds, and no negative price', () => {
    assert.deepEqual(faults({ cnt: '-2', det_item_fee_sumamt: '-3.50' }), []);
    assert.deepEqual(faults({ pric: '-1' }), [['pric', '-1', 'SH-R013']]);
  });

  it('names every failing field in the order of the definition', () => {
    assert.deepEqual(
      faults({
        mdtrt_id: ' ',
        fee_ocur_time: '1989-12-31',
        cnt: '1,5',
        det_item_fee_sumamt: '3.505',
        selfpay_prop: '1.1',
      }),
      [
        ['mdtrt_id', ' ', 'SH-R001'],
        ['fee_ocur_time', '1989-12-31', 'SH-R003'],
        ['cnt', '1,5', 'SH-R007'],
        ['det_item_fee_sumamt', '3.505', 'SH-R005'],
        ['selfpay_prop', '1.1', 'SH-R014'],
      ],
    );
  });

  it('needs one of the two item codes', () => {
    assert.deepEqual(faults({ med_list_codg: '' }), [['hilist_code', null, 'SH-R001']]);
    assert.deepEqual(faults({ med_list_codg: '', hilist_code: 'Y' }), []);
  });
});
