/** Which funds look at a kind of care of a person on a day, and what is left of their deductibles and limits (2001): before anything is charged. */
import { fen } from '@shouhu/codes';
import type { Fen } from '@shouhu/codes';
import { benefitOf, schemeOf } from './calculate.ts';
import type { CalculationInput } from './calculate.ts';
import { pick } from './policy/figure.ts';
import { limitsLeft, payFromPool } from './pool.ts';
import { entitledTo } from './supplements.ts';

export interface Entitled {
  readonly fund_pay_type: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Whether it pays for this care at all: accounts may, where the pool does not. */
  readonly pays: boolean;
  readonly deductible_left: Fen;
  /** Of what it may still pay; null: without a limit. */
  readonly left: Fen | null;
}

/** More than any claim: what is left shows by what such a claim would use. */
const ENDLESS_FEN = 10_000_000_000;

/** The pool first, then the others in the order in which they pay. @throws SH-S003, SH-S004, SH-S005, SH-S008 as `calculate` */
export function entitlement({ policy, insured, before, claim }: CalculationInput): Entitled[] {
  const scheme = schemeOf(policy, insured);
  const benefit = benefitOf(policy, scheme, insured, claim);
  const { facts, deductible, left } = payFromPool({ policy, scheme, benefit, insured, before, claim }, ENDLESS_FEN);
  const pays = benefit.pays.by !== 'nothing';
  const { fund_pay_type, name } = benefit;
  const pool = { fund_pay_type, name, pays, deductible_left: fen(deductible), left: left === null ? null : fen(left) };
  const others = entitledTo(scheme, facts).map((each) => {
    const limits = limitsLeft(each.limits, 'fund', { facts, before, claim }).map((one) => one.left);
    return {
      fund_pay_type: each.fund_pay_type,
      name: each.name,
      pays: true,
      deductible_left: fen(Math.max(0, pick(each.deductible, facts).value - (before.burden[each.id] ?? 0))),
      left: limits.length === 0 ? null : fen(Math.min(...limits)),
    };
  });
  return [pool, ...others];
}
