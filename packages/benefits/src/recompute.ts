/**
 * What settlements would be in another order: after a cancellation in the middle, or with a backdated claim put where it belongs.
 * It changes nothing. What comes out is for people to decide on.
 */
import { fen } from '@shouhu/codes';
import type { Fen } from '@shouhu/codes';
import { newYear } from './accumulation.ts';
import { calculate } from './calculate.ts';
import { yearOf } from './circumstances.ts';
import { AMOUNTS } from './model.ts';
import type { Accumulation, AmountName, Amounts, Calculation, Claim, Insured } from './model.ts';
import type { PolicyOf } from './policy/book.ts';

/** A claim in its place in the order, with what was settled for it; null: nothing yet. */
export interface Standing {
  readonly setl_id: string;
  readonly claim: Claim;
  /** As registered on the day of the claim: a change of scheme or of identity falls between two of them. */
  readonly insured: Insured;
  readonly stood: Amounts | null;
}

export interface Change {
  readonly name: AmountName;
  readonly stood: Fen;
  readonly due: Fen;
  /** `due` − `stood`. */
  readonly by: Fen;
}

export interface Recomputed {
  readonly setl_id: string;
  readonly calculation: Calculation;
  /** Amounts that differ from what stood; of a claim not yet settled, none. */
  readonly changes: readonly Change[];
}

/**
 * @param claims in the order that shall hold, of one person; accumulation begins anew with each year
 * @param begun what a year had used before the first of the claims; absent: nothing
 */
export function recompute(
  policyOf: PolicyOf,
  claims: readonly Standing[],
  begun: readonly Accumulation[] = [],
): Recomputed[] {
  const years = new Map(begun.map((each) => [each.year, each]));
  return claims.map(({ setl_id, claim, insured, stood }) => {
    const policy = policyOf(claim);
    const year = yearOf(policy, claim);
    const before = years.get(year) ?? newYear(year, years.get(year - 1) ?? null);
    const calculation = calculate({ policy, insured, before, claim });
    years.set(year, calculation.after);
    return { setl_id, calculation, changes: stood === null ? [] : changesOf(stood, calculation.amounts) };
  });
}

function changesOf(stood: Amounts, due: Amounts): Change[] {
  return AMOUNTS.filter((name) => stood[name] !== due[name]).map((name) => ({
    name,
    stood: stood[name],
    due: due[name],
    by: fen(due[name] - stood[name]),
  }));
}
