/** The institution agrees with its clearing, in the console or by 3203A; by whom it is paid under which terms. */
import { transaction } from '@shouhu/database';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Transaction } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import type { ClearingRow } from './approve.ts';
import type { ClearingState } from './schema.ts';
import { firstDayOf } from './terms.ts';
import type { ClearingTerms } from './schema.ts';

export const STATE_NAMES: Readonly<Record<ClearingState, string>> = {
  computed: '待机构确认',
  confirmed: '机构已确认',
  approved: '已审批',
  paid: '已支付',
};

/** Confirms a clearing of the caller's own institution. @throws ShouhuError SH-Y006 after its approval, SH-Y007, SH-H002 */
export async function confirmClearing(db: Kysely<Schema>, { caller, at }: Asking, month: string): Promise<void> {
  const scope = scopeOf(caller, 'clearing.confirm');
  if (scope.reach !== 'institution') throw shouhuError('SH-H002', { right: 'clearing.confirm' });
  const { fixmedins_code } = scope;
  await transaction(db, 'read committed', async (trx) => {
    const row = await lockClearing(trx, fixmedins_code, firstDayOf(month));
    if (row.state === 'confirmed') return;
    await setConfirmed(trx, row, caller.id, at);
    await note(trx, caller, at, {
      action: 'clearing.confirm',
      subject: `clearing:${month}:${fixmedins_code}`,
      region: row.admdvs,
    });
  });
}

/** @param month its first day. @throws ShouhuError SH-Y007 where there is none */
export async function lockClearing(
  trx: Transaction<Schema>,
  fixmedins_code: string,
  month: string,
): Promise<ClearingRow> {
  const row = await trx
    .selectFrom('clearing')
    .selectAll()
    .where('fixmedins_code', '=', fixmedins_code)
    .where('month', '=', month)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw shouhuError('SH-Y007', { month: month.slice(0, 7) });
  return row;
}

/** @throws ShouhuError SH-Y006 where it is approved */
export async function setConfirmed(
  trx: Transaction<Schema>,
  { fixmedins_code, month, state }: ClearingRow,
  confirmed_by: string | null,
  at: Date,
): Promise<void> {
  if (state !== 'computed' && state !== 'confirmed')
    throw shouhuError('SH-Y006', {
      month: month.slice(0, 7),
      state: STATE_NAMES[state],
      step: confirmed_by === null ? '撤销' : '确认',
    });
  const confirmed_on = confirmed_by === null ? null : formatCivilDate(civilDayOf(at));
  // Who agrees takes back what it objected to.
  if (confirmed_by !== null)
    await trx
      .updateTable('clearing_objection')
      .set({ answer: '机构确认清算，异议撤回', answered_by: confirmed_by, answered_at: at })
      .where('fixmedins_code', '=', fixmedins_code)
      .where('month', '=', month)
      .where('answered_at', 'is', null)
      .execute();
  await trx
    .updateTable('clearing')
    .set({ state: confirmed_by === null ? 'computed' : 'confirmed', confirmed_by, confirmed_on })
    .where('fixmedins_code', '=', fixmedins_code)
    .where('month', '=', month)
    .execute();
}

/** By which terms an institution is paid from the next computation on. @throws ShouhuError SH-H003 out of reach */
export async function setTerms(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  { fixmedins_code, terms }: { readonly fixmedins_code: string; readonly terms: ClearingTerms },
): Promise<void> {
  const scope = scopeOf(caller, 'clearing.compute');
  await transaction(db, 'read committed', async (trx) => {
    const place = await trx
      .selectFrom('institution')
      .select('admdvs')
      .where('fixmedins_code', '=', fixmedins_code)
      .where(rowsWithin(scope, 'institution'))
      .executeTakeFirst();
    if (place === undefined) throw shouhuError('SH-H003', { id: fixmedins_code });
    await trx
      .insertInto('clearing_terms')
      .values({ fixmedins_code, terms })
      .onConflict((on) => on.column('fixmedins_code').doUpdateSet({ terms }))
      .execute();
    await note(trx, caller, at, {
      action: 'clearing.terms',
      subject: `institution:${fixmedins_code}`,
      region: place.admdvs,
      detail: terms,
    });
  });
}
