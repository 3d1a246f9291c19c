/** Operations of one group in one window: the dearest is the first, later ones are charged at the ratio. */
import type { Line } from '@shouhu/claims';
import { isEmpty } from '../code-set.ts';
import { lineAnchor, type Hit } from '../hit.ts';
import type { PricePoint } from '../model.ts';
import { compareLines } from '../order.ts';
import type { Kleene } from '../predicate.ts';
import type { Scene } from '../scene.ts';
import { hitOf, mayFire, memberOf, type Compiled, type Member } from './compiled.ts';
import { Naming, noLines, type FirstLines } from './first-lines.ts';
import { compileSet } from './matcher.ts';
import { Surroundings } from './surroundings.ts';
import type { Fold } from './time-line.ts';

export type GroupJudge = (lines: readonly Line[], scene: Scene) => Hit[];

/** Lines that may stand beside: the first to name by item, and the place of the first of the dearest. */
interface Partners {
  readonly lines: FirstLines;
  readonly best: number;
}

const byItem = new Naming(({ item }) => item);

export function discountJudge(compiled: Compiled<PricePoint>): GroupJudge {
  const { point } = compiled;
  const besideSet = isEmpty(point.beside) ? null : compileSet(point.beside);
  return (lines, scene) => {
    const members = (rows: readonly Line[]) =>
      rows.map((line) => memberOf(compiled, line, scene)).filter((member) => member !== null);
    const subjects = members(lines.filter((line) => mayFire(compiled, line)));
    if (subjects.length === 0 || (besideSet === null && subjects.length === 1)) return [];
    const partners = besideSet === null ? subjects : members(scene.world.lines.filter((line) => besideSet(line.item)));
    const places = besideSet === null ? dearestFirst(subjects) : new Map<Line, number>();
    const around = new Surroundings(point.window, 'institution', partnersBy(places), partners);
    const hits: Hit[] = [];
    for (const member of subjects) {
      const hit = judge(compiled, member, around, places);
      if (hit !== null) hits.push(hit);
    }
    return hits;
  };
}

/** Place of each line among the subjects: the dearest is the first operation, of equals the earlier line. */
function dearestFirst(subjects: readonly Member[]): Map<Line, number> {
  const ordered = subjects.map(({ row }) => row).toSorted((a, b) => b.amount_fen - a.amount_fen || compareLines(a, b));
  return new Map(ordered.map((line, place) => [line, place]));
}

function partnersBy(places: ReadonlyMap<Line, number>): Fold<Partners> {
  return {
    none: { lines: noLines, best: Infinity },
    of: (line) => ({ lines: [line], best: places.get(line) ?? Infinity }),
    join: (a, b) => ({ lines: byItem.join(a.lines, b.lines), best: Math.min(a.best, b.best) }),
  };
}

function judge(
  compiled: Compiled<PricePoint>,
  { row, sure }: Member,
  around: Surroundings<Partners>,
  places: ReadonlyMap<Line, number>,
): Hit | null {
  const { point } = compiled;
  const allowed = allowedFen(point, row);
  const over = isOver(point, row, allowed);
  if (over === false) return null;
  const met = around.met(row);
  const possible = byItem.beside(met.possible.lines, row);
  if (possible.length === 0) return null;
  const place = places.get(row) ?? Infinity;
  const first: Kleene = places.size === 0 || met.sure.best < place ? false : met.possible.best < place ? null : true;
  if (first === true) return null;
  const certain = byItem.beside(met.sure.lines, row);
  const decided = sure && certain.length > 0 && first === false && over === true;
  const priced = decided && allowed !== null;
  return hitOf(compiled, decided, {
    anchor: lineAnchor(row),
    charges: [{ line: row, num: priced ? row.amount_fen - allowed : 1 }],
    den: priced ? row.amount_fen : 1,
    related: decided ? certain : possible,
    amount_reason: point.ratio === null ? 'ratio' : null,
  });
}

function allowedFen({ ratio }: PricePoint, line: Line): number | null {
  const full = line.pric_uplmt ?? line.pric;
  if (ratio === null || full === null) return null;
  const started = BigInt(Math.ceil(line.cnt / 10_000));
  return Number((BigInt(full) * started * BigInt(ratio) + 50_000_000n) / 100_000_000n);
}

function isOver({ ratio }: PricePoint, line: Line, allowed: number | null): Kleene {
  if (ratio !== null) return allowed === null ? null : line.amount_fen > allowed;
  if (line.cnt % 10_000 !== 0) return false;
  const { pric, pric_uplmt } = line;
  if (pric === null) return null;
  const full = (BigInt(pric) * BigInt(line.cnt) + 50_000_000n) / 100_000_000n;
  if (BigInt(line.amount_fen) < full) return false;
  return pric_uplmt === null ? null : pric >= pric_uplmt;
}
