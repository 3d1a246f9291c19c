import { review } from '@shouhu/procedure';
import type { LeadRow, LeadState, Me } from '../api/answers.ts';
import type { LeadFilter, LeadSort } from '../api/queries.ts';

/** What may become of a lead, in the order of the work. */
export const LEAD_STATES: readonly LeadState[] = ['new', 'assigned', 'in-review', 'in-case', 'closed', 'dropped'];

/** What leads may stand in the order of. */
export const LEAD_SORTS: readonly LeadSort[] = ['expected_fen', 'amount_fen', 'period_to'];

/** Whether a lead can be given to somebody or dropped: one that a review or case has taken up stays theirs. */
export function isFree({ state }: LeadRow): boolean {
  return state !== 'in-review' && state !== 'in-case' && state !== 'closed';
}

/** Whether somebody may put a lead to its institution: the first step of a review is theirs. */
export function mayIssue({ duties }: Me): boolean {
  return duties.some((duty) => review.steps.issue.duties.some((each) => each === duty));
}

/** The filter that an address holds: what it does not know is left out. */
export function leadFilterOf(search: Readonly<Record<string, unknown>>): LeadFilter {
  const state = LEAD_STATES.find((known) => known === search['state']);
  const sort = LEAD_SORTS.find((known) => known === search['sort']);
  return {
    ...(state === undefined ? {} : { state }),
    ...(sort === undefined ? {} : { sort }),
    ...yesOf('live', search['live']),
    ...textOf('title', search['title']),
    ...textOf('found_from', search['found_from']),
    ...textOf('found_to', search['found_to']),
    ...textOf('assignee', search['assignee']),
    ...textOf('fixmedins_code', search['fixmedins_code']),
  };
}

/** A yes of an address, absent where it is none. */
export function yesOf<Name extends string>(name: Name, value: unknown): { readonly [Key in Name]?: true };
export function yesOf(name: string, value: unknown): Readonly<Record<string, true>> {
  return value === true || value === 'true' ? { [name]: true } : {};
}

/** One text of an address, absent where it is empty: `{ name: text }`. A number there was typed as digits. */
export function textOf<Name extends string>(name: Name, value: unknown): { readonly [Key in Name]?: string };
export function textOf(name: string, value: unknown): Readonly<Record<string, string>> {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? { [name]: String(value) } : {};
}
