/** Days on which a repeated deed is done. */
import type { Random } from '../random.ts';

/**
 * So many days from `first` to `last`, in order, at least `least` days apart, neither evenly nor at once; fewer when
 * they do not fit.
 */
export function spread(random: Random, first: number, last: number, count: number, least: number): number[] {
  const fit = Math.max(0, Math.min(count, Math.floor((last - first) / Math.max(1, least)) + 1));
  if (last < first || fit === 0) return [];
  const slack = last - first - (fit - 1) * least;
  const offsets = Array.from({ length: fit }, () => random.int(slack + 1)).toSorted((a, b) => a - b);
  return offsets.map((offset, at) => first + offset + at * least);
}

/** The people of a list that take part this time, each by a chance in ten-thousandths; at least `least` of them. */
export function present<T>(random: Random, all: readonly T[], chance: number, least: number): T[] {
  const come = all.map((one) => ({ one, comes: random.chance(chance) }));
  for (const place of come) if (come.filter(({ comes }) => comes).length < least) place.comes = true;
  return come.filter(({ comes }) => comes).map(({ one }) => one);
}

/** The list in a drawn order. */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const order = [...list];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = random.int(at + 1);
    const [a, b] = [order[at], order[other]];
    if (a === undefined || b === undefined) continue;
    order[at] = b;
    order[other] = a;
  }
  return order;
}
