/** Schemes that are about the same money are one lead: a ring of fake stays and the near-copied bills of its stays. */
import { compareCodePoints } from '@shouhu/codes';
import type { Found } from '@shouhu/schemes';

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

/** Whether an amount hangs on no visit and no line: goods billed without a source. */
export function isUnlined({ mdtrt_ids, line_ids }: Found): boolean {
  return mdtrt_ids.length + line_ids.length === 0;
}

/** Whether two schemes name one item of one institution: what was overused and what was never bought is the same goods. */
export function namesSameGoods(a: Found, b: Found): boolean {
  return (
    a.item_codes.some((code) => b.item_codes.includes(code)) &&
    a.fixmedins_codes.some((code) => b.fixmedins_codes.includes(code))
  );
}

/** Goods without a source beside the schemes over lines that name the same goods. */
export function sameGoods(found: readonly Found[]): Overlap[] {
  const naming = [...found.entries()].filter(([, one]) => one.item_codes.length > 0);
  return naming
    .filter(([, one]) => isUnlined(one))
    .flatMap(([a, goods]) =>
      naming.filter(([, one]) => !isUnlined(one) && namesSameGoods(goods, one)).map(([b]) => ({ a, b, share: 1 })),
    );
}
