/** A total of lines that come and go. */
import type { Line } from '@shouhu/claims';

export interface Tally {
  add(line: Line): void;
  take(line: Line): void;
  total(): number;
}

export class SumTally implements Tally {
  readonly #value: (line: Line) => number;
  #total = 0;

  constructor(value: (line: Line) => number) {
    this.#value = value;
  }

  add(line: Line): void {
    this.#total += this.#value(line);
  }

  take(line: Line): void {
    this.#total -= this.#value(line);
  }

  total(): number {
    return this.#total;
  }
}

/** Distinct values. */
export class DistinctTally implements Tally {
  readonly #value: (line: Line) => string;
  readonly #counts = new Map<string, number>();

  constructor(value: (line: Line) => string) {
    this.#value = value;
  }

  add(line: Line): void {
    const value = this.#value(line);
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }

  take(line: Line): void {
    const value = this.#value(line);
    const left = (this.#counts.get(value) ?? 0) - 1;
    if (left > 0) this.#counts.set(value, left);
    else this.#counts.delete(value);
  }

  total(): number {
    return this.#counts.size;
  }
}

/** Days of use, each as long as the longest of its lines. */
export class DayTally implements Tally {
  readonly #length: (line: Line) => number;
  /** By day how many lines have each length; few lengths a day. */
  readonly #days = new Map<number, Map<number, number>>();
  #total = 0;

  constructor(length: (line: Line) => number) {
    this.#length = length;
  }

  add(line: Line): void {
    this.#change(line, 1);
  }

  take(line: Line): void {
    this.#change(line, -1);
  }

  total(): number {
    return this.#total;
  }

  #change(line: Line, by: 1 | -1): void {
    const day = this.#days.get(line.day) ?? new Map<number, number>();
    this.#days.set(line.day, day);
    this.#total -= longest(day);
    const length = this.#length(line);
    const left = (day.get(length) ?? 0) + by;
    if (left > 0) day.set(length, left);
    else day.delete(length);
    this.#total += longest(day);
  }
}

function longest(lengths: ReadonlyMap<number, number>): number {
  return lengths.size === 0 ? 0 : Math.max(...lengths.keys());
}
