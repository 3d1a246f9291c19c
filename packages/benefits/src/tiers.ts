/** Money through tiers, exactly: nothing is rounded until the whole is known. */
import { RATIO_ONE } from '@shouhu/codes';
import { pick } from './policy/figure.ts';
import type { Facts } from './policy/figure.ts';
import type { Tier } from './policy/policy.ts';

/** Money between two amounts of a tier scale; shares are multiplied by `factor` (ten-thousandths). */
export interface Stretch {
  readonly tiers: readonly Tier[];
  readonly from: number;
  readonly to: number;
  readonly facts: Facts;
  readonly factor: number;
}

interface Piece {
  readonly length: number;
  /** Share × factor. */
  readonly rate: bigint;
  readonly basis: string;
  readonly share: number;
}

const ONE = BigInt(RATIO_ONE) ** 2n;

/** The stretch cut at the tiers' borders. */
export function piecesOf({ tiers, from, to, facts, factor }: Stretch): Piece[] {
  return tiers.flatMap((tier, at) => {
    const end = tiers[at + 1]?.from ?? Number.POSITIVE_INFINITY;
    const length = Math.min(to, end) - Math.max(from, tier.from);
    if (length <= 0) return [];
    const { value, basis } = pick(tier.share, facts);
    return [{ length, rate: BigInt(value) * BigInt(factor), basis, share: value }];
  });
}

/** What is paid for pieces, rounded half up to the fen once. */
export function paidFor(pieces: readonly Piece[]): number {
  const exact = pieces.reduce((sum, { length, rate }) => sum + BigInt(length) * rate, 0n);
  return Number((2n * exact + ONE) / (2n * ONE));
}

/** How much of the pieces, from their beginning, is needed until `target` is paid: all of them if it never is. */
export function reach(pieces: readonly Piece[], target: number): number {
  let left = BigInt(target) * ONE;
  let used = 0;
  for (const { length, rate } of pieces) {
    if (left <= 0n) break;
    const paid = BigInt(length) * rate;
    if (rate > 0n && paid >= left) return used + Number((left + rate - 1n) / rate);
    left -= paid;
    used += length;
  }
  return used;
}
