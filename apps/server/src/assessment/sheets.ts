/** What is entered while a year is scored: sheets of experts, and deductions struck out with their reason. */
import { isDeepStrictEqual } from 'node:util';
import { schemeOf, YEAR_END_ITEMS } from '@shouhu/assessment';
import { assessment } from '@shouhu/procedure';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { tiesTo } from '../experts/draw-experts.ts';
import { note } from '../log/log.ts';
import { isWithin, scopeOf } from '../rights/caller.ts';
import type { Asking, Caller } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';
import { deductionsOf } from './deductions.ts';

export interface SheetWanted {
  /** Made by the client: a repeat enters nothing again. */
  readonly sheet_id: string;
  readonly matter_id: string;
  readonly expert_id: string;
  /** Hundredths of a mark, by item. */
  readonly marks: Readonly<Record<string, number>>;
  /** Why the expert stands aside; null where the sheet counts. */
  readonly recused: string | null;
}

export interface StrikeWanted {
  readonly strike_id: string;
  readonly matter_id: string;
  readonly cause_matter: string;
  readonly cause_seq: number;
  readonly reason: string;
}

/** @throws ShouhuError SH-H003 out of reach; SH-H005 for marks beyond the full ones; SH-H006 for an id of another sheet; SH-C075 when scoring is over */
export async function enterSheet(db: Kysely<Schema>, { caller, at }: Asking, wanted: SheetWanted): Promise<void> {
  const { sheet_id, matter_id, expert_id, marks } = wanted;
  await transaction(db, 'read committed', async (trx) => {
    const found = await scoringOf(trx, caller, matter_id);
    const before = await trx
      .selectFrom('assessment_sheet')
      .selectAll()
      .where('sheet_id', '=', sheet_id)
      .executeTakeFirst();
    if (before !== undefined) {
      const known = [before.matter_id, before.expert_id, before.marks];
      if (!isDeepStrictEqual(known, [matter_id, expert_id, marks])) throw shouhuError('SH-H006', { id: sheet_id });
      return;
    }
    refuseUnlessScoring(found.state);
    const expert = await trx
      .selectFrom('expert')
      .select('expert_id')
      .where('expert_id', '=', expert_id)
      .where('kind', '=', 'expert')
      .where(rowsWithin(scopeOf(caller, 'expert.read'), 'expert'))
      .executeTakeFirst();
    if (expert === undefined) throw shouhuError('SH-H003', { id: expert_id });
    const score = sumOf(marks, found.year);
    const [tie] = await tiesTo(trx, [expert_id], found.fixmedins_code);
    const recused = wanted.recused ?? (tie === undefined ? null : TIES[tie.reason === 'unit' ? 'unit' : 'tie']);
    await trx
      .insertInto('assessment_sheet')
      .values({
        sheet_id,
        matter_id,
        expert_id,
        marks: JSON.stringify(marks),
        score,
        recused,
        entered_by: caller.id,
        entered_at: at,
      })
      .execute();
    const detail = JSON.stringify({ expert_id, score, recused });
    await note(trx, caller, at, {
      action: 'assessment.score',
      subject: `matter:${matter_id}`,
      region: found.admdvs,
      detail,
    });
  });
}

const TIES = { unit: '本单位', tie: '申报的利害关系' } as const;

/** @throws ShouhuError SH-H003 for a deed that deducts nothing here; SH-H006 for an id of another; SH-C075 when scoring is over */
export async function strikeDeduction(db: Kysely<Schema>, { caller, at }: Asking, wanted: StrikeWanted): Promise<void> {
  const { strike_id, matter_id, cause_matter, cause_seq } = wanted;
  await transaction(db, 'read committed', async (trx) => {
    const found = await scoringOf(trx, caller, matter_id);
    const before = await trx
      .selectFrom('assessment_strike')
      .selectAll()
      .where('matter_id', '=', matter_id)
      .where('cause_matter', '=', cause_matter)
      .where('cause_seq', '=', cause_seq)
      .executeTakeFirst();
    if (before !== undefined) {
      if (before.strike_id !== strike_id || before.reason !== wanted.reason)
        throw shouhuError('SH-H006', { id: strike_id });
      return;
    }
    refuseUnlessScoring(found.state);
    const deductions = await deductionsOf(trx, found, schemeOf(found.year));
    const known = deductions.some((one) => one.cause_matter === cause_matter && one.cause_seq === cause_seq);
    if (!known) throw shouhuError('SH-H003', { id: `${cause_matter} ${cause_seq}` });
    await trx
      .insertInto('assessment_strike')
      .values({ ...wanted, struck_by: caller.id, struck_at: at })
      .execute();
    await note(trx, caller, at, {
      action: 'assessment.score',
      subject: `matter:${matter_id}`,
      region: found.admdvs,
      detail: JSON.stringify({ struck: cause_matter, seq: cause_seq }),
    });
  });
}

type Scored = Selectable<Schema['assessment']> & { readonly admdvs: string; readonly state: string };

/** An assessment that the caller may score, locked against being proposed meanwhile. */
async function scoringOf(trx: Transaction<Schema>, caller: Caller, matter_id: string): Promise<Scored> {
  const scope = scopeOf(caller, 'assessment.score');
  const found = await trx
    .selectFrom('matter')
    .innerJoin('assessment', 'assessment.matter_id', 'matter.matter_id')
    .selectAll('assessment')
    .select(['matter.admdvs', 'matter.state'])
    .where('matter.matter_id', '=', matter_id)
    .forUpdate('matter')
    .executeTakeFirst();
  if (found === undefined || !isWithin(scope, found)) throw shouhuError('SH-H003', { id: matter_id });
  return found;
}

function refuseUnlessScoring(state: string): void {
  if (state !== assessment.start) throw shouhuError('SH-C075', {});
}

/** All items, none above its full marks. */
function sumOf(marks: Readonly<Record<string, number>>, year: number): number {
  const { yearEnd } = schemeOf(year);
  const items = Object.keys(YEAR_END_ITEMS);
  for (const item of [...items, ...Object.keys(marks)]) {
    const [given, full] = [marks[item], Object.entries(yearEnd).find(([name]) => name === item)?.[1]];
    if (given === undefined || full === undefined || given < 0 || given > full)
      throw shouhuError('SH-H005', { field: `marks.${item}`, reason: `0–${(full ?? 0) / 100}` });
  }
  return items.reduce((sum, item) => sum + (marks[item] ?? 0), 0);
}
