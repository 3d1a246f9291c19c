/** Opens a matter at an institution: a lead goes into review, or becomes a case. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Transaction } from 'kysely';
import { note } from '../log/log.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Scope } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { readMatter, viewOf } from './matter.ts';
import type { MatterView } from './matter.ts';
import { PROCEDURES } from './procedures.ts';

export interface NewMatter {
  /** Made by the client: a repeat opens nothing new. */
  readonly matter_id: string;
  readonly procedure: string;
  /** Null for what came in another way: a tip, an inspection. */
  readonly lead_id: string | null;
  readonly fixmedins_code: string;
}

/**
 * @throws ShouhuError SH-H002 without the right; SH-H003 for an unknown procedure, or an institution or lead out of reach; SH-H006 for an
 * id of another matter; SH-H008 when the lead is in this procedure already
 */
export async function openMatter(db: Kysely<Schema>, asking: Asking, wanted: NewMatter): Promise<MatterView> {
  const { caller, at } = asking;
  const { matter_id, procedure: name } = wanted;
  const conducted = PROCEDURES.get(name);
  if (conducted === undefined) throw shouhuError('SH-H003', { id: name });
  const scope = scopeOf(caller, conducted.open);
  return transaction(db, 'read committed', async (trx) => {
    const admdvs = await regionOf(trx, scope, wanted);
    const { start: state } = conducted.procedure;
    const made = await trx
      .insertInto('matter')
      .values({ ...wanted, admdvs, version: 0, state, due_day: null, due_clock: null, opened_at: at })
      .onConflict((on) => on.doNothing())
      .returning('matter_id')
      .executeTakeFirst();
    if (made === undefined) {
      await refuseUnlessRepeated(trx, wanted);
    } else {
      if (wanted.lead_id !== null) {
        await trx.updateTable('lead').set({ state: conducted.takes }).where('lead_id', '=', wanted.lead_id).execute();
      }
      await note(trx, caller, at, {
        action: conducted.open,
        subject: `matter:${matter_id}`,
        region: admdvs,
        detail: JSON.stringify(wanted),
      });
    }
    return viewOf(trx, await readMatter(trx, caller, matter_id, 'read'), asking);
  });
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

async function refuseUnlessRepeated(trx: Transaction<Schema>, wanted: NewMatter): Promise<void> {
  const { matter_id, procedure, lead_id, fixmedins_code } = wanted;
  const before = await trx.selectFrom('matter').selectAll().where('matter_id', '=', matter_id).executeTakeFirst();
  if (before === undefined) throw shouhuError('SH-H008', { id: lead_id ?? '' });
  const same = before.procedure === procedure && before.lead_id === lead_id && before.fixmedins_code === fixmedins_code;
  if (!same) throw shouhuError('SH-H006', { id: matter_id });
}
