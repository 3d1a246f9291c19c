/** Every field of clearing, reconciliation, files and appeals. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refusesEachLeaf } from '../gateway/fields.fixture.ts';
import { clearingTransactions } from './transactions.ts';

const ID = '00000000-0000-4000-a000-000000000000';
const sums = { medfee_sumamt: '1.00', fund_pay_sumamt: '1.00' };
const days = { stmt_begndate: '2026-03-01', stmt_enddate: '2026-03-31' };
const applied = {
  data: {
    clr_type: '11',
    clr_optins: '429000',
    begndate: '2026-03-01',
    enddate: '2026-03-31',
    medfee_sumamt: '1.00',
    fund_appy_sum: '1.00',
    acct_pay: '0',
    psntime: '1',
  },
};
const event = { data: { clr_appy_evt_id: '1' } };

/** One message of each transaction that is in order. */
const VALID: Readonly<Record<string, unknown>> = {
  '3201': {
    data: {
      ...sums,
      ...days,
      insutype: '310',
      clr_type: '11',
      setl_optins: '429000',
      acct_pay: '0',
      fixmedins_setl_cnt: '1',
    },
  },
  '3202': {
    data: { ...sums, ...days, setl_optins: '429000', file_qury_no: '1', cash_payamt: '0', fixmedins_setl_cnt: '1' },
  },
  '3203': applied,
  '3203A': applied,
  '3204': event,
  '3204A': event,
  '3205A': event,
  '3701': { data: { begndate: '2026-03-01', enddate: '2026-03-31', matter_id: ID } },
  '3702': { data: { matter_id: ID, appy_type: '2', appy_rea: '病历附后' } },
  '3703': { data: { matter_id: ID, appy_rea: '申请合议' } },
  '3704': { data: { matter_id: ID, file_qury_no: '1', memo: '病历' } },
  '9101': { fsUploadIn: { in: 'eA==', filename: 'x.txt' } },
  '9102': { fsDownloadIn: { file_qury_no: '1' } },
};

const optional = new Set(['3701 begndate', '3701 enddate', '3701 matter_id', '3702 appy_rea', '3704 memo']);

describe('every field of clearing over the interface', () => {
  test('there is a message of each', () => {
    assert.deepEqual(Object.keys(VALID).toSorted(), clearingTransactions.map(({ infno }) => infno).toSorted());
  });

  for (const { infno, input } of clearingTransactions)
    test(`${infno}: absent, empty, too long, of another type`, () => {
      refusesEachLeaf({ infno, input }, VALID[infno], { optional, unread: new Set() });
    });
});
