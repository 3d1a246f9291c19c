/** Pairs and needs over the lines a point selects. */
import type { Line } from '@shouhu/claims';
import { isEmpty } from '../code-set.ts';
import { lineAnchor, whole, type Hit } from '../hit.ts';
import type { NeedsPoint, TogetherPoint } from '../model.ts';
import type { Kleene } from '../predicate.ts';
import type { Scene } from '../scene.ts';
import { hitOf, mayFire, memberOf, type Compiled, type Member } from './compiled.ts';
import type { GroupJudge } from './discount.ts';
import { Naming, noLines, type FirstLines } from './first-lines.ts';
import { compileSet, type Matcher } from './matcher.ts';
import { ownerOf, Surroundings } from './surroundings.ts';
import { TimeLine, type Fold } from './time-line.ts';

export type PairJudge = (a: readonly Line[], b: readonly Line[], scene: Scene) => Hit[];

/** Lines of the other side: the first to name, and the greatest amount. */
interface Others {
  readonly lines: FirstLines;
  readonly dearest: number;
}

const naming = new Naming(null);
const others: Fold<Others> = {
  none: { lines: noLines, dearest: -Infinity },
  of: (line) => ({ lines: [line], dearest: line.amount_fen }),
  join: (a, b) => ({ lines: naming.join(a.lines, b.lines), dearest: Math.max(a.dearest, b.dearest) }),
};
const first: Fold<FirstLines> = { none: noLines, of: (line) => [line], join: (a, b) => naming.join(a, b) };

export function togetherJudge(compiled: Compiled<TogetherPoint>): PairJudge {
  const { point } = compiled;
  const { window, across } = point;
  const allowed = compileSet(point.allowed_with);
  const liftable = !isEmpty(point.allowed_with);
  const isA = compileSet(point.a);
  return (a, b, scene) => {
    const members = (lines: readonly Line[]) =>
      lines.map((line) => memberOf(compiled, line, scene)).filter((member) => member !== null);
    const sides = { a: members(a), b: members(b) };
    if (sides.a.length === 0 || sides.b.length === 0) return [];
    const around = (some: readonly Member[]) => new Surroundings(window, across, others, some);
    const near = { a: around(sides.a), b: around(sides.b) };
    const lifting = liftable ? scene.world.lines.filter((line) => allowed(line.item)) : [];
    const lifters = new Surroundings(window, across, first, lifting.map(surely));
    const chargeable = point.pays === 'cheaper' ? [...sides.a, ...sides.b] : sides[point.pays];
    const hits: Hit[] = [];
    for (const member of chargeable) {
      if (!mayFire(compiled, member.row)) continue;
      const onA = isA(member.row.item);
      const hit = pair(compiled, member, onA ? near.b : near.a, lifters, onA);
      if (hit !== null) hits.push(hit);
    }
    return hits;
  };
}

function surely(row: Line): Member {
  return { row, sure: true };
}

function pair(
  compiled: Compiled<TogetherPoint>,
  { row, sure }: Member,
  side: Surroundings<Others>,
  lifters: Surroundings<FirstLines>,
  onA: boolean,
): Hit | null {
  const met = side.met(row);
  const possible = naming.beside(met.possible.lines, row);
  if (possible.length === 0) return null;
  const certain = naming.beside(met.sure.lines, row);
  const cheaper = compiled.point.pays === 'cheaper' ? paysHere(row, onA, met.sure, met.possible) : true;
  if (cheaper === false) return null;
  const lifted = lifters.met(row);
  if (lifted.sure.length > 0) return null;
  const decided = sure && certain.length > 0 && lifted.possible.length === 0 && cheaper === true;
  const related = decided ? certain : possible;
  return hitOf(compiled, decided, { anchor: lineAnchor(row), ...whole([row]), related });
}

/** Of a pair published in both directions the cheaper line pays, ties b. */
function paysHere({ amount_fen }: Line, onA: boolean, sure: Others, possible: Others): Kleene {
  const below = ({ dearest }: Others) => (onA ? amount_fen < dearest : amount_fen <= dearest);
  return below(sure) ? true : below(possible) ? null : false;
}

export function needsJudge(compiled: Compiled<NeedsPoint>): GroupJudge {
  const { point } = compiled;
  const items = compileSet(point.items);
  const hasItems = !isEmpty(point.items);
  const lists = [
    { list: 'diagnosis' as const, set: point.diagnoses },
    { list: 'operation' as const, set: point.operations },
  ]
    .filter(({ set }) => !isEmpty(set))
    .map(({ list, set }) => ({ list, has: compileSet(set) }));
  return (lines, scene) => {
    const hits: Hit[] = [];
    let providers: Providers | null = null;
    for (const line of lines) {
      if (!mayFire(compiled, line)) continue;
      const member = memberOf(compiled, line, scene);
      if (member === null) continue;
      providers ??= new Providers(point, hasItems ? scene.world.lines.filter((other) => items(other.item)) : []);
      const provided = isProvided(point, line, providers, lists, hasItems, scene);
      if (provided === true) continue;
      const decided = member.sure && provided === false;
      hits.push(hitOf(compiled, decided, { anchor: lineAnchor(line), ...whole([line]) }));
    }
    return hits;
  };
}

/** Lines that provide what is needed, by their windows and, for a look-back, by their days. */
class Providers {
  readonly #point: NeedsPoint;
  readonly #around: Surroundings<FirstLines>;
  readonly #days = new Map<string, TimeLine<FirstLines>>();

  constructor(point: NeedsPoint, lines: readonly Line[]) {
    this.#point = point;
    this.#around = new Surroundings(point.window, point.across, first, lines.map(surely));
    if (point.look_back_days === 0) return;
    for (const line of lines) {
      const owner = ownerOf(point.across, line);
      const days = this.#days.get(owner) ?? new TimeLine(first);
      this.#days.set(owner, days);
      days.add(line.day, surely(line));
    }
  }

  /** Whether another line stands in the window or, within the look-back, before it. */
  provide(line: Line): Kleene {
    const { across, look_back_days } = this.#point;
    const before = this.#days.get(ownerOf(across, line))?.between(line.day - look_back_days, line.day);
    if (before !== undefined && naming.beside(before.sure, line).length > 0) return true;
    const met = this.#around.met(line);
    if (naming.beside(met.sure, line).length > 0) return true;
    return naming.beside(met.possible, line).length > 0 ? null : false;
  }
}

function isProvided(
  point: NeedsPoint,
  line: Line,
  providers: Providers,
  lists: readonly { list: 'diagnosis' | 'operation'; has: Matcher }[],
  hasItems: boolean,
  scene: Scene,
): Kleene {
  const back = point.look_back_days;
  const beside = providers.provide(line);
  if (beside === true) return true;
  let outcome: Kleene = hasItems && back > 0 && line.day - back < scene.world.first_day ? null : beside;
  for (const { list, has } of lists) {
    const codes = scene.codesOf(line, list);
    if (codes === null) outcome = null;
    else if (codes.some(has)) return true;
  }
  return outcome;
}
