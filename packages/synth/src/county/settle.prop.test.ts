import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, assert as assertProperty, constantFrom, integer, nat, property, record } from 'fast-check';
import { makeOwnCatalogue } from '../catalogue/own.ts';
import type { Item } from '../model.ts';
import { makeInstitutions } from './institutions.ts';
import { Ledger } from './ledger.ts';
import { Census } from './census.ts';
import { Purse } from './purse.ts';
import { Till } from './settle.ts';

const own = makeOwnCatalogue(1);
const items: readonly Item[] = [...own.western, ...own.herbs, ...own.consumables, own.delivery, own.bed];
const institutions = makeInstitutions();
const census = new Census(3, 50_001, 20_635);

const billed = record({
  item: constantFrom(...items),
  cnt: integer({ min: 1, max: 500_000 }),
  above: constantFrom(0, 0, 100, 12_345),
  selfpay_prop: constantFrom(undefined, 0, 1, 3333, 9999, 10_000),
});

const care = record({
  index: nat(50_000),
  institution: constantFrom(...institutions),
  med_type: constantFrom('11', '13', '21', '24', '41', '52'),
  insutype: constantFrom(undefined, '510'),
  lines: array(billed, { minLength: 0, maxLength: 12 }),
});

test('a settlement balances to the fen, and a reversal undoes it', () => {
  assertProperty(
    property(care, ({ index, institution, med_type, insutype, lines }) => {
      const ledger = new Ledger(census.person(index));
      const till = new Till(ledger.person, new Purse(ledger.person, 20_635));
      const [doctor] = institution.doctors;
      assert(doctor !== undefined);
      const visit = ledger.visit({
        institution,
        med_type,
        begin: 20_640,
        begin_second: 1,
        doctor,
        ...(insutype === undefined ? {} : { insutype }),
      });
      const bill = ledger.bill(visit);
      for (const { item, cnt, above, selfpay_prop } of lines) {
        bill.lines.push(
          ledger.line({ item, cnt, day: 20_640, second: 5, doctor, pric: item.pric_uplmt + above, selfpay_prop }),
        );
      }
      for (const line of bill.lines) {
        assert.equal(line.amount, line.fulamt_ownpay + line.overlmt_selfpay + line.preselfpay + line.inscp);
        assert(line.inscp >= 0 && line.preselfpay >= 0 && line.overlmt_selfpay >= 0);
      }
      const reversal = ledger.bill(visit, { reverses: bill });
      const money = till.settle(visit, bill);
      assert.equal(
        money.medfee_sumamt,
        bill.lines.reduce((sum, line) => sum + line.amount, 0),
      );
      assert.equal(
        money.inscp_amt,
        bill.lines.reduce((sum, line) => sum + line.inscp, 0),
      );
      assert.equal(money.medfee_sumamt, money.fund_pay_sumamt + money.psn_part_amt);
      assert.equal(money.psn_part_amt, money.acct_pay + money.psn_cash_pay + money.acct_mulaid_pay);
      assert.equal(
        money.medfee_sumamt,
        money.fulamt_ownpay_amt + money.overlmt_selfpay + money.preselfpay_amt + money.inscp_amt,
      );
      assert.equal(
        money.fund_pay_sumamt,
        money.hifp_pay + money.cvlserv_pay + money.hifmi_pay + money.hifob_pay + money.maf_pay,
      );
      assert(money.psn_cash_pay >= 0 && money.acct_pay >= 0 && money.hifp_pay >= 0);
      const back = till.settle(visit, reversal);
      assert.equal(back.medfee_sumamt + money.medfee_sumamt, 0);
      assert.equal(back.fund_pay_sumamt + money.fund_pay_sumamt, 0);
      assert.equal(back.psn_part_amt, back.acct_pay + back.psn_cash_pay + back.acct_mulaid_pay);
    }),
    { numRuns: 300 },
  );
});
