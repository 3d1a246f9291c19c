/** Operations of one group in one window: the dearest is the first, later ones are charged at the ratio. */
import type { Line } from '@shouhu/claims';
import { isEmpty } from '../code-set.ts';
import { lineAnchor, type Hit } from '../hit.ts';
import type { PricePoint } from '../model.ts';
import { compareLines } from '../order.ts';
import type { Kleene } from '../predicate.ts';
import type { Scene } from '../scene.ts';
import { meets } from '../window.ts';
import { hitOf, mayFire, memberOf, type Compiled, type Member } from './compiled.ts';
import { compileSet } from './matcher.ts';

export type GroupJudge = (lines: readonly Line[], scene: Scene) => Hit[];

export function discountJudge(compiled: Compiled<PricePoint>): GroupJudge {
  const { point } = compiled;
  const besideSet = isEmpty(point.beside) ? null : compileSet(point.beside);
  return (lines, scene) => {
    const subjects = lines
      .filter((line) => mayFire(compiled, line))
      .map((line) => memberOf(compiled, line, scene))
      .filter((member) => member !== null);
    if (subjects.length === 0 || (besideSet === null && subjects.length === 1)) return [];
    const partners =
      besideSet === null
        ? subjects
        : scene.world.lines
            .filter((line) => besideSet(line.item))
            .map((line) => memberOf(compiled, line, scene))
            .filter((member) => member !== null);
    const hits: Hit[] = [];
    for (const member of subjects) {
      const hit = judge(compiled, member, partners, besideSet === null ? subjects : null);
      if (hit !== null) hits.push(hit);
    }
    return hits;
  };
}

function judge(
  compiled: Compiled<PricePoint>,
  { row, sure }: Member,
  partners: readonly Member[],
  rivals: readonly Member[] | null,
): Hit | null {
  const { point } = compiled;
  const allowed = allowedFen(point, row);
  const over = isOver(point, row, allowed);
  if (over === false) return null;
  let beside: Kleene = false;
  const certain: Line[] = [];
  const possible: Line[] = [];
  for (const partner of partners) {
    if (partner.row.item === row.item) continue;
    const met = meets(point.window, 'institution', row, partner.row);
    if (met === false) continue;
    possible.push(partner.row);
    if (met === true && partner.sure) {
      certain.push(partner.row);
      beside = true;
    } else if (beside === false) beside = null;
  }
  if (beside === false) return null;
  const first = rivals === null ? false : isFirst(point, row, rivals);
  if (first === true) return null;
  const decided = sure && beside === true && first === false && over === true;
  const priced = decided && allowed !== null;
  return hitOf(compiled, decided, {
    anchor: lineAnchor(row),
    charges: [{ line: row, num: priced ? row.amount_fen - allowed : 1 }],
    den: priced ? row.amount_fen : 1,
    related: decided ? certain : possible,
    amount_reason: point.ratio === null ? 'ratio' : null,
  });
}

function isFirst(point: PricePoint, line: Line, rivals: readonly Member[]): Kleene {
  let outcome: Kleene = true;
  for (const { row, sure } of rivals) {
    if (row === line || row.amount_fen < line.amount_fen) continue;
    if (row.amount_fen === line.amount_fen && compareLines(row, line) > 0) continue;
    const met = meets(point.window, 'institution', line, row);
    if (met === true && sure) return false;
    if (met !== false) outcome = null;
  }
  return outcome;
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
