/** Limits over rolling windows: each moment with a use ends one; what lies inside is added and taken off as it slides. */
import type { Line } from '@shouhu/claims';
import type { LimitPoint } from '../model.ts';
import { distance, earliest } from '../window.ts';
import type { Compiled, Member } from './compiled.ts';
import type { Hit } from '../hit.ts';
import { Naming, noLines, type FirstLines } from './first-lines.ts';
import { limitHit, rowsOf, sureRows, whole } from './limit-hit.ts';
import type { Measure } from './measure.ts';
import { RangeTree } from './range-tree.ts';

const naming = new Naming(null);

export function rollingDays(
  compiled: Compiled<LimitPoint>,
  measure: Measure,
  members: readonly Member[],
  length: number,
  hits: Hit[],
): void {
  new Roll(compiled, measure, members, ({ row }) => row.day).judge(length, hits);
}

export function rollingHours(
  compiled: Compiled<LimitPoint>,
  measure: Measure,
  members: readonly Member[],
  length: number,
  hits: Hit[],
): void {
  const clocked = members.filter(({ row }) => row.second !== null);
  new Roll(compiled, measure, clocked, ({ row }) => earliest(row)).judge(length, hits);
  const loose = members.filter(({ row }) => row.second === null);
  for (const sameDay of Map.groupBy(loose, ({ row }) => row.day).values()) {
    looseHits(compiled, measure, members, rowsOf(sameDay), length, hits);
  }
}

/** Uses without a clock on one day: they may stand anywhere in it, so the same uses stand near to each of them. */
function looseHits(
  compiled: Compiled<LimitPoint>,
  measure: Measure,
  members: readonly Member[],
  uses: readonly Line[],
  length: number,
  hits: Hit[],
): void {
  const [one] = uses;
  if (one === undefined) return;
  const near = rowsOf(members).filter((other) => distance(one, other).nearest < length);
  const total = measure.total(near);
  const { max } = compiled.point;
  if (total <= max) return;
  const named = near.reduce<FirstLines>((first, line) => naming.join(first, [line]), noLines);
  for (const row of uses) {
    if (measure.total([row]) === 0) continue;
    const start = `?${row.fixmedins_code}|${row.line_id}`;
    hits.push(limitHit(compiled, false, start, whole([row]), 1, naming.beside(named, row), total, max));
  }
}

/** Slides over members in the order of their moments; each distinct moment closes one window. */
class Roll {
  readonly #compiled: Compiled<LimitPoint>;
  readonly #measure: Measure;
  readonly #at: (member: Member) => number;
  readonly #ordered: readonly Member[];
  #named: { readonly sure: RangeTree<FirstLines>; readonly all: RangeTree<FirstLines> } | undefined;

  constructor(
    compiled: Compiled<LimitPoint>,
    measure: Measure,
    members: readonly Member[],
    at: (member: Member) => number,
  ) {
    this.#compiled = compiled;
    this.#measure = measure;
    this.#at = at;
    this.#ordered = members.toSorted((a, b) => at(a) - at(b));
  }

  judge(length: number, hits: Hit[]): void {
    const sure = this.#measure.tally();
    const all = this.#measure.tally();
    let start = 0;
    for (let from = 0; from < this.#ordered.length;) {
      const head = this.#ordered[from];
      if (head === undefined) return;
      const moment = this.#at(head);
      const own = this.#momentFrom(from, moment);
      for (const member of own) {
        all.add(member.row);
        if (member.sure) sure.add(member.row);
      }
      for (; ; start += 1) {
        const leaving = this.#ordered[start];
        if (leaving === undefined || this.#at(leaving) > moment - length) break;
        all.take(leaving.row);
        if (leaving.sure) sure.take(leaving.row);
      }
      this.#judgeMoment({ begin: String(moment - length + 1), start, from, own }, sure.total(), all.total(), hits);
      from += own.length;
    }
  }

  #momentFrom(from: number, moment: number): readonly Member[] {
    let end = from;
    for (; end < this.#ordered.length; end += 1) {
      const member = this.#ordered[end];
      if (member === undefined || this.#at(member) !== moment) break;
    }
    return this.#ordered.slice(from, end);
  }

  /** `start` and `from`: where the window begins among the members, and the moment that closes it. */
  #judgeMoment(
    { begin, start, from, own }: { begin: string; start: number; from: number; own: readonly Member[] },
    sureTotal: number,
    total: number,
    hits: Hit[],
  ): void {
    const { max } = this.#compiled.point;
    const lines = rowsOf(own);
    if (total <= max || this.#measure.total(lines) === 0) return;
    const sure = sureRows(own);
    const added = this.#measure.total(sure);
    const decided = added > 0 && sureTotal > max;
    const related = this.#namedBetween(decided, start, from);
    if (decided) {
      const num = Math.min(added, sureTotal - max);
      const charges = sure.map((line) => ({ line, num }));
      hits.push(limitHit(this.#compiled, true, begin, charges, added, related, sureTotal, max));
    } else hits.push(limitHit(this.#compiled, false, begin, whole(lines), 1, related, total, max));
  }

  #namedBetween(sure: boolean, start: number, from: number): FirstLines {
    if (start === from) return noLines;
    this.#named ??= {
      sure: this.#tree((member) => (member.sure ? [member.row] : noLines)),
      all: this.#tree(({ row }) => [row]),
    };
    return (sure ? this.#named.sure : this.#named.all).over(start, from);
  }

  #tree(linesOf: (member: Member) => FirstLines): RangeTree<FirstLines> {
    return new RangeTree(this.#ordered.map(linesOf), noLines, (a, b) => naming.join(a, b));
  }
}
