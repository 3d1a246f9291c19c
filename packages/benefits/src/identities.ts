/** What holds of every calculation, to the fen. It is asserted each time: money that does not add up is not settled. */
import assert from 'node:assert/strict';
import { AMOUNTS, SUPPLEMENTS } from './model.ts';
import type { Accumulation, Amounts, Calculation } from './model.ts';

/** @throws AssertionError, a fault of Shouhu, never of the claim */
export function assertIdentities({ amounts, lines, shares, after }: Calculation, before: Accumulation): void {
  for (const name of AMOUNTS)
    assert(Number.isSafeInteger(amounts[name]) && amounts[name] >= 0, `${name} is not whole fen`);
  const { medfee_sumamt, hifp_pay, fund_pay_sumamt, psn_part_amt, hosp_part_amt, inscp_scp_amt, act_pay_dedc } =
    amounts;
  const { fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, acct_pay, acct_mulaid_pay, psn_cash_pay } = amounts;
  assert.equal(medfee_sumamt, fulamt_ownpay_amt + overlmt_selfpay + preselfpay_amt + inscp_scp_amt, 'total by scope');
  assert.equal(medfee_sumamt, fund_pay_sumamt + psn_part_amt + hosp_part_amt, 'total by payer');
  assert.equal(psn_part_amt, acct_pay + acct_mulaid_pay + psn_cash_pay, "the person's share");
  assert.equal(fund_pay_sumamt, fundsOf(amounts), 'the funds');
  assert.equal(fund_pay_sumamt, sum(shares, 'fund_payamt'), 'the rows of setldetail');
  assert(fund_pay_sumamt <= inscp_scp_amt, 'the funds pay within what is in scope');
  assert(hifp_pay + act_pay_dedc <= inscp_scp_amt, 'the pool pays above the deductible');
  for (const { fund_payamt, inscp_scp_amt: looked, crt_payb_lmt_amt } of shares) {
    assert(fund_payamt <= looked && fund_payamt <= (crt_payb_lmt_amt ?? looked), 'a fund pays within its limit');
  }
  assert.equal(sum(lines, 'det_item_fee_sumamt'), medfee_sumamt, 'the lines');
  assert.equal(sum(lines, 'inscp_scp_amt'), inscp_scp_amt, 'the lines in scope');
  assert.equal(sum(lines, 'fund_payamt'), fund_pay_sumamt, 'the funds by line');
  assert.equal(after.year, before.year);
}

function fundsOf(amounts: Amounts): number {
  return amounts.hifp_pay + SUPPLEMENTS.reduce((total, name) => total + amounts[name], 0);
}

function sum<Name extends string>(rows: readonly Readonly<Record<Name, number>>[], name: Name): number {
  return rows.map((row): number => row[name]).reduce((total, amount) => total + amount, 0);
}
