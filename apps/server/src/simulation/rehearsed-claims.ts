/** Claims of a rehearsed year, and what holds of each calculation. */
import assert from 'node:assert/strict';
import type { Accumulation, Calculation, Claim, ClaimLine } from '@shouhu/benefits';
import { civilDate, fen, price, quantity, ratio } from '@shouhu/codes';
import type { Random } from '@shouhu/synth';

export const YEAR = 2026;

export const KINDS = ['11', '11', '14', '21', '21', '24', '41', '52'] as const;
const GRADES = ['02', '05', '08', '11'] as const;

/** 普通住院. */
export const STAY = '21';

type Known = Pick<Claim, 'mdtrt_id' | 'med_type' | 'acct_used' | 'acct_balance_fen' | 'mulaid_balance_fen'>;

/** @param share how much of the year is over */
export function claimOf(random: Random, share: number, known: Known): Claim {
  const month = Math.min(12, 1 + Math.floor(share * 12));
  const day = civilDate(YEAR, month, random.between(1, 28));
  assert.ok(day !== undefined);
  const { med_type } = known;
  return {
    ...known,
    day,
    begndate: day,
    hosp_lv: random.pick(GRADES),
    fixmedins_type: med_type === '41' ? '2' : '1',
    admdvs: random.pick(['429000', '429000', '420503', '110101']),
    insuplc_admdvs: '429000',
    filing: random.pick([null, 'resident', 'referral', 'temporary'] as const),
    emergency: random.chance(1_000),
    dise_codg: random.pick([null, 'M1']),
    matn_type: null,
    mid_setl: med_type === STAY && random.chance(4_000),
    lines: Array.from({ length: random.between(1, 3) }, (_, at) => lineOf(random, at)),
  };
}

function lineOf(random: Random, at: number): ClaimLine {
  const amount = random.pick([random.int(200), random.int(50_000), random.int(2_000_000)]);
  return {
    feedetl_sn: String(at + 1),
    med_list_codg: 'X1',
    list_type: random.pick(['101', '201']),
    chrgitm_lv: random.pick(['01', '01', '02', '03']),
    selfpay_prop: random.pick([null, ratio(random.int(10_001))]),
    pric_uplmt_amt: random.pick([null, price(random.int(1_000_000) * 10_000)]),
    lmt_used_flag: random.pick(['0', '0', '1']),
    hosp_appr_flag: random.pick(['0', '1', '2']),
    cnt: quantity(10_000),
    pric: price(amount * 10_000),
    det_item_fee_sumamt: fen(amount),
  };
}

/** Nothing is charged below nothing here: what a year has used only grows by a settlement. */
export function assertGrows(before: Accumulation, after: Accumulation): void {
  for (const section of ['deductible', 'stays', 'tiers', 'scope', 'fund', 'burden'] as const)
    for (const [group, amount] of Object.entries(before[section]))
      assert.ok((after[section][group] ?? 0) >= amount, `${section} ${group} has shrunk`);
}

/** By the fields of `setlinfo`, apart from what the calculation asserts of itself. */
export function assertIdentities({ amounts: a, lines, shares }: Calculation): void {
  const scope = a.fulamt_ownpay_amt + a.overlmt_selfpay + a.preselfpay_amt + a.inscp_scp_amt;
  const funds = a.hifp_pay + a.cvlserv_pay + a.hifes_pay + a.hifmi_pay + a.hifob_pay + a.maf_pay + a.oth_pay;
  const sums = [
    scope,
    a.fund_pay_sumamt + a.psn_part_amt + a.hosp_part_amt,
    lines.reduce((sum, line) => sum + line.det_item_fee_sumamt, 0),
  ];
  assert.deepEqual(sums, [a.medfee_sumamt, a.medfee_sumamt, a.medfee_sumamt], 'identities of the whole');
  assert.equal(a.psn_part_amt, a.acct_pay + a.acct_mulaid_pay + a.psn_cash_pay, 'identity of the person');
  const paid = shares.reduce((sum, { fund_payamt }) => sum + fund_payamt, 0);
  assert.deepEqual([funds, paid], [a.fund_pay_sumamt, a.fund_pay_sumamt], 'identity of the funds');
}
