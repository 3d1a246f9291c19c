/** The procedures that matters run in, by their name in the store. */
import { penalty, review } from '@shouhu/procedure';
import type { Procedure } from '@shouhu/procedure';
import type { RightName } from '../rights/rights.ts';
import type { LeadState } from '../store/schema.ts';

export interface Conducted {
  readonly procedure: Procedure;
  readonly open: RightName;
  readonly read: RightName;
  readonly act: RightName;
  /** What a lead becomes that is taken up by it. */
  readonly takes: LeadState;
}

const conducted: Readonly<Record<string, Conducted>> = {
  [review.id]: { procedure: review, open: 'review.open', read: 'review.read', act: 'review.act', takes: 'in-review' },
  [penalty.id]: { procedure: penalty, open: 'case.open', read: 'case.read', act: 'case.act', takes: 'in-case' },
};

export const PROCEDURES = new Map(Object.entries(conducted));
