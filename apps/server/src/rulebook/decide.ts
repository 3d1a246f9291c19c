/** Moves a draft: proposed, tried beside live runs, taken back, sent back, published. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { doersOf } from '@shouhu/procedure';
import type { Facts } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { doWith, isRepeated, reachDraft, refuseStale } from './draft.ts';
import type { Draft } from './draft.ts';
import { noteDraft, viewOf } from './drafts.ts';
import type { DraftView } from './drafts.ts';
import { inForce, lockInForce, putInForce, refuseNarrow } from './in-force.ts';
import type { InForce } from './in-force.ts';

/** By those who write, and by those who answer for what is published. */
export const STEPS = {
  'rulebook.write': ['propose', 'startShadow', 'withdraw'],
  'rulebook.publish': ['publish', 'reject'],
} as const;
type StepRight = keyof typeof STEPS;

export interface StepWanted<Right extends StepRight = StepRight> {
  readonly draft_id: string;
  /** Made by the client: a repeat gets the same answer and does nothing. */
  readonly request_id: string;
  /** Version that the caller saw: another is a conflict. */
  readonly seen: number;
  readonly action: (typeof STEPS)[Right][number];
  readonly reason?: string | undefined;
}

/**
 * @throws ShouhuError SH-H003 out of reach, SH-H004 when somebody else was first; SH-C004 for somebody's own change, SH-C090 and SH-C091 without
 * a plan of this content over what holds, SH-C092 for somebody who does not answer for every institution
 */
export async function takeRuleStep<Right extends StepRight>(
  db: Kysely<Schema>,
  asking: Asking,
  right: Right,
  { draft_id, request_id, seen, action, reason }: StepWanted<Right>,
): Promise<DraftView> {
  return transaction(db, 'read committed', async (trx) => {
    const draft = await reachDraft(trx, asking.caller, right, draft_id, true);
    const stated: Facts = reason === undefined ? {} : { reason };
    if (isRepeated(draft, asking.caller, { request_id, action, facts: stated })) return viewOf(trx, asking, draft);
    refuseStale(draft, seen);
    const before = action === 'publish' ? await lockInForce(trx) : await inForce(trx);
    const facts = { ...stated, content: draft.row.digest, base: before.digest };
    const moved = await doWith(trx, asking, draft, { request_id, action, facts });
    if (action === 'publish') await publish(trx, asking, moved, before, request_id);
    await noteDraft(trx, asking, moved, right, action);
    return viewOf(trx, asking, moved);
  });
}

async function publish(
  trx: Transaction<Schema>,
  { caller, at }: Asking,
  { row, deeds }: Draft,
  before: InForce,
  request_id: string,
): Promise<void> {
  await refuseNarrow(trx, caller);
  const { draft_id, admdvs, digest } = row;
  const plan = await trx
    .selectFrom('rule_plan')
    .select('snapshot')
    .where('draft_id', '=', draft_id)
    .where('purpose', '=', 'plan')
    .where('digest', '=', digest)
    .where('base', '=', before.digest)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (plan === undefined) throw shouhuError('SH-C090', { step: '批准发布' });
  const written = await trx
    .selectFrom('rule_draft_revision')
    .select(['title', 'reason', 'files'])
    .where('draft_id', '=', draft_id)
    .where('revision', '=', row.revision)
    .executeTakeFirstOrThrow();
  const { last } = await trx
    .selectFrom('rule_version')
    .select((e) => e.fn.max('version').as('last'))
    .executeTakeFirstOrThrow();
  const version = last + 1;
  await trx
    .insertInto('rule_version')
    .values({
      version,
      draft_id,
      admdvs,
      title: written.title,
      reason: written.reason,
      files: JSON.stringify(written.files),
      digest,
      snapshot: plan.snapshot,
      written_by: JSON.stringify([...new Set(doersOf(deeds, ['write']))]),
      approved_by: caller.id,
      published_at: at,
      replaces: before.version,
    })
    .execute();
  await putInForce(trx, { before, version, request_id, since: at, by: caller.id, reason: written.reason });
}
