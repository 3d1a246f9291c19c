/** What a limit measures over a set of lines. */
import type { Line } from '@shouhu/claims';
import type { LimitPoint } from '../model.ts';
import { groupBy, visitKey } from '../scene.ts';

const ONE = 10_000;

/** Total of the measure, in its units (cnt and days 1e-4, amount and paid fen, kinds and visits counts). */
export function measure(kind: LimitPoint['measure'], lines: readonly Line[]): number {
  switch (kind) {
    case 'cnt':
      return sum(lines, (line) => line.cnt);
    case 'amount':
      return sum(lines, (line) => line.amount_fen);
    case 'paid':
      return sum(lines, (line) => line.inscp_fen ?? line.amount_fen);
    case 'kinds':
      return new Set(lines.map((line) => line.item)).size;
    case 'visits':
      return new Set(lines.map(visitKey)).size;
    case 'days':
      return daysOf(lines).reduce((total, day) => total + day.length, 0);
  }
}

export interface UseDay {
  readonly day: number;
  /** 1e-4 days this day counts for. */
  readonly length: number;
  readonly lines: readonly Line[];
}

/** Distinct days of use in order; outside stays a day counts for its longest days of supply (docs/semantics.md 14). */
export function daysOf(lines: readonly Line[]): UseDay[] {
  return [...groupBy(lines, (line) => String(line.day)).values()]
    .map((group) => ({
      day: group[0]?.day ?? 0,
      length: Math.max(...group.map(daysOfSupply)),
      lines: group,
    }))
    .toSorted((a, b) => a.day - b.day);
}

function daysOfSupply(line: Line): number {
  const outside = line.care_type !== null && line.care_type !== 'inpatient';
  return outside && line.prd_days !== null && line.prd_days > 0 ? line.prd_days : ONE;
}

function sum(lines: readonly Line[], value: (line: Line) => number): number {
  return lines.reduce((total, line) => total + value(line), 0);
}
