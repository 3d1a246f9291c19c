/** Opens a matter at an institution: a lead goes into review, or becomes a case. */
import { isDeepStrictEqual } from 'node:util';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Transaction } from 'kysely';
import { note } from '../log/log.ts';
import type { Noted } from '../log/log.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller, Scope } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { readMatter, viewOf } from './matter.ts';
import type { MatterView } from './matter.ts';
import { PROCEDURES } from './procedures.ts';
import { stepWithin } from './take-step.ts';
import type { StepWanted } from './take-step.ts';

type FirstStep = Pick<StepWanted, 'request_id' | 'action' | 'on' | 'with' | 'facts'>;

export interface NewMatter {
  /** Made by the client: a repeat opens nothing new. */
  readonly matter_id: string;
  readonly procedure: string;
  /** Null for what came in another way: a tip, an inspection. */
  readonly lead_id: string | null;
  /** The matter that it follows from: an inspection, a review. */
  readonly parent_id?: string | null | undefined;
  readonly fixmedins_code: string;
  /** The step that it begins with, taken in the same transaction. */
  readonly first?: FirstStep | undefined;
}

/**
 * @throws ShouhuError SH-H002 without the right; SH-H003 for an unknown procedure, or an institution, lead or parent out of reach; SH-H006 for an
 * id of another matter; SH-H008 when the lead is in this procedure already; SH-C… when law or order stand against the first step: then nothing is opened
 */
export async function openMatter(db: Kysely<Schema>, asking: Asking, wanted: NewMatter): Promise<MatterView> {
  const { caller, at } = asking;
  if (PROCEDURES.get(wanted.procedure)?.own === true) throw shouhuError('SH-H003', { id: wanted.procedure });
  return transaction(db, 'read committed', async (trx) => {
    const { first, ...opening } = wanted;
    const { matter_id } = opening;
    const noted = await openWithin(trx, asking, opening);
    const taken = first === undefined ? null : await stepWithin(trx, asking, { matter_id, seen: 0, ...first });
    if (noted !== null) await note(trx, caller, at, noted);
    if (taken?.noted) await note(trx, caller, at, taken.noted);
    return viewOf(trx, await readMatter(trx, caller, wanted.matter_id, 'read'), asking);
  });
}

/**
 * {@link openMatter} as part of a greater transaction.
 * @returns what that transaction is to note at its end; null for a repeat
 */
export async function openWithin(
  trx: Transaction<Schema>,
  { caller, at }: Asking,
  wanted: Omit<NewMatter, 'first'>,
): Promise<Noted | null> {
  const { matter_id, procedure: name, parent_id = null } = wanted;
  const conducted = PROCEDURES.get(name);
  if (conducted === undefined) throw shouhuError('SH-H003', { id: name });
  const admdvs = await regionOf(trx, scopeOf(caller, conducted.open), wanted);
  if (parent_id !== null) await refuseUnlessParent(trx, caller, parent_id, wanted.fixmedins_code);
  const { start: state } = conducted.procedure;
  const made = await trx
    .insertInto('matter')
    .values({
      ...wanted,
      parent_id,
      admdvs,
      version: 0,
      state,
      due_day: null,
      due_clock: null,
      opened_at: at,
      opened_by: caller.id,
    })
    .onConflict((on) => on.doNothing())
    .returning('matter_id')
    .executeTakeFirst();
  if (made === undefined) {
    await refuseUnlessRepeated(trx, wanted);
    return null;
  }
  if (wanted.lead_id !== null) {
    await trx.updateTable('lead').set({ state: conducted.takes }).where('lead_id', '=', wanted.lead_id).execute();
  }
  return {
    action: conducted.open,
    subject: `matter:${matter_id}`,
    region: admdvs,
    detail: JSON.stringify(wanted),
  };
}

/** The region of the institution, which the scope must reach and the lead must name. */
async function regionOf(
  trx: Transaction<Schema>,
  scope: Scope,
  { fixmedins_code, lead_id }: NewMatter,
): Promise<string> {
  const place = await trx
    .selectFrom('institution')
    .select(['fixmedins_code', 'admdvs'])
    .where('fixmedins_code', '=', fixmedins_code)
    .executeTakeFirst();
  if (place === undefined || !isWithin(scope, place)) throw shouhuError('SH-H003', { id: fixmedins_code });
  if (lead_id === null) return place.admdvs;
  const there = await trx
    .selectFrom('lead_place')
    .select('lead_id')
    .where('lead_id', '=', lead_id)
    .where('fixmedins_code', '=', fixmedins_code)
    .executeTakeFirst();
  if (there === undefined) throw shouhuError('SH-H003', { id: lead_id });
  return place.admdvs;
}

/** A matter follows from one that its opener may read, at the same institution. */
async function refuseUnlessParent(
  trx: Transaction<Schema>,
  caller: Caller,
  parent_id: string,
  fixmedins_code: string,
): Promise<void> {
  const { row } = await readMatter(trx, caller, parent_id, 'read');
  if (row.fixmedins_code !== fixmedins_code) throw shouhuError('SH-H003', { id: parent_id });
}

async function refuseUnlessRepeated(trx: Transaction<Schema>, wanted: Omit<NewMatter, 'first'>): Promise<void> {
  const { matter_id, procedure, lead_id, parent_id = null, fixmedins_code } = wanted;
  const before = await trx.selectFrom('matter').selectAll().where('matter_id', '=', matter_id).executeTakeFirst();
  if (before === undefined) throw shouhuError('SH-H008', { id: lead_id ?? '' });
  const known = [before.procedure, before.lead_id, before.parent_id, before.fixmedins_code];
  const same = isDeepStrictEqual(known, [procedure, lead_id, parent_id, fixmedins_code]);
  if (!same) throw shouhuError('SH-H006', { id: matter_id });
}
