/** A lead stands as its matters do. */
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { END_STATES } from './duty-clocks.ts';

/**
 * To be called when a matter of the lead has come to its end: the lead is closed with the last of them. Withdrawn matters do not count; when
 * there are no others the lead is what it was before.
 */
export async function closeLead(trx: Transaction<Schema>, lead_id: string): Promise<void> {
  const matters = await trx
    .selectFrom('matter')
    .select(['procedure', 'state'])
    .where('lead_id', '=', lead_id)
    .where('state', '<>', 'withdrawn')
    .execute();
  if (matters.some(({ procedure, state }) => !END_STATES.includes(`${procedure} ${state}`))) return;
  await trx
    .updateTable('lead')
    .set((lead) => ({
      state:
        matters.length > 0
          ? 'closed'
          : lead
              .case()
              .when('assignee', 'is', null)
              .then('new' as const)
              .else('assigned' as const)
              .end(),
    }))
    .where('lead_id', '=', lead_id)
    .execute();
}
