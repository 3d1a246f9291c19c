/** The first few lines of a set in the order of naming, kept so that one line, or one group of lines, can be left out. */
import type { Line } from '@shouhu/claims';
import { compareNames, TOLD_MOST } from '../named.ts';

/** Sorted; to be made and joined by one {@link Naming} only. */
export type FirstLines = readonly Line[];

export const noLines: FirstLines = [];

/**
 * How sets are cut: of a group no more lines than are ever told, and of all groups so many that leaving any one out leaves
 * as many as are told.
 */
export class Naming {
  readonly #groupOf: ((line: Line) => string) | null;
  readonly #most: number;

  /** @param groupOf what is left out together; null: each line by itself */
  constructor(groupOf: ((line: Line) => string) | null) {
    this.#groupOf = groupOf;
    this.#most = groupOf === null ? TOLD_MOST + 1 : 2 * TOLD_MOST;
  }

  /** The first lines of two sets without a line in common. */
  join(a: FirstLines, b: FirstLines): FirstLines {
    if (a.length === 0) return b;
    if (b.length === 0) return a;
    const joined: Line[] = [];
    const counts = new Map<string, number>();
    let [at, bt] = [0, 0];
    while (joined.length < this.#most) {
      const [left, right] = [a[at], b[bt]];
      const next = left !== undefined && (right === undefined || compareNames(left, right) <= 0) ? left : right;
      if (next === undefined) break;
      if (next === left) at += 1;
      else bt += 1;
      if (this.#counts(next, counts)) joined.push(next);
    }
    return joined;
  }

  #counts(line: Line, counts: Map<string, number>): boolean {
    if (this.#groupOf === null) return true;
    const group = this.#groupOf(line);
    const before = counts.get(group) ?? 0;
    counts.set(group, before + 1);
    return before < TOLD_MOST;
  }

  /** The lines to tell beside a line: those of other groups. */
  beside(lines: FirstLines, line: Line): Line[] {
    const groupOf = this.#groupOf;
    const others =
      groupOf === null
        ? lines.filter((other) => other !== line)
        : lines.filter((other) => groupOf(other) !== groupOf(line));
    return others.slice(0, TOLD_MOST);
  }
}
