/** Pairs, spacing and needs over the lines a point selects. */
import type { Line } from '@shouhu/claims';
import { isEmpty } from '../code-set.ts';
import { lineAnchor, whole, type Hit } from '../hit.ts';
import type { NeedsPoint, SpacingPoint, TogetherPoint } from '../model.ts';
import { compareLines } from '../order.ts';
import type { Kleene } from '../predicate.ts';
import type { Scene } from '../scene.ts';
import { distance, HOUR_SECONDS, meets } from '../window.ts';
import { hitOf, mayFire, memberOf, type Compiled, type Member } from './compiled.ts';
import type { GroupJudge } from './discount.ts';
import { compileSet, type Matcher } from './matcher.ts';

export type PairJudge = (a: readonly Line[], b: readonly Line[], scene: Scene) => Hit[];

export function togetherJudge(compiled: Compiled<TogetherPoint>): PairJudge {
  const { point } = compiled;
  const allowed = compileSet(point.allowed_with);
  const liftable = !isEmpty(point.allowed_with);
  const isA = compileSet(point.a);
  return (a, b, scene) => {
    const members = (lines: readonly Line[]) =>
      lines.map((line) => memberOf(compiled, line, scene)).filter((member) => member !== null);
    const sides = { a: members(a), b: members(b) };
    if (sides.a.length === 0 || sides.b.length === 0) return [];
    const lifting = liftable ? scene.world.lines.filter((line) => allowed(line.item)) : [];
    const chargeable = point.pays === 'cheaper' ? [...sides.a, ...sides.b] : sides[point.pays];
    const hits: Hit[] = [];
    for (const member of chargeable) {
      if (!mayFire(compiled, member.row)) continue;
      const onA = isA(member.row.item);
      const hit = pair(compiled, member, onA ? sides.b : sides.a, lifting, onA);
      if (hit !== null) hits.push(hit);
    }
    return hits;
  };
}

function pair(
  compiled: Compiled<TogetherPoint>,
  { row, sure }: Member,
  others: readonly Member[],
  lifting: readonly Line[],
  onA: boolean,
): Hit | null {
  const { window, across, pays } = compiled.point;
  let together: Kleene = false;
  let cheaper: Kleene = pays !== 'cheaper';
  const certain: Line[] = [];
  const possible: Line[] = [];
  for (const other of others) {
    if (other.row === row) continue;
    const near = meets(window, across, row, other.row);
    if (near === false) continue;
    const met: Kleene = near === true && other.sure ? true : null;
    possible.push(other.row);
    if (met === true) certain.push(other.row);
    together = together === true ? true : met;
    const pays_here = onA ? row.amount_fen < other.row.amount_fen : row.amount_fen <= other.row.amount_fen;
    if (pays_here && cheaper !== true) cheaper = met;
  }
  if (together === false || cheaper === false) return null;
  let lifted: Kleene = false;
  for (const line of lifting) {
    const near = meets(window, across, row, line);
    if (near === true) return null;
    if (near === null) lifted = null;
  }
  const decided = sure && together === true && lifted === false && cheaper === true;
  const related = decided ? certain : possible;
  return hitOf(compiled, decided, { anchor: lineAnchor(row), ...whole([row]), related });
}

export function spacingJudge(compiled: Compiled<SpacingPoint>): GroupJudge {
  const { point } = compiled;
  const other = point.other === null ? null : compileSet(point.other);
  return (lines, scene) => {
    const members = (rows: readonly Line[]) =>
      rows.map((line) => memberOf(compiled, line, scene)).filter((member) => member !== null);
    const uses = members(lines);
    const earlier = (other === null ? uses : members(scene.world.lines.filter((line) => other(line.item)))).toSorted(
      (x, y) => compareLines(x.row, y.row),
    );
    if (earlier.length === 0) return [];
    const hits: Hit[] = [];
    for (const use of uses) {
      if (!mayFire(compiled, use.row)) continue;
      const hit = tooSoon(compiled, use, earlier);
      if (hit !== null) hits.push(hit);
    }
    return hits;
  };
}

/** Walks the uses in order; the last too close one is the one to name. */
function tooSoon(compiled: Compiled<SpacingPoint>, use: Member, earlier: readonly Member[]): Hit | null {
  const { point } = compiled;
  let certain: Line | null = null;
  let possible: Line | null = null;
  for (let index = first(point, use.row, earlier); index < earlier.length; index++) {
    const before = earlier[index];
    if (before === undefined || before.row === use.row) continue;
    if (before.row.day > use.row.day + reach(point)) break;
    const close = tooClose(point, use.row, before.row);
    if (close === false) continue;
    possible = before.row;
    if (close === true && before.sure) certain = before.row;
  }
  if (possible === null) return null;
  const decided = use.sure && certain !== null;
  const related = certain !== null && decided ? [certain] : [possible];
  return hitOf(compiled, decided, { anchor: lineAnchor(use.row), ...whole([use.row]), related });
}

/** Days a rule may look to either side. */
function reach({ unit, min }: SpacingPoint): number {
  return unit === 'day' ? min : Math.ceil(min / 24) + 1;
}

/** First use that can be near enough, by binary search over the days. */
function first(point: SpacingPoint, use: Line, earlier: readonly Member[]): number {
  const from = use.day - reach(point);
  let low = 0;
  let high = earlier.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((earlier[middle]?.row.day ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function tooClose(point: SpacingPoint, use: Line, before: Line): Kleene {
  if (use.psn_no !== before.psn_no) return false;
  if (point.across === 'institution' && use.fixmedins_code !== before.fixmedins_code) return false;
  const precedes = compareLines(before, use) < 0;
  if (point.unit === 'day') return precedes && use.day - before.day < point.min;
  const close = distance(use, before).nearest < point.min * HOUR_SECONDS;
  if (use.second !== null) return before.second !== null && precedes && close;
  return close && (before.second !== null || precedes) ? null : false;
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
    let providers: readonly Line[] | null = null;
    for (const line of lines) {
      if (!mayFire(compiled, line)) continue;
      const member = memberOf(compiled, line, scene);
      if (member === null) continue;
      providers ??= hasItems ? scene.world.lines.filter((other) => items(other.item)) : [];
      const provided = isProvided(point, line, providers, lists, hasItems, scene);
      if (provided === true) continue;
      const decided = member.sure && provided === false;
      hits.push(hitOf(compiled, decided, { anchor: lineAnchor(line), ...whole([line]) }));
    }
    return hits;
  };
}

function isProvided(
  point: NeedsPoint,
  line: Line,
  providers: readonly Line[],
  lists: readonly { list: 'diagnosis' | 'operation'; has: Matcher }[],
  hasItems: boolean,
  scene: Scene,
): Kleene {
  const back = point.look_back_days;
  let outcome: Kleene = hasItems && back > 0 && line.day - back < scene.world.first_day ? null : false;
  for (const other of providers) {
    if (other === line) continue;
    const days = line.day - other.day;
    const known =
      other.psn_no === line.psn_no && (point.across === 'all' || other.fixmedins_code === line.fixmedins_code);
    if (back > 0 && known && days >= 0 && days <= back) return true;
    const met = meets(point.window, point.across, line, other);
    if (met === true) return true;
    if (met === null) outcome = null;
  }
  for (const { list, has } of lists) {
    const codes = scene.codesOf(line, list);
    if (codes === null) outcome = null;
    else if (codes.some(has)) return true;
  }
  return outcome;
}
