import type { LeadRow, LeadState } from '../api/answers.ts';
import type { LeadFilter } from '../api/queries.ts';

/** What may become of a lead, in the order of the work. */
export const LEAD_STATES: readonly LeadState[] = ['new', 'assigned', 'in-review', 'in-case', 'dropped'];

/** Whether a lead can be given to somebody or dropped: one that a review or case has taken up stays theirs. */
export function isFree({ state }: LeadRow): boolean {
  return state !== 'in-review' && state !== 'in-case';
}

/** The filter that an address holds: what it does not know is left out. */
export function leadFilterOf(search: Readonly<Record<string, unknown>>): LeadFilter {
  const state = LEAD_STATES.find((known) => known === search['state']);
  return {
    ...(state === undefined ? {} : { state }),
    ...textOf('assignee', search['assignee']),
    ...textOf('fixmedins_code', search['fixmedins_code']),
  };
}

/** One text of an address, absent where it is empty: `{ name: text }`. A number there was typed as digits. */
export function textOf<Name extends string>(name: Name, value: unknown): { readonly [Key in Name]?: string };
export function textOf(name: string, value: unknown): Readonly<Record<string, string>> {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? { [name]: String(value) } : {};
}
