/** Daily deductions of a year: each follows from a deed of a matter at the institution, by the scheme's causes. */
import { causesOf, UNDOING } from '@shouhu/assessment';
import type { DailyItem, Scheme } from '@shouhu/assessment';
import { parseCivilDate } from '@shouhu/codes';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

export interface DeductionRow {
  readonly item: DailyItem;
  /** Hundredths of a mark. */
  readonly marks: number;
  readonly zh: string;
  readonly en: string;
  /** The deed that caused it. */
  readonly cause_matter: string;
  readonly cause_seq: number;
  readonly procedure: string;
  readonly on: string;
  /** Why it was struck out; null where it counts. */
  readonly struck: string | null;
}

export interface Assessed {
  readonly matter_id: string;
  readonly fixmedins_code: string;
  readonly year: number;
}

export async function deductionsOf(
  trx: Transaction<Schema>,
  { matter_id, fixmedins_code, year }: Assessed,
  scheme: Scheme,
): Promise<DeductionRow[]> {
  const rows = await trx
    .selectFrom('deed')
    .innerJoin('matter', 'matter.matter_id', 'deed.matter_id')
    .select(['deed.matter_id', 'deed.seq', 'deed.action', 'deed.day', 'deed.facts', 'matter.procedure', 'matter.state'])
    .select((e) =>
      e
        .exists(
          e
            .selectFrom('deed as later')
            .select('later.seq')
            .whereRef('later.matter_id', '=', 'deed.matter_id')
            .where('later.action', 'in', UNDOING),
        )
        .as('undone'),
    )
    .where('matter.fixmedins_code', '=', fixmedins_code)
    .where('deed.day', '>=', `${year}-01-01`)
    .where('deed.day', '<=', `${year}-12-31`)
    .where('matter.procedure', 'in', [...new Set(scheme.causes.map(({ procedure }) => procedure))])
    .orderBy('deed.day')
    .orderBy('deed.matter_id')
    .orderBy('deed.seq')
    .execute();
  const strikes = await trx
    .selectFrom('assessment_strike')
    .select(['cause_matter', 'cause_seq', 'reason'])
    .where('matter_id', '=', matter_id)
    .execute();
  const struck = new Map(strikes.map((one) => [`${one.cause_matter} ${one.cause_seq}`, one.reason]));
  return rows.flatMap(({ matter_id: cause_matter, seq: cause_seq, action, day, facts, procedure, state, undone }) => {
    const on = parseCivilDate(day);
    if (!on.ok) return [];
    const causes = causesOf(scheme, year, {
      procedure,
      state,
      action,
      on: on.value,
      facts,
      undone: undone === true || undone === 1,
    });
    return causes.map(({ item, marks, zh, en }) => ({
      item,
      marks,
      zh,
      en,
      cause_matter,
      cause_seq,
      procedure,
      on: day,
      struck: struck.get(`${cause_matter} ${cause_seq}`) ?? null,
    }));
  });
}
