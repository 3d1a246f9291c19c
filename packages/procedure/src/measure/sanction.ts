/** What a measure does to an institution, and from when to when: out of its deeds alone. */
import { nationalCalendar } from '@shouhu/clocks';
import type { CivilDate } from '@shouhu/codes';
import type { Deed } from '../procedure.ts';
import { standing } from '../standing.ts';
import { measure as procedure } from './measure.ts';
import { kindOf, proposedIn } from './measures.ts';
import type { Measure } from './measures.ts';

export interface Sanction {
  readonly measure: Measure;
  /** Day of its delivery, from which it is in force. */
  readonly since: CivilDate;
  /** Last day of its term; null where it has none. */
  readonly until: CivilDate | null;
  /** Day on which it was lifted, accepted, carried out or revoked: from then on it is in force no more. */
  readonly ended: CivilDate | null;
}

/** @returns null for a measure that was not delivered, or is none that this program knows */
export function sanctionOf(deeds: readonly Deed[]): Sanction | null {
  const proposed = proposedIn(deeds);
  const since = deeds.find(({ action }) => action === 'deliver')?.on;
  if (proposed === null || since === undefined) return null;
  const { measure } = proposed;
  const { term, ends } = kindOf(measure);
  const until = term === null ? null : standing(procedure, deeds.filter(isKnown), nationalCalendar).clocks[term].due;
  // What ends an agreement is not over when its formalities are.
  const over = measure === 'terminate' ? ['revoke'] : ['revoke', 'close', ...ends];
  return { measure, since, until, ended: deeds.find(({ action }) => over.includes(action))?.on ?? null };
}

function isKnown(deed: Deed): deed is Deed<keyof typeof procedure.steps> {
  return Object.hasOwn(procedure.steps, deed.action);
}
