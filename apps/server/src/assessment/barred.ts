/** Until when an institution may not apply again: its agreement was ended after an assessment of the last grade. */
import { civilDay } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import { assessment } from '@shouhu/procedure';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

/** @returns the last day on which it is barred, or null where it never was */
export async function barredUntil(
  db: Kysely<Schema> | Transaction<Schema>,
  fixmedins_code: string,
): Promise<CivilDate | null> {
  const deeds = await db
    .selectFrom('deed')
    .innerJoin('matter', 'matter.matter_id', 'deed.matter_id')
    .select('deed.facts')
    .where('matter.fixmedins_code', '=', fixmedins_code)
    .where('matter.procedure', '=', assessment.id)
    .where('deed.action', '=', 'end')
    .execute();
  const days = deeds.flatMap(({ facts: { barred_until } }) => (typeof barred_until === 'number' ? [barred_until] : []));
  return days.length === 0 ? null : civilDay(Math.max(...days));
}
