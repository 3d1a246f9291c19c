/** How the person's share is paid: the personal account, then relatives' accounts, then cash. */
import { step, yuanText } from './explain.ts';
import type { Claim, Step } from './model.ts';
import { pick } from './policy/figure.ts';
import type { Facts } from './policy/figure.ts';
import type { Policy } from './policy/policy.ts';

export interface Paid {
  readonly acct_pay: number;
  readonly acct_mulaid_pay: number;
  readonly psn_cash_pay: number;
  readonly steps: readonly Step[];
}

/** @param outside the part of the share that is outside the catalogue or above caps */
export function payShare({ account }: Policy, facts: Facts, claim: Claim, share: number, outside: number): Paid {
  const covers = pick(account.pays_outside, facts);
  const payable = covers.value ? share : share - outside;
  const acct_pay = claim.acct_used ? Math.min(claim.acct_balance_fen, payable) : 0;
  const acct_mulaid_pay = Math.min(claim.mulaid_balance_fen, payable - acct_pay);
  const psn_cash_pay = share - acct_pay - acct_mulaid_pay;
  const zh = `个人负担 ${yuanText(share)}：个人账户 ${yuanText(acct_pay)}，共济 ${yuanText(acct_mulaid_pay)}，现金 ${yuanText(psn_cash_pay)}`;
  const en = `The person pays ${yuanText(share)}: account ${yuanText(acct_pay)}, relatives ${yuanText(acct_mulaid_pay)}, cash ${yuanText(psn_cash_pay)}`;
  return { acct_pay, acct_mulaid_pay, psn_cash_pay, steps: [step('account', share, [covers.basis], zh, en)] };
}
