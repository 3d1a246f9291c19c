/** Who looks into which leads: in bulk, whole or not at all. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { leadsWithin } from './reach.ts';
import { addSteps } from './steps.ts';

export interface Triage {
  readonly lead_ids: readonly string[];
  readonly to:
    | { readonly state: 'assigned'; readonly assignee: string }
    | { readonly state: 'dropped'; readonly reason: string };
}

/**
 * Assigns leads or drops them with a reason. Leads that a review or case has taken up stay theirs.
 * @returns how many were moved
 * @throws ShouhuError SH-H003 when one of them is out of reach or taken up: then none is moved
 */
export async function triageLeads(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  { lead_ids, to }: Triage,
): Promise<number> {
  const scope = scopeOf(caller, 'lead.triage');
  const wanted = [...new Set(lead_ids)];
  return transaction(db, 'read committed', async (trx) => {
    // One parameter, however many there are.
    const isWanted = sql<boolean>`lead.lead_id IN (SELECT unnest(${wanted}::text[]))`;
    const rows = await leadsWithin(trx, scope)
      .select('lead.lead_id')
      .where(isWanted)
      .where('lead.state', 'in', ['new', 'assigned', 'dropped'])
      .forUpdate('lead')
      .execute();
    const reached = new Set(rows.map(({ lead_id }) => lead_id));
    const missing = wanted.find((lead_id) => !reached.has(lead_id));
    if (missing !== undefined) throw shouhuError('SH-H003', { id: missing });
    const assignee = to.state === 'assigned' ? to.assignee : null;
    await trx.updateTable('lead').set({ state: to.state, assignee }).where(isWanted).execute();
    const reason = to.state === 'dropped' ? to.reason : '';
    await addSteps(trx, { caller, at }, wanted, { state: to.state, assignee, reason });
    await note(trx, caller, at, {
      action: 'lead.triage',
      subject: wanted.length === 1 ? `lead:${wanted[0] ?? ''}` : `leads:${wanted.length}`,
      region: caller.regions[0] ?? '',
      detail: JSON.stringify({ ...to, lead_ids: wanted }),
    });
    return wanted.length;
  });
}
