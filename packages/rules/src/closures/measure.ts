/** Measures of a limit, and what of the lines lies above the maximum. */
import type { Line } from '@shouhu/claims';
import type { Charge } from '../hit.ts';
import type { LimitPoint } from '../model.ts';

export interface Measure {
  total(lines: readonly Line[]): number;
  excess(lines: readonly Line[], total: number, max: number): { charges: Charge[]; den: number; kept: Line[] };
}

const ONE_DAY = 10_000;

export function measurer(kind: LimitPoint['measure']): Measure {
  switch (kind) {
    case 'cnt':
      return proportional((lines) => add(lines, (line) => line.cnt));
    case 'amount':
      return proportional((lines) => add(lines, (line) => line.amount_fen));
    case 'paid':
      return proportional((lines) => add(lines, (line) => line.inscp_fen ?? line.amount_fen));
    case 'kinds':
      return proportional((lines) => distinct(lines, (line) => line.item));
    case 'visits':
      return proportional((lines) => distinct(lines, (line) => `${line.fixmedins_code}|${line.mdtrt_id}`));
    case 'days':
      return { total: (lines) => sumOf(dayLengths(lines)), excess: daysBeyond };
  }
}

function proportional(total: (lines: readonly Line[]) => number): Measure {
  return {
    total,
    excess: (lines, reached, max) => ({
      charges: lines.map((line) => ({ line, num: reached - max })),
      den: reached,
      kept: [],
    }),
  };
}

function add(lines: readonly Line[], value: (line: Line) => number): number {
  let total = 0;
  for (const line of lines) total += value(line);
  return total;
}

function distinct(lines: readonly Line[], value: (line: Line) => string): number {
  return new Set(lines.map(value)).size;
}

/** Length of each day of use: the longest days of supply outside stays, else one. */
function dayLengths(lines: readonly Line[]): Map<number, number> {
  const lengths = new Map<number, number>();
  for (const line of lines) {
    const supplied = line.care_type !== null && line.care_type !== 'inpatient' ? (line.prd_days ?? 0) : 0;
    const length = supplied > 0 ? supplied : ONE_DAY;
    lengths.set(line.day, Math.max(lengths.get(line.day) ?? 0, length));
  }
  return lengths;
}

function sumOf(lengths: ReadonlyMap<number, number>): number {
  let total = 0;
  for (const length of lengths.values()) total += length;
  return total;
}

/** Days in order: those within the maximum are kept, the day that crosses it is charged in part, later days whole. */
function daysBeyond(lines: readonly Line[], _total: number, max: number): ReturnType<Measure['excess']> {
  const lengths = [...dayLengths(lines)].toSorted(([a], [b]) => a - b);
  const over = new Map<number, number>();
  let den = 1;
  let reached = 0;
  for (const [day, length] of lengths) {
    const before = reached;
    reached += length;
    if (reached <= max) continue;
    if (before < max) {
      den = length;
      over.set(day, reached - max);
    } else over.set(day, -1);
  }
  const charges: Charge[] = [];
  const kept: Line[] = [];
  for (const line of lines) {
    const num = over.get(line.day);
    if (num === undefined) kept.push(line);
    else charges.push({ line, num: num < 0 ? den : num });
  }
  return { charges, den, kept };
}
