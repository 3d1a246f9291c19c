/** Whoever was given a lead gives it back, with the reason, to who gave it: in bulk, whole or not at all. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { openPerson } from '../identity/people.ts';
import { note } from '../log/log.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Whereabouts } from '../rights/caller.ts';
import { reachOf } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';
import { institutionsOf, leadsWithin } from './reach.ts';
import { addSteps } from './steps.ts';

export interface GivingBack {
  readonly lead_ids: readonly string[];
  readonly reason: string;
}

/**
 * A lead goes to who gave it, where that person may still give out leads there; otherwise it is new again and nobody's. So is one that its
 * giver gives back in turn, and one that its owner took.
 * @returns how many were given back
 * @throws ShouhuError SH-H003 when one of them is out of reach, SH-H009 when one is not the caller's: then none is given back
 */
export async function giveBack(db: Kysely<Schema>, asking: Asking, { lead_ids, reason }: GivingBack): Promise<number> {
  const { caller, at } = asking;
  const scope = scopeOf(caller, 'lead.return');
  const wanted = [...new Set(lead_ids)];
  return transaction(db, 'read committed', async (trx) => {
    const rows = await leadsWithin(trx, scope)
      .select((lead) => ['lead.lead_id', 'lead.state', 'lead.assignee', institutionsOf(lead, scope)])
      .where(sql<boolean>`lead.lead_id = ANY(${wanted}::text[])`)
      .orderBy('lead.lead_id')
      .forUpdate('lead')
      .execute();
    const reached = new Set(rows.map(({ lead_id }) => lead_id));
    const missing = wanted.find((lead_id) => !reached.has(lead_id));
    if (missing !== undefined) throw shouhuError('SH-H003', { id: missing });
    const others = rows.find(({ state, assignee }) => state !== 'assigned' || assignee !== caller.id);
    if (others !== undefined) throw shouhuError('SH-H009', { id: others.lead_id });
    const giverOf = await giversOf(trx, wanted);
    const placed = await Promise.all(
      rows.map(async ({ lead_id, institutions }) => {
        const giver = giverOf.get(lead_id);
        const takes = giver !== undefined && giver !== caller.id && (await mayGive(trx, asking, giver, institutions));
        return { lead_id, to: takes ? giver : null };
      }),
    );
    for (const [assignee, leads] of Map.groupBy(placed, ({ to }) => to)) {
      const ids = leads.map(({ lead_id }) => lead_id);
      const state = assignee === null ? 'new' : 'assigned';
      await trx.updateTable('lead').set({ state, assignee }).where('lead_id', 'in', ids).execute();
      await addSteps(trx, asking, ids, { state: 'returned', assignee, reason });
    }
    await note(trx, caller, at, {
      action: 'lead.return',
      subject: wanted.length === 1 ? `lead:${wanted[0] ?? ''}` : `leads:${wanted.length}`,
      region: caller.regions[0] ?? '',
      detail: JSON.stringify({ reason, placed }),
    });
    return wanted.length;
  });
}

/** Who gave each of the leads to its owner; nobody where it came by being given back. */
async function giversOf(trx: Transaction<Schema>, lead_ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const last = await trx
    .selectFrom('lead_step')
    .distinctOn('lead_id')
    .select(['lead_id', 'state', 'actor'])
    .where('lead_id', 'in', lead_ids)
    .orderBy('lead_id')
    .orderBy('seq', 'desc')
    .execute();
  return new Map(last.filter(({ state }) => state === 'assigned').map(({ lead_id, actor }) => [lead_id, actor]));
}

/** Whether a person has an open account, and may give out leads of one of the places. */
async function mayGive(
  trx: Transaction<Schema>,
  { personOf = (id) => openPerson(trx, id) }: Asking,
  id: string,
  places: readonly Whereabouts[],
): Promise<boolean> {
  const { duties = [], regions = [] } = (await personOf(id)) ?? {};
  return (
    reachOf('lead.triage', duties) === 'region' && places.some((place) => isWithin({ reach: 'region', regions }, place))
  );
}
