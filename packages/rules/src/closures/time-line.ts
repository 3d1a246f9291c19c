/** Members by moment: what those of a stretch of time come to. */
import { firstNotBelow, RangeTree } from './range-tree.ts';
import type { Member } from './compiled.ts';
import type { Line } from '@shouhu/claims';

/** What is told of a set of lines, put together from its lines. */
export interface Fold<S> {
  readonly none: S;
  readonly of: (line: Line) => S;
  /** Of two sets without a line in common, in any order and grouping the same. */
  readonly join: (a: S, b: S) => S;
}

/** Over the lines that surely, and over those that possibly, belong to a set. */
export interface Told<S> {
  readonly sure: S;
  readonly possible: S;
}

/** Told sets are put together as their parts are. */
export function foldTold<S>({ none, join }: Fold<S>) {
  const nothing: Told<S> = { sure: none, possible: none };
  return {
    nothing,
    join: (a: Told<S>, b: Told<S>): Told<S> =>
      a === nothing ? b : b === nothing ? a : { sure: join(a.sure, b.sure), possible: join(a.possible, b.possible) },
  };
}

export function toldOf<S>(fold: Fold<S>, { row, sure }: Member): Told<S> {
  const possible = fold.of(row);
  return { sure: sure ? possible : fold.none, possible };
}

export class TimeLine<S> {
  readonly #fold: Fold<S>;
  readonly #told: ReturnType<typeof foldTold<S>>;
  readonly #members = new Map<number, Told<S>>();
  #tree: { readonly moments: readonly number[]; readonly told: RangeTree<Told<S>> } | undefined;

  constructor(fold: Fold<S>) {
    this.#fold = fold;
    this.#told = foldTold(fold);
  }

  add(moment: number, member: Member): void {
    const told = toldOf(this.#fold, member);
    const before = this.#members.get(moment);
    this.#members.set(moment, before === undefined ? told : this.#told.join(before, told));
    this.#tree = undefined;
  }

  /** Over the members from one moment to another, both included. */
  between(first: number, last: number): Told<S> {
    this.#tree ??= this.#grow();
    const { moments, told } = this.#tree;
    return told.over(firstNotBelow(moments, first), firstNotBelow(moments, last + 1));
  }

  #grow() {
    const { nothing, join } = this.#told;
    const ordered = [...this.#members].toSorted(([a], [b]) => a - b);
    const values = ordered.map(([, told]) => told);
    return { moments: ordered.map(([moment]) => moment), told: new RangeTree(values, nothing, join) };
  }
}
