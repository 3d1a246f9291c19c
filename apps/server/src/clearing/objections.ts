/** An institution objects to its clearing before its days are over; until somebody has answered it is not approved. */
import { transaction } from '@shouhu/database';
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Kysely } from 'kysely';
import { civilDayOf } from '../casework/matter.ts';
import { note } from '../log/log.ts';
import { holdersOf } from '../outbox/holders.ts';
import { tell } from '../outbox/tell.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import { lockClearing, STATE_NAMES } from './confirm.ts';
import { objectedAmong } from './objected.ts';
import { confirmDue, firstDayOf } from './terms.ts';

type Db = Kysely<Schema>;

export interface Objecting {
  /** Made by the client: a repeat objects to nothing again. */
  readonly objection_id: string;
  /** `yyyy-MM`. */
  readonly month: string;
  readonly words: string;
}

export interface Objection {
  readonly objection_id: string;
  readonly words: string;
  readonly made_by: string;
  readonly made_at: string;
  readonly answer: string | null;
  readonly answered_by: string | null;
  readonly answered_at: string | null;
}

/** Objects for the own institution. @throws ShouhuError SH-H002; SH-Y006 when it was confirmed or approved, SH-Y007, SH-Y022 when its days are over, SH-Y023 while another waits */
export async function objectToClearing(db: Db, { caller, at }: Asking, wanted: Objecting): Promise<void> {
  const scope = scopeOf(caller, 'clearing.confirm');
  if (scope.reach !== 'institution') throw shouhuError('SH-H002', { right: 'clearing.confirm' });
  const { fixmedins_code } = scope;
  const { objection_id, month, words } = wanted;
  const first = firstDayOf(month);
  await transaction(db, 'read committed', async (trx) => {
    const row = await lockClearing(trx, fixmedins_code, first);
    const known = await trx
      .selectFrom('clearing_objection')
      .select('objection_id')
      .where('objection_id', '=', objection_id)
      .where('fixmedins_code', '=', fixmedins_code)
      .where('month', '=', first)
      .where('words', '=', words)
      .executeTakeFirst();
    if (known !== undefined) return;
    if (row.state !== 'computed')
      throw shouhuError('SH-Y006', { month, state: STATE_NAMES[row.state], step: '提出异议' });
    const due = confirmDue(row.terms, row.computed_on);
    if (due !== null && formatCivilDate(civilDayOf(at)) > due) throw shouhuError('SH-Y022', { month, due });
    if ((await objectedAmong(trx, first)).has(fixmedins_code)) throw shouhuError('SH-Y023', { month });
    await trx
      .insertInto('clearing_objection')
      .values({
        objection_id,
        fixmedins_code,
        month: first,
        words,
        made_by: caller.id,
        made_at: at,
        answer: null,
        answered_by: null,
        answered_at: null,
      })
      .execute();
    const subject = `clearing:${month}:${fixmedins_code}`;
    await note(trx, caller, at, { action: 'clearing.objected', subject, region: row.admdvs, detail: words });
    const { fixmedins_name: place } = await trx
      .selectFrom('institution')
      .select('fixmedins_name')
      .where('fixmedins_code', '=', fixmedins_code)
      .executeTakeFirstOrThrow();
    const to = await holdersOf(trx, 'clearing.compute', [row.admdvs]);
    const values = { place, month, code: fixmedins_code };
    await tell(trx, { to, template: 'clearing.objected', values, at });
  });
}

/** Answers one within reach. Repeated, nothing changes. @throws ShouhuError SH-H002; SH-H003 where none waits */
export async function answerObjection(
  db: Db,
  { caller, at }: Asking,
  { objection_id, words }: { readonly objection_id: string; readonly words: string },
): Promise<void> {
  const scope = scopeOf(caller, 'clearing.compute');
  await transaction(db, 'read committed', async (trx) => {
    const row = await trx
      .selectFrom('clearing_objection')
      .innerJoin('clearing', (on) =>
        on
          .onRef('clearing.fixmedins_code', '=', 'clearing_objection.fixmedins_code')
          .onRef('clearing.month', '=', 'clearing_objection.month'),
      )
      .select(['clearing.fixmedins_code', 'clearing.month', 'admdvs', 'made_by', 'answer', 'answered_by'])
      .where('objection_id', '=', objection_id)
      .where(rowsWithin(scope, 'clearing'))
      .forUpdate('clearing')
      .executeTakeFirst();
    if (row === undefined) throw shouhuError('SH-H003', { id: objection_id });
    if (row.answered_by !== null) {
      if (row.answered_by === caller.id && row.answer === words) return;
      throw shouhuError('SH-H006', { id: objection_id });
    }
    const { numUpdatedRows } = await trx
      .updateTable('clearing_objection')
      .set({ answer: words, answered_by: caller.id, answered_at: at })
      .where('objection_id', '=', objection_id)
      .where('answered_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw shouhuError('SH-H006', { id: objection_id });
    const { fixmedins_code: code, made_by } = row;
    const month = row.month.slice(0, 7);
    const subject = `clearing:${month}:${code}`;
    await note(trx, caller, at, { action: 'clearing.answered', subject, region: row.admdvs, detail: words });
    await tell(trx, { to: [made_by], template: 'clearing.answered', values: { month, code }, at });
  });
}

/** Of one clearing, the latest first. The caller has seen that it is within reach. */
export async function objectionsOf(db: Db, fixmedins_code: string, month: string): Promise<Objection[]> {
  const rows = await db
    .selectFrom('clearing_objection')
    .select(['objection_id', 'words', 'made_by', 'made_at', 'answer', 'answered_by', 'answered_at'])
    .where('fixmedins_code', '=', fixmedins_code)
    .where('month', '=', month)
    .orderBy('made_at', 'desc')
    .execute();
  return rows.map(({ made_at, answered_at, ...row }) => ({
    ...row,
    made_at: made_at.toISOString(),
    answered_at: answered_at?.toISOString() ?? null,
  }));
}
