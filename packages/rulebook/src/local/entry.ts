import type { Point } from '@shouhu/rules';
import type { Cells } from './cells.ts';
import type { RuleHead } from './rules.ts';

/** One sound row of a table of points: the point it makes alone, and what it is compared by. */
export interface Entry<P extends Point = Point> {
  readonly cells: Cells;
  readonly head: RuleHead;
  readonly point: P;
  /** Rows with one subject say the same thing twice when their days overlap. */
  readonly subject: string;
}
