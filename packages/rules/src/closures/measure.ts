/** Measures of a limit, and what of the lines lies above the maximum. */
import type { Line } from '@shouhu/claims';
import type { Charge } from '../hit.ts';
import type { LimitPoint } from '../model.ts';
import { DayTally, DistinctTally, SumTally, type Tally } from './tally.ts';

export interface Measure {
  total(lines: readonly Line[]): number;
  excess(lines: readonly Line[], total: number, max: number): { charges: Charge[]; den: number; kept: Line[] };
  /** The same total while lines come and go. */
  tally(): Tally;
}

const ONE_DAY = 10_000;

export function measurer(kind: LimitPoint['measure']): Measure {
  switch (kind) {
    case 'cnt':
      return summed((line) => line.cnt);
    case 'amount':
      return summed((line) => line.amount_fen);
    case 'paid':
      return summed((line) => line.inscp_fen ?? line.amount_fen);
    case 'kinds':
      return counted((line) => line.item);
    case 'visits':
      return counted((line) => `${line.fixmedins_code}|${line.mdtrt_id}`);
    case 'days':
      return { total: (lines) => sumOf(dayLengths(lines)), excess: daysBeyond, tally: () => new DayTally(lengthOf) };
  }
}

function summed(value: (line: Line) => number): Measure {
  const total = (lines: readonly Line[]) => {
    let sum = 0;
    for (const line of lines) sum += value(line);
    return sum;
  };
  return { total, excess: inProportion, tally: () => new SumTally(value) };
}

function counted(value: (line: Line) => string): Measure {
  return {
    total: (lines) => new Set(lines.map(value)).size,
    excess: inProportion,
    tally: () => new DistinctTally(value),
  };
}

function inProportion(lines: readonly Line[], reached: number, max: number): ReturnType<Measure['excess']> {
  return { charges: lines.map((line) => ({ line, num: reached - max })), den: reached, kept: [] };
}

/** Days of supply outside stays, else one. */
function lengthOf(line: Line): number {
  const supplied = line.care_type !== null && line.care_type !== 'inpatient' ? (line.prd_days ?? 0) : 0;
  return supplied > 0 ? supplied : ONE_DAY;
}

/** Length of each day of use: the longest days of supply outside stays, else one. */
function dayLengths(lines: readonly Line[]): Map<number, number> {
  const lengths = new Map<number, number>();
  for (const line of lines) {
    lengths.set(line.day, Math.max(lengths.get(line.day) ?? 0, lengthOf(line)));
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
