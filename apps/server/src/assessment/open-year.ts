/** Opens the assessments of a year: one for each institution within reach that has none yet. */
import { randomUUID } from 'node:crypto';
import { transaction } from '@shouhu/database';
import { assessment } from '@shouhu/procedure';
import type { Kysely } from 'kysely';
import { note } from '../log/log.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { rowsWithin } from '../rights/reach.ts';
import type { Schema } from '../store/schema.ts';

/** Matters of one statement: PostgreSQL takes 65,535 parameters. */
const ROWS = 2_000;

/** A repeat opens nothing again: there is one assessment of an institution in a year. */
export async function openYear(db: Kysely<Schema>, { caller, at }: Asking, year: number): Promise<number> {
  const scope = scopeOf(caller, 'assessment.open');
  return transaction(db, 'serializable', async (trx) => {
    const places = await trx
      .selectFrom('institution')
      .select(['fixmedins_code', 'admdvs'])
      .where(rowsWithin(scope, 'institution'))
      .where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom('assessment')
              .select('assessment.matter_id')
              .whereRef('assessment.fixmedins_code', '=', 'institution.fixmedins_code')
              .where('assessment.year', '=', year),
          ),
        ),
      )
      .orderBy('fixmedins_code')
      .execute();
    if (places.length === 0) return 0;
    const { id: procedure, start: state } = assessment;
    const rows = places.map((place) => ({ ...place, matter_id: randomUUID() }));
    for (let from = 0; from < rows.length; from += ROWS) {
      const some = rows.slice(from, from + ROWS);
      const none = { lead_id: null, parent_id: null, due_day: null, due_clock: null };
      await trx
        .insertInto('matter')
        .values(some.map((row) => ({ ...row, ...none, procedure, version: 0, state, opened_at: at })))
        .execute();
      await trx
        .insertInto('assessment')
        .values(some.map(({ matter_id, fixmedins_code }) => ({ matter_id, fixmedins_code, year })))
        .execute();
    }
    await note(trx, caller, at, {
      action: 'assessment.open',
      subject: `assessments:${year}`,
      region: caller.regions[0] ?? '',
      detail: `${rows.length}`,
    });
    return rows.length;
  });
}
