/** Uses too soon after an earlier one: the last too close one is found among the ordered uses, not looked for through them. */
import type { Line } from '@shouhu/claims';
import { lineAnchor, whole, type Hit } from '../hit.ts';
import type { SpacingPoint } from '../model.ts';
import { compareLines } from '../order.ts';
import { earliest, HOUR_SECONDS, latest } from '../window.ts';
import { hitOf, mayFire, memberOf, type Compiled, type Member } from './compiled.ts';
import type { GroupJudge } from './discount.ts';
import { compileSet } from './matcher.ts';
import { ownerOf } from './surroundings.ts';

export function spacingJudge(compiled: Compiled<SpacingPoint>): GroupJudge {
  const { point } = compiled;
  const other = point.other === null ? null : compileSet(point.other);
  return (lines, scene) => {
    const members = (rows: readonly Line[]) =>
      rows.map((line) => memberOf(compiled, line, scene)).filter((member) => member !== null);
    const uses = members(lines);
    const earlier = other === null ? uses : members(scene.world.lines.filter((line) => other(line.item)));
    if (earlier.length === 0 || (other === null && earlier.length === 1)) return [];
    const owners = Map.groupBy(earlier, ({ row }) => ownerOf(point.across, row));
    const history = new Map([...owners].map(([owner, own]) => [owner, new History(own)]));
    const hits: Hit[] = [];
    for (const use of uses) {
      if (!mayFire(compiled, use.row)) continue;
      const own = history.get(ownerOf(point.across, use.row));
      const hit = own === undefined ? null : tooSoon(compiled, use, own);
      if (hit !== null) hits.push(hit);
    }
    return hits;
  };
}

function tooSoon(compiled: Compiled<SpacingPoint>, use: Member, history: History): Hit | null {
  const { unit, min } = compiled.point;
  const near = unit === 'day' ? history.byDays(use.row, min) : history.byHours(use.row, min * HOUR_SECONDS);
  const possible = near.possible;
  if (possible === null) return null;
  const decided = use.sure && near.certain !== null;
  const related = decided && near.certain !== null ? near.certain : possible;
  return hitOf(compiled, decided, { anchor: lineAnchor(use.row), ...whole([use.row]), related: [related] });
}

interface Near {
  /** The last too close use that counts for sure, and the last that may. */
  readonly certain: Line | null;
  readonly possible: Line | null;
}

/** Uses of one owner: all, those that are sure, those with a clock (all and sure), those without. */
class History {
  readonly #all: Ordered;
  readonly #sure: Ordered;
  readonly #clocked: Ordered;
  readonly #sureClocked: Ordered;
  readonly #loose: Ordered;

  constructor(uses: readonly Member[]) {
    const ordered = uses.toSorted((a, b) => compareLines(a.row, b.row));
    const clocked = ordered.filter(({ row }) => row.second !== null);
    this.#all = new Ordered(ordered);
    this.#sure = new Ordered(ordered.filter(({ sure }) => sure));
    this.#clocked = new Ordered(clocked);
    this.#sureClocked = new Ordered(clocked.filter(({ sure }) => sure));
    this.#loose = new Ordered(ordered.filter(({ row }) => row.second === null));
  }

  byDays(use: Line, min: number): Near {
    const near = (line: Line | null) => (line !== null && use.day - line.day < min ? line : null);
    return { certain: near(this.#sure.before(use)), possible: near(this.#all.before(use)) };
  }

  /**
   * With a clock the last clocked use before counts. A use without one is undecided when a clocked one stands possibly too
   * close on either side, or an earlier one without a clock; it is never certain.
   */
  byHours(use: Line, min: number): Near {
    if (use.second !== null) {
      const near = (line: Line | null) => (line !== null && earliest(use) - earliest(line) < min ? line : null);
      return { certain: near(this.#sureClocked.before(use)), possible: near(this.#clocked.before(use)) };
    }
    const opens = earliest(use);
    const clocked = this.#clocked.startingBefore(latest(use) + min);
    const loose = this.#loose.before(use);
    const near = [clocked, loose].filter((line) => line !== null && opens - latest(line) < min);
    const [a = null, b = null] = near;
    return { certain: null, possible: a !== null && b !== null && compareLines(a, b) < 0 ? b : (a ?? b) };
  }
}

class Ordered {
  readonly #lines: readonly Line[];

  constructor(members: readonly Member[]) {
    this.#lines = members.map(({ row }) => row);
  }

  /** The last line that comes before a line. */
  before(line: Line): Line | null {
    return this.#last((other) => compareLines(other, line) < 0);
  }

  /** The last line that can have begun before a second; of lines with a clock. */
  startingBefore(second: number): Line | null {
    return this.#last((other) => earliest(other) < second);
  }

  /** The last of the lines for which something holds that holds for none after the first for which it does not. */
  #last(holds: (line: Line) => boolean): Line | null {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const line = this.#lines[middle];
      if (line !== undefined && holds(line)) low = middle + 1;
      else high = middle;
    }
    return this.#lines[low - 1] ?? null;
  }
}
