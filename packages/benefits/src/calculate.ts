/** The calculation of one claim (docs/benefits.md, "The order of calculation"). Pure: the same input gives the same answer. */
import { apportion, fen, mulDiv, ratio, RATIO_ONE } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { payShare } from './account.ts';
import { add } from './accumulation.ts';
import { factsOf, yearOf } from './circumstances.ts';
import { step, yuanText } from './explain.ts';
import { assertIdentities } from './identities.ts';
import type { Accumulation, Amounts, Calculation, Claim, Insured, PricedLine, Step } from './model.ts';
import { fits } from './policy/figure.ts';
import type { Benefit, Policy, Scheme } from './policy/policy.ts';
import { payFromPool } from './pool.ts';
import { priceLine } from './price-line.ts';
import { paySupplements, shareOf } from './supplements.ts';

export interface CalculationInput {
  readonly policy: Policy;
  readonly insured: Insured;
  readonly before: Accumulation;
  readonly claim: Claim;
}

/**
 * @throws SH-S003 the policy has no scheme for the insurance, SH-S004 none for the care, SH-S005 the disease is not recognised,
 * SH-S006 refunds exceed what was charged, SH-S007 `before` is of another year
 */
export function calculate({ policy, insured, before, claim }: CalculationInput): Calculation {
  const year = yearOf(policy, claim);
  if (before.year !== year) throw shouhuError('SH-S007', { year, given: before.year });
  const scheme = schemeOf(policy, insured);
  const benefit = benefitOf(policy, scheme, insured, claim);

  const priced = claim.lines.map((line) => priceLine(policy, line));
  const sums = sumsOf(priced);
  const pool = payFromPool({ policy, scheme, benefit, insured, before, claim }, sums.inscp_scp_amt);
  const burden = sums.inscp_scp_amt - pool.first - pool.paid;
  const others = paySupplements({ scheme, facts: pool.facts, before, claim, burden, above: pool.above });

  const fund_pay_sumamt = others.reduce((sum, { paid }) => sum + paid, pool.paid);
  const psn_part_amt = sums.medfee_sumamt - fund_pay_sumamt;
  const outside = sums.fulamt_ownpay_amt + sums.overlmt_selfpay;
  const { steps: accountSteps, ...paid } = payShare(policy, pool.facts, claim, psn_part_amt, outside);
  const paidAs = (name: string): number =>
    others.reduce((sum, each) => sum + (each.pays_as === name ? each.paid : 0), 0);
  const amounts = money({
    ...sums,
    act_pay_dedc: pool.deductible,
    hifp_pay: pool.paid,
    cvlserv_pay: paidAs('cvlserv_pay'),
    hifes_pay: paidAs('hifes_pay'),
    hifmi_pay: paidAs('hifmi_pay'),
    hifob_pay: paidAs('hifob_pay'),
    maf_pay: paidAs('maf_pay'),
    oth_pay: paidAs('oth_pay'),
    fund_pay_sumamt,
    psn_part_amt,
    ...paid,
    hosp_part_amt: 0,
  });

  const poolRow = { ...pool, fund_pay_type: benefit.fund_pay_type, name: benefit.name.zh };
  const calculation: Calculation = {
    lines: byLine(priced, fund_pay_sumamt),
    amounts,
    pool_prop_selfpay: ratio(pool.looked === 0 ? 0 : mulDiv(pool.paid, RATIO_ONE, pool.looked)),
    shares: [poolRow, ...others].filter(({ paid: by }) => by > 0).map((row) => shareOf(row, fen)),
    steps: [linesStep(amounts, priced.length), ...pool.steps, ...others.flatMap(({ steps }) => steps), ...accountSteps],
    after: [pool, ...others].reduce(
      (sum, { added }) => add(sum, added, claim.mdtrt_id, claim.mid_setl ? pool.stay : null),
      before,
    ),
    policy: policy.id,
  };
  assertIdentities(calculation, before);
  return calculation;
}

