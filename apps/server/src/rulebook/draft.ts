/** One draft: within reach, with what was done with it; and how a further deed is recorded. */
import { nationalCalendar } from '@shouhu/clocks';
import { formatCivilDate } from '@shouhu/codes';
import { ShouhuError, shouhuError } from '@shouhu/errors';
import { act, actionsOf, publication, standing } from '@shouhu/procedure';
import type { Deed, Facts, PublicationAction } from '@shouhu/procedure';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { civilDayOf, dayOf } from '../casework/matter.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import type { RightName } from '../rights/rights.ts';
import type { Schema } from '../store/schema.ts';
import type { DraftTable } from './schema.ts';

type Reading = Kysely<Schema> | Transaction<Schema>;

export type DraftDeed = Deed<PublicationAction> & { readonly request_id: string };

export interface Draft {
  readonly row: Selectable<DraftTable>;
  readonly deeds: readonly DraftDeed[];
}

/**
 * @param lock keeps others from moving it until the transaction ends
 * @throws ShouhuError SH-H002 without the right; SH-H003 where there is none within reach
 */
export async function reachDraft(
  db: Reading,
  caller: Caller,
  right: RightName,
  draft_id: string,
  lock = false,
): Promise<Draft> {
  const scope = scopeOf(caller, right);
  const query = db.selectFrom('rule_draft').selectAll().where('draft_id', '=', draft_id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (row === undefined || !isWithin(scope, { fixmedins_code: '', admdvs: row.admdvs }))
    throw shouhuError('SH-H003', { id: draft_id });
  return { row, deeds: await deedsOf(db, draft_id) };
}

export async function deedsOf(db: Reading, draft_id: string): Promise<DraftDeed[]> {
  const rows = await db.selectFrom('rule_deed').selectAll().where('draft_id', '=', draft_id).orderBy('seq').execute();
  return rows.map(({ action, actor, day, facts, request_id }) => ({
    action: actionNamed(action),
    by: actor,
    with: [],
    on: dayOf(day),
    facts,
    request_id,
  }));
}

function actionNamed(name: string): PublicationAction {
  const action = actionsOf(publication).find((each) => each === name);
  if (action === undefined) throw new TypeError(`no step of a publication: ${name}`);
  return action;
}

export interface Doing {
  readonly request_id: string;
  readonly action: PublicationAction;
  readonly facts: Facts;
}

/**
 * Records a deed of a locked draft, or says why not.
 * @throws ShouhuError SH-C… when separation of duties or the order of steps stand against it
 */
export async function doWith(
  trx: Transaction<Schema>,
  { caller, at }: Asking,
  { row, deeds }: Draft,
  { request_id, action, facts }: Doing,
): Promise<Draft> {
  const on = civilDayOf(at);
  const outcome = act(publication, deeds, { action, by: caller, on, facts }, nationalCalendar);
  if (!outcome.ok) throw new ShouhuError(outcome.refusal.code, outcome.refusal.params, {}, undefined);
  const { draft_id } = row;
  const seq = deeds.length + 1;
  await trx
    .insertInto('rule_deed')
    .values({
      draft_id,
      seq,
      request_id,
      action,
      actor: caller.id,
      day: formatCivilDate(on),
      facts: JSON.stringify(facts),
      recorded_at: at,
    })
    .execute();
  const after = [...deeds, { ...outcome.deed, request_id }];
  const { state } = standing(publication, after, nationalCalendar);
  await trx.updateTable('rule_draft').set({ version: seq, state }).where('draft_id', '=', draft_id).execute();
  return { row: { ...row, version: seq, state }, deeds: after };
}

/**
 * Whether a request was done before.
 * @throws ShouhuError SH-H006 when its id stands for something else
 */
export function isRepeated(
  { deeds }: Draft,
  caller: Caller,
  { request_id, action, facts }: Pick<Doing, 'request_id' | 'action'> & { readonly facts: Facts },
): boolean {
  const before = deeds.find((deed) => deed.request_id === request_id);
  if (before === undefined) return false;
  const same =
    before.by === caller.id &&
    before.action === action &&
    Object.entries(facts).every(([name, value]) => before.facts[name] === value);
  if (!same) throw shouhuError('SH-H006', { id: request_id });
  return true;
}

/** @throws ShouhuError SH-H004 when somebody else was first */
export function refuseStale({ row }: Draft, seen: number): void {
  if (row.version !== seen) throw shouhuError('SH-H004', { seen, now: row.version });
}
