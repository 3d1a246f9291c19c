/** Which of the lines and visits beside the charged ones a finding names: never all of a crowd (docs/semantics.md 43). */
import type { Line, Visit } from '@shouhu/claims';
import { compareCodePoints } from '@shouhu/codes';
import type { Hit } from './hit.ts';
import { compareVisits } from './order.ts';

/** So many related lines, and other visits, a finding names; and so many codes of a list its evidence. */
export const NAMED_MOST = 50;

/** What evaluators hand over at most: one more, which tells that there were more. */
export const TOLD_MOST = NAMED_MOST + 1;

/** The order in which lines are named. */
export function compareNames(a: Line, b: Line): number {
  return compareCodePoints(a.fixmedins_code, b.fixmedins_code) || compareCodePoints(a.line_id, b.line_id);
}

/** Of the visits a visit clashes with, those that end last come first, an open one before all; then the later begun. */
export function compareEnds(a: Visit, b: Visit): number {
  return (b.end_day ?? Infinity) - (a.end_day ?? Infinity) || compareVisits(b, a);
}

/** A hit that names no more than it may, and whether there was more to name. */
export interface Named extends Hit {
  readonly more: boolean;
}

export function named(hit: Hit): Named {
  const [own, ...others] = hit.visits;
  const related = hit.related.toSorted(compareNames);
  const clashing = others.toSorted(compareEnds);
  return {
    ...hit,
    related: related.slice(0, NAMED_MOST),
    visits: own === undefined ? [] : [own, ...clashing.slice(0, NAMED_MOST)],
    more: related.length > NAMED_MOST || clashing.length > NAMED_MOST,
  };
}
