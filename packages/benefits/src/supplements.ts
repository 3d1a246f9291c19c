/** 大病, 大额, 公务员 and 医疗救助: what pays after the pool, one after the other. */
import { codeName, RATIO_ONE } from '@shouhu/codes';
import type { Added } from './accumulation.ts';
import { shareText, step, yuanText } from './explain.ts';
import type { Accumulation, Claim, FundShare, Step, SupplementName } from './model.ts';
import { fits, pick } from './policy/figure.ts';
import type { Facts } from './policy/figure.ts';
import type { Scheme, Supplement } from './policy/policy.ts';
import { limitsLeft, limitSteps, used } from './pool.ts';
import { paidFor, piecesOf } from './tiers.ts';

export interface Supplemented {
  readonly pays_as: SupplementName;
  readonly fund_pay_type: string;
  readonly name: string;
  /** The money it looked at. */
  readonly looked: number;
  readonly left: number | null;
  readonly paid: number;
  readonly steps: readonly Step[];
  readonly added: Added;
}

interface Given {
  readonly scheme: Scheme;
  readonly facts: Facts;
  readonly before: Accumulation;
  readonly claim: Claim;
  /** In-scope money that the pool left to the person, and the part of it above an overflowing limit. */
  readonly burden: number;
  readonly above: number;
}

/** Those that look at this care of this person. */
export function entitledTo({ supplements }: Scheme, facts: Facts): readonly Supplement[] {
  return supplements.filter(
    ({ med_type, when }) => fits({ med_type }, facts) && (when === undefined || fits(when, facts)),
  );
}

/** Each looks at what those before it left. Who is not entitled accumulates nothing. */
export function paySupplements(given: Given): Supplemented[] {
  const paid: Supplemented[] = [];
  let { burden, above } = given;
  for (const each of entitledTo(given.scheme, given.facts)) {
    const looked = each.of === 'burden' ? burden : Math.min(above, burden);
    const one = payOne(each, given, looked);
    paid.push(one);
    burden -= one.paid;
    if (each.of === 'above-limit') above -= one.paid;
  }
  return paid;
}

function payOne(supplement: Supplement, { facts, before, claim }: Given, looked: number): Supplemented {
  const { id, name, pays_as, fund_pay_type, tiers } = supplement;
  const start = before.burden[id] ?? 0;
  const end = start + looked;
  const floor = pick(supplement.deductible, facts);
  const stretch = { from: Math.max(start, floor.value), to: Math.max(end, floor.value) };
  const pieces = piecesOf({ tiers, ...stretch, facts, factor: RATIO_ONE });
  const whole = paidFor(pieces);
  const limits = limitsLeft(supplement.limits, 'fund', { facts, before, claim });
  const amount = Math.min(whole, ...limits.map(({ left }) => left));
  const sum = pieces.map(({ length, share }) => `${yuanText(length)} × ${shareText(share)}`).join(' + ') || '0';
  const zh = `${name.zh}：本年累计 ${yuanText(start)} + ${yuanText(looked)}，起付 ${yuanText(floor.value)}，${sum} = ${yuanText(whole)}`;
  const en = `${name.en}: this year ${yuanText(start)} + ${yuanText(looked)}, deductible ${yuanText(floor.value)}, ${sum} = ${yuanText(whole)}`;
  const basis = [floor.basis, ...pieces.map((piece) => piece.basis)];
  return {
    pays_as,
    fund_pay_type,
    name: name.zh,
    looked,
    left: limits.length === 0 ? null : Math.min(...limits.map(({ left }) => left)),
    paid: amount,
    steps: looked === 0 ? [] : [step(id, whole, basis, zh, en), ...limitSteps(limits, whole)],
    added: { burden: { [id]: looked }, fund: used(limits, amount) },
  };
}

/** As a row of `setldetail`. */
export function shareOf(
  row: Pick<Supplemented, 'fund_pay_type' | 'name' | 'looked' | 'left' | 'paid' | 'steps'>,
  money: (amount: number) => FundShare['fund_payamt'],
): FundShare {
  return {
    fund_pay_type: row.fund_pay_type,
    fund_pay_type_name: codeName('fund_pay_type', row.fund_pay_type) ?? row.name,
    inscp_scp_amt: money(row.looked),
    crt_payb_lmt_amt: row.left === null ? null : money(row.left),
    fund_payamt: money(row.paid),
    setl_proc_info: row.steps.map(({ zh }) => zh).join('；'),
  };
}
