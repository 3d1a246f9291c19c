/** The persons of a lead in clear, for a purpose that stands in the log before the answer leaves. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { personsOf } from './persons.ts';
import { leadsWithin } from './reach.ts';
import { openContent } from './sealed-content.ts';

export interface LeadPersons {
  /** What the lead says, as the run wrote it. */
  readonly message: string;
  readonly persons: readonly string[];
  readonly schemes: readonly {
    readonly scheme_id: string;
    readonly message: string;
    /** Pairs and how often they met. */
    readonly links: readonly { readonly a: string; readonly b: string; readonly weight: number }[];
  }[];
}

/** @throws ShouhuError SH-H002 without the right; SH-H003 where there is none within reach */
export async function revealPersons(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  lead_id: string,
  purpose: Purpose,
): Promise<LeadPersons> {
  const scope = scopeOf(caller, 'person.reveal');
  return transaction(db, 'read committed', async (trx) => {
    const found = await leadsWithin(trx, scope)
      .innerJoin('lead_revision', 'lead_revision.lead_id', 'lead.lead_id')
      .select(['lead.lead_id', 'lead_revision.revision', 'lead_revision.sealed'])
      .where('lead.lead_id', '=', lead_id)
      .where('lead_revision.sealed', 'is not', null)
      .orderBy('lead_revision.revision', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (found === undefined) throw shouhuError('SH-H003', { id: lead_id });
    const content = openContent(ring, { ...found, sealed: found.sealed ?? '' });
    const persons = personsOf(content);
    await note(trx, caller, at, {
      action: 'person.reveal',
      subject: `lead:${lead_id}`,
      purpose: purposeText(purpose),
      region: caller.regions[0] ?? '',
      detail: `${persons.length}`,
    });
    const schemes = content.schemes.map(({ scheme_id, message, links }) => ({ scheme_id, message, links }));
    return { message: content.message, persons, schemes };
  });
}
