/** Schemes that are about the same money are one lead: a ring of fake stays and the near-copied bills of its stays. */
import { compareCodePoints } from '@shouhu/codes';

export interface Overlap {
  readonly a: number;
  readonly b: number;
  /** Shared amount ÷ the smaller of the two amounts. */
  readonly share: number;
}

/** Two schemes from which half of the smaller lies in the other. */
const SAME_MONEY = 0.5;

/**
 * The group of each scheme: the index of the member whose id comes first.
 * @param ids of the schemes, by index
 */
export function mergeSchemes(ids: readonly string[], overlaps: readonly Overlap[]): number[] {
  const parent = ids.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root] ?? root;
    return root;
  };
  for (const { a, b, share } of overlaps) {
    if (share < SAME_MONEY) continue;
    const [x, y] = [rootOf(a), rootOf(b)];
    const first = compareCodePoints(ids[x] ?? '', ids[y] ?? '') <= 0 ? x : y;
    parent[first === x ? y : x] = first;
  }
  return ids.map((_, at) => rootOf(at));
}
