/**
 * Numbers that the published points leave open; docs/rulebook.md says why. A bureau overrides `look_back_days` by its
 * parameters; 14 to 17 stays undecided until it sets `child_bound` (docs/semantics.md 8).
 */
export const NATIONAL_DEFAULTS = {
  newborn_days: 28,
  /** 婴儿: below one year. */
  infant_months: 12,
  /** 婴幼儿: below three years. */
  toddler_months: 36,
  /** First age beyond work: the latest legal retirement after the reform of 2025, the wider of both sexes. */
  working_years: 63,
  /** How far back a first-line drug may lie. */
  look_back_days: 180,
} as const;
