/** Who had a lead, by whom and why: written once, with what moves it. */
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { LeadStepState } from '../store/standing.ts';

export interface LeadStep {
  readonly seq: number;
  readonly state: LeadStepState;
  readonly actor: string;
  /** ISO instant. */
  readonly at: string;
  /** Who has the lead from then on; null is nobody. */
  readonly assignee: string | null;
  readonly reason: string;
}

/** Adds the same step to leads that the transaction has locked. */
export async function addSteps(
  trx: Transaction<Schema>,
  { caller, at }: Asking,
  lead_ids: readonly string[],
  { state, assignee, reason }: Pick<LeadStep, 'state' | 'assignee' | 'reason'>,
): Promise<void> {
  await sql`INSERT INTO lead_step (lead_id, seq, state, actor, at, assignee, reason)
    SELECT wanted, coalesce((SELECT max(seq) FROM lead_step WHERE lead_id = wanted), 0) + 1, ${state}, ${caller.id}, ${at}, ${assignee}, ${reason}
    FROM unnest(${lead_ids}::text[]) AS wanted`.execute(trx);
}

/** The steps of a lead, the first one first. */
export async function stepsOf(db: Kysely<Schema>, lead_id: string): Promise<LeadStep[]> {
  const rows = await db
    .selectFrom('lead_step')
    .select(['seq', 'state', 'actor', 'at', 'assignee', 'reason'])
    .where('lead_id', '=', lead_id)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