export function schemeOf(policy: Policy, { insutype }: Insured): Scheme {
  const scheme = policy.schemes.find((each) => each.insutype.includes(insutype));
  if (scheme === undefined) throw shouhuError('SH-S003', { policy: policy.id, insutype });
  return scheme;
}

/** The benefit whose med_type fits longest; among equals the first in the file. */
export function benefitOf(policy: Policy, scheme: Scheme, insured: Insured, claim: Claim): Benefit {
  const { med_type, dise_codg } = claim;
  const facts = factsOf(policy, insured, claim, 0);
  const length = ({ med_type: own }: Benefit): number =>
    Math.max(...own.filter((each) => med_type.startsWith(each)).map((each) => each.length), 0);
  const [benefit] = scheme.benefits
    .filter((each) => length(each) > 0 && (each.when === undefined || fits(each.when, facts)))
    .toSorted((a, b) => length(b) - length(a));
  if (benefit === undefined) throw shouhuError('SH-S004', { policy: policy.id, scheme: scheme.name.zh, med_type });
  if (benefit.recognised_disease && !insured.chronic.includes(dise_codg ?? '')) {
    throw shouhuError('SH-S005', { benefit: benefit.name.zh, dise_codg: dise_codg ?? '' });
  }
  return benefit;
}

type LineSums = Pick<
  Amounts,
  'medfee_sumamt' | 'fulamt_ownpay_amt' | 'overlmt_selfpay' | 'preselfpay_amt' | 'inscp_scp_amt'
>;

function sumsOf(lines: readonly PricedLine[]): LineSums {
  const total = (of: (line: PricedLine) => number): number => lines.reduce((sum, line) => sum + of(line), 0);
  const sums = {
    medfee_sumamt: total((line) => line.det_item_fee_sumamt),
    fulamt_ownpay_amt: total((line) => line.fulamt_ownpay_amt),
    overlmt_selfpay: total((line) => line.overlmt_amt),
    preselfpay_amt: total((line) => line.preselfpay_amt),
    inscp_scp_amt: total((line) => line.inscp_scp_amt),
  };
  for (const [name, amount] of Object.entries(sums)) {
    if (amount < 0) throw shouhuError('SH-S006', { name, amount: yuanText(amount) });
  }
  return money(sums);
}

function money<Name extends string>(
  amounts: Readonly<Record<Name, number>>,
): Readonly<Record<Name, ReturnType<typeof fen>>>;
function money(amounts: Readonly<Record<string, number>>): Readonly<Record<string, ReturnType<typeof fen>>> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, fen(amount)]));
}

/** The funds' payment shared over the lines by what is in scope, by largest remainder. */
function byLine(lines: readonly PricedLine[], paid: number): Calculation['lines'] {
  if (lines.length === 0) return [];
  const weights = lines.map(({ feedetl_sn, inscp_scp_amt }) => ({
    id: feedetl_sn,
    weight: Math.max(0, inscp_scp_amt),
  }));
  const parts = apportion(fen(paid), weights);
  return lines.map((line, at) => ({ ...line, fund_payamt: parts[at] ?? fen(0) }));
}

function linesStep(amounts: Amounts, count: number): Step {
  const { medfee_sumamt, fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt, inscp_scp_amt } = amounts;
  const zh = `${count} 条明细共 ${yuanText(medfee_sumamt)}：全自费 ${yuanText(fulamt_ownpay_amt)}，超限价 ${yuanText(overlmt_selfpay)}，先行自付 ${yuanText(preselfpay_amt)}，符合政策范围 ${yuanText(inscp_scp_amt)}`;
  const en = `${count} lines of ${yuanText(medfee_sumamt)}: own pay ${yuanText(fulamt_ownpay_amt)}, above caps ${yuanText(overlmt_selfpay)}, paid first ${yuanText(preselfpay_amt)}, in scope ${yuanText(inscp_scp_amt)}`;
  return step('lines', inscp_scp_amt, [], zh, en);
}
