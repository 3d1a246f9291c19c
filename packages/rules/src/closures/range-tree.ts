/** What a stretch of a row of values comes to, in the logarithm of its length. */
export class RangeTree<S> {
  readonly #size: number;
  readonly #nodes: S[];
  readonly #none: S;
  readonly #join: (a: S, b: S) => S;

  /** @param join in any order and grouping the same */
  constructor(values: readonly S[], none: S, join: (a: S, b: S) => S) {
    this.#size = values.length;
    this.#none = none;
    this.#join = join;
    this.#nodes = [...values.map(() => none), ...values];
    for (let at = values.length - 1; at > 0; at -= 1)
      this.#nodes[at] = join(this.#node(2 * at), this.#node(2 * at + 1));
  }

  /** Over the values from one place up to another, which is not included. */
  over(from: number, to: number): S {
    let result = this.#none;
    for (let [low, high] = [from + this.#size, to + this.#size]; low < high; low >>= 1, high >>= 1) {
      if (low % 2 === 1) result = this.#join(result, this.#node(low++));
      if (high % 2 === 1) result = this.#join(result, this.#node(--high));
    }
    return result;
  }

  #node(at: number): S {
    return this.#nodes[at] ?? this.#none;
  }
}

/** Place of the first of some ascending numbers that is not below a number. */
export function firstNotBelow(numbers: readonly number[], number: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
