/** Many leads are put to their institutions at once: each becomes a review that is issued with the amount of the lead. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { review } from '@shouhu/procedure';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { institutionsOf, leadsWithin } from '../leads/reach.ts';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { uuidOf } from '../store/uuid-of.ts';
import { openWithin } from './open-matter.ts';
import { stepWithin } from './take-step.ts';

export interface ReviewsWanted {
  /** Made by the client: a repeat issues nothing new. */
  readonly request_id: string;
  readonly lead_ids: readonly string[];
}

export interface ReviewsIssued {
  readonly issued: number;
  /** Leads that want a look of their own: they are of several institutions, carry no amount, or are taken up already. */
  readonly left: readonly {
    readonly lead_id: string;
    readonly title: string;
    readonly why: 'several-institutions' | 'no-amount' | 'taken-up';
  }[];
}

/**
 * @throws ShouhuError SH-H002 without the right; SH-H003 when a lead is out of reach: then none is issued; SH-C… when the caller may not
 * take the first step
 */
export async function issueReviews(
  db: Kysely<Schema>,
  asking: Asking,
  { request_id, lead_ids }: ReviewsWanted,
): Promise<ReviewsIssued> {
  const { caller, at } = asking;
  const scope = scopeOf(caller, 'review.open');
  const wanted = [...new Set(lead_ids)];
  return transaction(db, 'read committed', async (trx) => {
    const rows = await leadsWithin(trx, scope)
      .select((lead) => ['lead.lead_id', 'lead.title', 'lead.state', 'lead.amount_fen', institutionsOf(lead, scope)])
      .where(sql<boolean>`lead.lead_id = ANY(${wanted}::text[])`)
      .orderBy('lead.lead_id')
      .forUpdate('lead')
      .execute();
    const reached = new Set(rows.map(({ lead_id }) => lead_id));
    const missing = wanted.find((lead_id) => !reached.has(lead_id));
    if (missing !== undefined) throw shouhuError('SH-H003', { id: missing });
    const left: ReviewsIssued['left'][number][] = [];
    const issued: string[] = [];
    for (const { lead_id, title, state, amount_fen, institutions } of rows) {
      const [place, ...others] = institutions;
      const matter_id = uuidOf(`${request_id} ${lead_id}`);
      const isRepeat =
        (await trx.selectFrom('matter').select('matter_id').where('matter_id', '=', matter_id).executeTakeFirst()) !==
        undefined;
      if (isRepeat) issued.push(matter_id);
      else if (state === 'in-review' || state === 'in-case' || state === 'closed')
        left.push({ lead_id, title, why: 'taken-up' });
      else if (place === undefined || others.length > 0) left.push({ lead_id, title, why: 'several-institutions' });
      else if (amount_fen === 0) left.push({ lead_id, title, why: 'no-amount' });
      else {
        const { fixmedins_code } = place;
        await openWithin(trx, asking, { matter_id, procedure: review.id, lead_id, fixmedins_code });
        const step = { matter_id, request_id: uuidOf(`${matter_id} issue`), seen: 0, action: 'issue' };
        await stepWithin(trx, asking, { ...step, with: [], facts: { amount_fen } });
        issued.push(matter_id);
      }
    }
    await note(trx, caller, at, {
      action: 'review.open',
      subject: `reviews:${issued.length}`,
      region: caller.regions[0] ?? '',
      detail: JSON.stringify({ request_id, issued, left }),
    });
    return { issued: issued.length, left };
  });
}
