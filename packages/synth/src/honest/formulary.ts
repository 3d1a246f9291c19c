/** What an institution stocks: a part of the catalogue that grows with its size; some of it is asked for more often. */
import type { Institution, Item } from '../model.ts';
import type { Random } from '../random.ts';

const FEWEST = 8;

/** An item that the institution stocks. */
export function stocked(random: Random, items: readonly Item[], { serial, range }: Institution): Item {
  const size = Math.min(items.length, Math.max(FEWEST, Math.floor((items.length * range) / 100)));
  const most = random.chance(3500) ? Math.ceil(size / 7) : size;
  const item = items[(serial * 397 + random.int(most)) % items.length];
  if (item === undefined) throw new RangeError('an empty catalogue');
  return item;
}
