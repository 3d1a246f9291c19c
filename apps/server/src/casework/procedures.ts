/** The procedures that matters run in, by their name in the store. */
import {
  assessment,
  BEFORE_THE_VISIT,
  credit,
  inspection,
  measure,
  penalty,
  points,
  review,
  summaryPenalty,
  transfer,
} from '@shouhu/procedure';
import type { Procedure } from '@shouhu/procedure';
import type { RightName } from '../rights/rights.ts';
import type { LeadState } from '../store/standing.ts';

export interface Conducted {
  readonly procedure: Procedure;
  readonly open: RightName;
  readonly read: RightName;
  readonly act: RightName;
  /** What a lead becomes that is taken up by it. */
  readonly takes: LeadState;
  /** What the institution itself is not to see: states of which it learns nothing, and steps and officers until one of some steps was taken. */
  readonly hidden?: {
    readonly states: readonly string[];
    readonly steps: readonly string[];
    readonly until: readonly string[];
  };
  /** Opened only by the capability that keeps more about it than a matter has. */
  readonly own?: true;
}

const conducted: Readonly<Record<string, Conducted>> = {
  [review.id]: { procedure: review, open: 'review.open', read: 'review.read', act: 'review.act', takes: 'in-review' },
  [measure.id]: {
    procedure: measure,
    open: 'measure.open',
    read: 'measure.read',
    act: 'measure.act',
    takes: 'in-review',
  },
  [penalty.id]: { procedure: penalty, open: 'case.open', read: 'case.read', act: 'case.act', takes: 'in-case' },
  [summaryPenalty.id]: {
    procedure: summaryPenalty,
    open: 'case.open',
    read: 'case.read',
    act: 'case.act',
    takes: 'in-case',
  },
  [transfer.id]: {
    procedure: transfer,
    open: 'transfer.open',
    read: 'transfer.read',
    act: 'transfer.act',
    takes: 'in-case',
  },
  [inspection.id]: {
    procedure: inspection,
    open: 'inspection.open',
    read: 'inspection.read',
    act: 'inspection.act',
    takes: 'in-case',
    // Whoever knows that inspectors are to come tidies up.
    hidden: BEFORE_THE_VISIT,
  },
  [assessment.id]: {
    procedure: assessment,
    open: 'assessment.open',
    read: 'assessment.read',
    act: 'assessment.act',
    takes: 'in-review',
    own: true,
  },
  [points.id]: {
    procedure: points,
    open: 'points.open',
    read: 'points.read',
    act: 'points.act',
    takes: 'in-review',
    own: true,
  },
  [credit.id]: {
    procedure: credit,
    open: 'credit.open',
    read: 'credit.read',
    act: 'credit.act',
    takes: 'in-case',
    own: true,
  },
};

export const PROCEDURES = new Map(Object.entries(conducted));
