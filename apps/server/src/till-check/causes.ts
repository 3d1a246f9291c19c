/** Why a finding of the settled day is not what the till said (docs/semantics.md 15): exactly one cause each. */

/** Causes of rows, in the order in which they are taken. */
export const ROW_CAUSES = [
  // A visit of another institution that the platform did not know yet.
  'other-institution',
  // A line of an earlier visit that had happened, and came later.
  'late-upload',
  // Taken back, wholly or in part: a refund, a cancelled settlement.
  'refund',
  // The end of a stay, and what is told with it.
  'discharge',
  // The message said it otherwise than it was registered or settled.
  'told-otherwise',
  // Ordered, and never charged.
  'not-charged',
  // Charged after the check.
  'later-line',
] as const;
export type RowCause = (typeof ROW_CAUSES)[number];

/** `never-checked`: the visit was settled without a check, or with one that could not be made. `unexplained` never should be. */
export type Cause = RowCause | 'knowledge' | 'never-checked' | 'unexplained';
export const CAUSES: readonly Cause[] = ['knowledge', ...ROW_CAUSES, 'never-checked', 'unexplained'];
