/** One order of rows for every evaluator: by time, then by identity. */
import type { Line, Visit } from '@shouhu/claims';
import { compareCodePoints } from '@shouhu/codes';

/** Rows without a clock come first in their day. */
export function compareLines(a: Line, b: Line): number {
  return (
    a.day - b.day ||
    (a.second ?? -1) - (b.second ?? -1) ||
    compareCodePoints(a.fixmedins_code, b.fixmedins_code) ||
    compareCodePoints(a.line_id, b.line_id)
  );
}

/** The first of some lines in that order, however they are listed. */
export function firstLine(lines: Iterable<Line>): Line | undefined {
  let first: Line | undefined;
  for (const line of lines) if (first === undefined || compareLines(line, first) < 0) first = line;
  return first;
}

export function compareVisits(a: Visit, b: Visit): number {
  return (
    a.day - b.day ||
    (a.begin_second ?? -1) - (b.begin_second ?? -1) ||
    compareCodePoints(a.fixmedins_code, b.fixmedins_code) ||
    compareCodePoints(a.mdtrt_id, b.mdtrt_id)
  );
}
