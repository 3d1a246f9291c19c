/** Every morning: which clocks have three working days left, to those whose matter it is. */
import { nationalCalendar, workingDaysBetween } from '@shouhu/clocks';
import { formatCivilDate } from '@shouhu/codes';
import { transaction } from '@shouhu/database';
import { standing } from '@shouhu/procedure';
import type { Deed } from '@shouhu/procedure';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { civilDayOf, deedOf } from '../casework/matter.ts';
import { PROCEDURES } from '../casework/procedures.ts';
import type { MatterTable, Schema } from '../store/schema.ts';
import { interestedIn } from './interested.ts';
import { tell } from './tell.ts';

/** Working days, that of the end counted. */
const NEAR = 3;
/** Matters read at once. */
const PAGE = 500;

/** Tells each person of each end of a clock once, however often it is called; a clock that was extended has another end. */
export async function warnOfClocks(db: Kysely<Schema>, at: Date): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const page = await db
      .selectFrom('matter')
      .innerJoin('institution', 'institution.fixmedins_code', 'matter.fixmedins_code')
      .selectAll('matter')
      .select('fixmedins_name')
      .where('due_day', 'is not', null)
      .where('matter_id', '>', after)
      .orderBy('matter_id')
      .limit(PAGE)
      .execute();
    for (const matter of page) await transaction(db, 'read committed', async (trx) => warnOf(trx, matter, at));
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.matter_id;
  }
}

type Named = Selectable<MatterTable> & { readonly fixmedins_name: string };

async function warnOf(trx: Transaction<Schema>, matter: Named, at: Date): Promise<void> {
  const { matter_id, fixmedins_name: place } = matter;
  const procedure = PROCEDURES.get(matter.procedure)?.procedure;
  if (procedure === undefined) return;
  const rows = await trx.selectFrom('deed').selectAll().where('matter_id', '=', matter_id).orderBy('seq').execute();
  const deeds: Deed[] = rows.map(deedOf);
  const today = civilDayOf(at);
  for (const [name, { state, due }] of Object.entries(standing(procedure, deeds, nationalCalendar).clocks)) {
    if (state !== 'running' || due === null) continue;
    const left = workingDaysBetween(nationalCalendar, today, due);
    if (typeof left !== 'number' || left < 0 || left > NEAR) continue;
    const day = formatCivilDate(due);
    await tell(trx, {
      to: await interestedIn(trx, matter),
      template: 'clock.near',
      values: { place, clock: procedure.clocks[name]?.name ?? name, due: day, left, matter_id },
      at,
      key: `clock ${matter_id} ${name} ${day}`,
    });
  }
}
