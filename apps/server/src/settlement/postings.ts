/**
 * What a settlement moves in the ledger. Every account is of the one institution or of a person: no two institutions wait for each other.
 * Funds owe (`accrued`) what the institution is to get (`payable`); accounts of persons pay at once.
 */
import type { Calculation } from '@shouhu/benefits';
import { openAccounts, post } from '@shouhu/ledger';
import type { Posting } from '@shouhu/ledger';
import { sideBySide } from '../gateway/transaction.ts';
import type { Handling } from '../gateway/transaction.ts';
import { personalAccount } from '../insured/read-insured.ts';
import type { Payer } from '../wallet/payers.ts';

/** 职工个人账户, as a kind of fund that pays. */
export const PERSONAL = '310200';

/** What a fund owes for settlements of an institution that are not cleared, and what the institution is to get for them. */
export const accrued = (fund_pay_type: string, fixmedins_code: string): string =>
  `accrued:${fund_pay_type}:${fixmedins_code}`;
export const payable = (fund_pay_type: string, fixmedins_code: string): string =>
  `payable:${fixmedins_code}:${fund_pay_type}`;

/** The postings of a settlement; none where neither fund nor account pays. */
export function postingsOf(
  fixmedins_code: string,
  psn_no: string,
  { shares, amounts }: Calculation,
  payers: readonly Payer[],
): readonly Posting[] {
  const { acct_pay, acct_mulaid_pay } = amounts;
  const funds = shares.flatMap(({ fund_pay_type, fund_payamt }) => [
    { account: accrued(fund_pay_type, fixmedins_code), fen: 0 - fund_payamt },
    { account: payable(fund_pay_type, fixmedins_code), fen: fund_payamt },
  ]);
  const persons = [
    { account: personalAccount(psn_no), fen: 0 - acct_pay },
    ...sharesOf(payers, acct_mulaid_pay),
    { account: payable(PERSONAL, fixmedins_code), fen: acct_pay + acct_mulaid_pay },
  ];
  return summed([...funds, ...persons]).filter(({ fen }) => fen !== 0);
}

/** @throws ShouhuError SH-G001 when an account does not hold what it should pay */
export async function postSettlement(
  handling: Handling,
  entry: { readonly entry_id: string; readonly setl_id: string; readonly day: string },
  postings: readonly Posting[],
): Promise<void> {
  const { entry_id, setl_id: memo, day } = entry;
  const institutional = postings.filter(({ account }) => !isOfPerson(account));
  await sideBySide(handling, ({ trx, at }) => [
    openAccounts(
      trx,
      institutional.map(({ account }) => account),
    ),
    post(trx, { entry_id, kind: 'settled', day, memo, postings }, at),
  ]);
}

/** Opened with the person or the wallet, with a floor. */
const isOfPerson = (account: string): boolean => /^(acct|wallet):/.test(account);

/** Two shares of one fund are one posting. */
function summed(postings: readonly Posting[]): Posting[] {
  const sums = new Map<string, number>();
  for (const { account, fen } of postings) sums.set(account, (sums.get(account) ?? 0) + fen);
  return [...sums].map(([account, fen]) => ({ account, fen }));
}

/** Each payer in turn gives what he has until it is paid. */
function sharesOf(payers: readonly Payer[], amount: number): Posting[] {
  let left = amount;
  return payers.map(({ account, balance_fen }) => {
    const paid = Math.min(left, balance_fen);
    left -= paid;
    return { account, fen: 0 - paid };
  });
}
