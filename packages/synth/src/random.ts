/**
 * Seeded numbers: the same seed and path give the same stream on every machine. Nothing of the county may come from
 * the machine's clock or its random source.
 */

/** A stream of numbers; `int(n)` is 0 … n−1, `between` includes both ends, `chance` is in ten-thousandths. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** Next 32 bits (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  int(below: number): number {
    return Math.floor((this.next() / 4_294_967_296) * below);
  }

  between(least: number, most: number): number {
    return least + this.int(most - least + 1);
  }

  chance(tenThousandths: number): boolean {
    return this.int(10_000) < tenThousandths;
  }

  /** @throws RangeError for an empty list */
  pick<T>(list: readonly T[]): T {
    const chosen = list[this.int(list.length)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  }

  /** How often an event of the given mean (in ten-thousandths) happens: whole part for sure, rest by chance. */
  times(meanTenThousandths: number): number {
    const spread = meanTenThousandths >= 20_000 ? this.between(-1, 1) : 0;
    const whole = Math.floor(meanTenThousandths / 10_000) + spread;
    return Math.max(0, whole + (this.chance(meanTenThousandths % 10_000) ? 1 : 0));
  }
}

/** 32 bits of a text (FNV-1a, finished by an avalanche so that near texts give far numbers). */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** Mixes a number into a seed: independent streams for independent parts of the county. */
export function fork(seed: number, part: number): number {
  return mix(seed ^ Math.imul(part + 1, 0x9e3779b1));
}

function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
