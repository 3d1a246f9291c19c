/** Seeded choice for the differential gate: the same seed and path give the same cases on every machine. */

export class Dice {
  #state: number;

  /** `path` names what is chosen, so that one case can be made again without those before it. */
  constructor(...path: readonly number[]) {
    this.#state = path.reduce((state, part) => mix(state ^ Math.imul(part + 1, 0x9e3779b1)), 0x5bd1e995);
  }

  /** 0 … below − 1 (mulberry32). */
  int(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  }

  between(least: number, most: number): number {
    return least + this.int(most - least + 1);
  }

  percent(chance: number): boolean {
    return this.int(100) < chance;
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[this.int(list.length)];
    if (chosen === undefined) throw new RangeError('nothing to pick from');
    return chosen;
  }

  /** One of the choices, as often as its weight says. */
  weighed<T>(choices: readonly (readonly [number, T])[]): T {
    let at = this.int(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, choice] of choices) {
      if (at < weight) return choice;
      at -= weight;
    }
    throw new RangeError('nothing to choose from');
  }

  /** Some of a list, at least one, each once, in its order. */
  some<T>(list: readonly T[], chance = 40): T[] {
    const chosen = list.filter(() => this.percent(chance));
    return chosen.length > 0 ? chosen : [this.pick(list)];
  }

  shuffled<T>(list: readonly T[]): T[] {
    const cards = list.map((value) => ({ value, at: this.int(1 << 30) }));
    return cards.toSorted((a, b) => a.at - b.at).map(({ value }) => value);
  }
}

function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
