/** What became of what a run found: a later run never edits, it adds a revision and says so here (docs/semantics.md 17). */
export type LeadStanding = 'current' | 'changed' | 'withdrawn';

/** What was done with a lead before a matter took it up. */
export type LeadStepState = 'assigned' | 'dropped' | 'returned';

/** What is being done about a lead. */
export type LeadState = 'new' | 'assigned' | 'in-review' | 'in-case' | 'closed' | 'dropped';
