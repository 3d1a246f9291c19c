/** What an institution stocks: what everybody does, and a part of the rest of the catalogue that grows with its size. */
import type { Institution, Item } from '../model.ts';
import type { Random } from '../random.ts';

const FEWEST = 8;
/** Part of the catalogue that is asked for everywhere, and of ten thousand requests how many are for it. */
const COMMON = { percent: 12, requests: 6000 } as const;

/** An item that the institution stocks. */
export function stocked(random: Random, items: readonly Item[], { serial, range }: Institution): Item {
  const part = (percent: number): number =>
    Math.min(items.length, Math.max(FEWEST, Math.floor((items.length * percent) / 100)));
  const at = random.chance(COMMON.requests) ? random.int(part(COMMON.percent)) : serial * 397 + random.int(part(range));
  const item = items[at % items.length];
  if (item === undefined) throw new RangeError('an empty catalogue');
  return item;
}
