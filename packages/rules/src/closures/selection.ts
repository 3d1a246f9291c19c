/** From an item code to the points it selects; the touch of a code costs one map look-up. */
import type { CodeSet } from '../predicate.ts';

/** Which side of a point an item stands on. */
export type Side = 'subject' | 'a' | 'b';

export interface Selector {
  readonly index: number;
  readonly side: Side;
}

/** Items remembered after their first look-up; far above any catalogue, so that garbage cannot grow it for ever. */
const MEMORY = 400_000;

const none: readonly Selector[] = [];

export class Selection {
  readonly #exact = new Map<string, Selector[]>();
  readonly #prefixes = new Map<string, Selector[]>();
  readonly #lengths = new Set<number>();
  #memory = new Map<string, readonly Selector[]>();

  add(set: CodeSet, index: number, side: Side): void {
    const selector = { index, side };
    for (const code of new Set(set.codes)) append(this.#exact, code, selector);
    for (const prefix of new Set(set.prefixes)) {
      append(this.#prefixes, prefix, selector);
      this.#lengths.add(prefix.length);
    }
  }

  of(item: string): readonly Selector[] {
    if (this.#lengths.size === 0) return this.#exact.get(item) ?? none;
    const known = this.#memory.get(item);
    if (known !== undefined) return known;
    const found = this.#find(item);
    if (this.#memory.size >= MEMORY) this.#memory = new Map();
    this.#memory.set(item, found);
    return found;
  }

  #find(item: string): readonly Selector[] {
    const found = [...(this.#exact.get(item) ?? none)];
    for (const length of this.#lengths) {
      if (length > item.length) continue;
      for (const selector of this.#prefixes.get(item.slice(0, length)) ?? none) {
        if (!found.some(({ index, side }) => index === selector.index && side === selector.side)) found.push(selector);
      }
    }
    return found.length === 0 ? none : found;
  }
}

function append(map: Map<string, Selector[]>, key: string, selector: Selector): void {
  const some = map.get(key);
  if (some) some.push(selector);
  else map.set(key, [selector]);
}
