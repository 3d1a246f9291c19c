/** Whose turn it is in matters of a list. */
import { nationalCalendar } from '@shouhu/clocks';
import { isTurnOf, nextOf } from '@shouhu/procedure';
import type { Kysely } from 'kysely';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { MatterRow } from './list-matters.ts';
import { civilDayOf, deedOf } from './matter.ts';
import { PROCEDURES } from './procedures.ts';

/** A matter of a list, and whether the reader can take a step now that it waits for. */
export type ListedMatter = MatterRow & { readonly turn: boolean };

/** Says of each matter whether the caller can take a step now that it waits for. */
export async function withTurns(
  db: Kysely<Schema>,
  { caller, at }: Asking,
  rows: readonly MatterRow[],
): Promise<ListedMatter[]> {
  const ids = rows.map(({ matter_id }) => matter_id);
  const deeds =
    ids.length === 0
      ? []
      : await db.selectFrom('deed').selectAll().where('matter_id', 'in', ids).orderBy('seq').execute();
  const byMatter = Map.groupBy(deeds, ({ matter_id }) => matter_id);
  return rows.map((row) => {
    const procedure = PROCEDURES.get(row.procedure)?.procedure;
    const own = (byMatter.get(row.matter_id) ?? []).map(deedOf);
    const turn = procedure !== undefined && isTurnOf(caller, nextOf(procedure, own, civilDayOf(at), nationalCalendar));
    return { ...row, turn };
  });
}
