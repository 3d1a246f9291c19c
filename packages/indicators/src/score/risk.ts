/** The risk of an institution: a sum of parts, each an indicator that lies far on its suspicious side. */
import { compareCodePoints } from '@shouhu/codes';

/** From here on an indicator speaks against an institution; at PLAIN it says all it can. */
const BEGINS = 3;
const PLAIN = 10;

/** Weight at which half of the scale is used. */
const HALF = 25;

/** A department or doctor far out speaks for a part of the institution only, and there are many of them. */
const INNER_BEGINS = 6;
const INNER_PLAIN = 16;
const INNER_SHARE = 0.5;

export interface Row {
  readonly level: string;
  readonly fixmedins_code: string;
  readonly dept: string | null;
  readonly dr: string | null;
  readonly indicator: string;
  /** Positive on the suspicious side. */
  readonly z: number;
  readonly value: number;
  readonly peer_median: number;
  readonly weight: number;
}

export interface Part {
  readonly indicator: string;
  readonly dept: string | null;
  readonly dr: string | null;
  readonly z: number;
  readonly points: number;
  readonly value: number;
  readonly peer_median: number;
}

export interface Risk {
  readonly fixmedins_code: string;
  /** 0 to 100: the sum of the parts' points. */
  readonly score: number;
  readonly parts: readonly Part[];
}

const strength = (z: number, begins: number, plain: number): number =>
  Math.min(1, Math.max(0, (z - begins) / (plain - begins)));

/** How much a row speaks against its institution. */
function speaks({ level, z, weight }: Row): number {
  return level === 'institution'
    ? weight * strength(z, BEGINS, PLAIN)
    : weight * INNER_SHARE * strength(z, INNER_BEGINS, INNER_PLAIN);
}

/** Of an indicator only the strongest row counts: an institution and its own department are not two. */
export function riskOf(fixmedins_code: string, rows: readonly Row[]): Risk {
  const strongest = new Map<string, { row: Row; weight: number }>();
  for (const row of rows) {
    const weight = speaks(row);
    if (weight > 0 && weight > (strongest.get(row.indicator)?.weight ?? 0))
      strongest.set(row.indicator, { row, weight });
  }
  const parts = [...strongest.values()].toSorted(
    (a, b) => b.weight - a.weight || compareCodePoints(a.row.indicator, b.row.indicator),
  );
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const score = 100 * (1 - 2 ** (-total / HALF));
  const shared = parts.map(({ row, weight }) => partOf(row, (score * weight) / total));
  return { fixmedins_code, score: round(shared.reduce((sum, { points }) => sum + points, 0)), parts: shared };
}

function partOf({ indicator, dept, dr, z, value, peer_median }: Row, points: number): Part {
  return { indicator, dept, dr, z, points: round(points), value, peer_median };
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
