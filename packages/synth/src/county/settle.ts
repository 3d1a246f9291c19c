/**
 * The money of one settlement. Identities (docs/domain facts 2.3), to the fen: total = fund + person + hospital;
 * person = account + cash + mutual aid; total = own + above cap + paid first + in scope; fund = the sum of its parts.
 */
import assert from 'node:assert/strict';
import type { Bill, FeeLine, Person, Sums, Visit } from '../model.ts';
import type { Purse } from './purse.ts';

/** The amounts of a `setl_d` row, in fen. */
export interface Settled {
  readonly medfee_sumamt: number;
  readonly fulamt_ownpay_amt: number;
  readonly overlmt_selfpay: number;
  readonly preselfpay_amt: number;
  readonly inscp_amt: number;
  readonly act_pay_dedc: number;
  readonly hifp_pay: number;
  readonly cvlserv_pay: number;
  readonly hifmi_pay: number;
  readonly hifob_pay: number;
  readonly maf_pay: number;
  readonly fund_pay_sumamt: number;
  readonly psn_part_amt: number;
  readonly acct_pay: number;
  readonly psn_cash_pay: number;
  readonly acct_mulaid_pay: number;
}

const DEDUCTIBLES = [10_000, 20_000, 50_000, 80_000] as const;
const SERIOUS_FROM = 1_000_000;
const share = (amount: number, ratio: number): number => Math.floor((amount * ratio + 5000) / 10_000);

/** Settles the bills of one person in the order of time, by the county's invented policy. */
export class Till {
  readonly #person: Person;
  readonly #purse: Purse;
  /** What may still be reversed. */
  #settled: Map<Bill, Settled> | undefined;

  constructor(person: Person, purse: Purse) {
    this.#person = person;
    this.#purse = purse;
  }

  /** A reversal negates what it reverses, which was settled before. */
  settle(visit: Visit, bill: Bill): Settled {
    if (bill.reverses === null) {
      const money = settle(visit, bill, this.#person, this.#purse);
      if (visit.bills.length > 1) (this.#settled ??= new Map()).set(bill, money);
      return money;
    }
    const first = this.#settled?.get(bill.reverses);
    assert(first !== undefined, `${bill.setl_id} reverses what was not settled`);
    this.#purse.putBack(first.acct_pay);
    return negate(first);
  }
}

function settle(visit: Visit, bill: Bill, person: Person, purse: Purse): Settled {
  const { medfee_sumamt, fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt } = bill.sums ?? sumsOf(bill.lines);
  const inscp_amt = medfee_sumamt - fulamt_ownpay_amt - overlmt_selfpay - preselfpay_amt;
  const { deductible, ratio } = policy(visit, person);
  const act_pay_dedc = Math.min(deductible, inscp_amt);
  const pooled = inscp_amt - act_pay_dedc;
  const hifp_pay = share(pooled, ratio);
  const left = pooled - hifp_pay;
  const serious = share(Math.max(0, left - SERIOUS_FROM), 6000);
  const employed = person.insutype === '310';
  const cvlserv_pay = person.psn_type.endsWith('02') && employed ? share(left - serious, 5000) : 0;
  const maf_pay = person.aided ? share(left - serious - cvlserv_pay, 7000) : 0;
  const fund_pay_sumamt = hifp_pay + serious + cvlserv_pay + maf_pay;
  const psn_part_amt = medfee_sumamt - fund_pay_sumamt;
  const paid = purse.pay(psn_part_amt, bill.day, visit);
  return {
    medfee_sumamt,
    fulamt_ownpay_amt,
    overlmt_selfpay,
    preselfpay_amt,
    inscp_amt,
    act_pay_dedc,
    hifp_pay,
    cvlserv_pay,
    hifmi_pay: employed ? 0 : serious,
    hifob_pay: employed ? serious : 0,
    maf_pay,
    fund_pay_sumamt,
    psn_part_amt,
    ...paid,
  };
}

/** Sums of lines, as a settlement states them. */
export function sumsOf(lines: readonly FeeLine[]): Sums {
  const sums: Sums = { medfee_sumamt: 0, fulamt_ownpay_amt: 0, overlmt_selfpay: 0, preselfpay_amt: 0 };
  for (const line of lines) {
    sums.medfee_sumamt += line.amount;
    sums.fulamt_ownpay_amt += line.fulamt_ownpay;
    sums.overlmt_selfpay += line.overlmt_selfpay;
    sums.preselfpay_amt += line.preselfpay;
  }
  return sums;
}

/** Deductible and share of the pool; a pharmacy is paid from the account alone, maternity without deductible. */
function policy(visit: Visit, person: Person): { deductible: number; ratio: number } {
  if (visit.institution.fixmedins_type === '2') return { deductible: 0, ratio: 0 };
  if (visit.insutype === '510') return { deductible: 0, ratio: 9500 };
  const employed = person.insutype === '310';
  const inpatient = visit.med_type.startsWith('2');
  const { rank } = visit.institution;
  const ratio = (employed ? 8500 : 7000) - rank * 500 - (inpatient ? 0 : 1500);
  return { deductible: inpatient ? (DEDUCTIBLES[rank] ?? 0) : 0, ratio };
}

function negate(settled: Settled): Settled {
  const minus = (amount: number): number => (amount === 0 ? 0 : -amount);
  return {
    medfee_sumamt: minus(settled.medfee_sumamt),
    fulamt_ownpay_amt: minus(settled.fulamt_ownpay_amt),
    overlmt_selfpay: minus(settled.overlmt_selfpay),
    preselfpay_amt: minus(settled.preselfpay_amt),
    inscp_amt: minus(settled.inscp_amt),
    act_pay_dedc: minus(settled.act_pay_dedc),
    hifp_pay: minus(settled.hifp_pay),
    cvlserv_pay: minus(settled.cvlserv_pay),
    hifmi_pay: minus(settled.hifmi_pay),
    hifob_pay: minus(settled.hifob_pay),
    maf_pay: minus(settled.maf_pay),
    fund_pay_sumamt: minus(settled.fund_pay_sumamt),
    psn_part_amt: minus(settled.psn_part_amt),
    acct_pay: minus(settled.acct_pay),
    psn_cash_pay: minus(settled.psn_cash_pay),
    acct_mulaid_pay: minus(settled.acct_mulaid_pay),
  };
}
