/** What the platform knows about the steps of points: what the year comes to with a decision, and whether anything is there to be restored. */
import { formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import type { Deed } from '@shouhu/procedure';
import type { Selectable, Transaction } from 'kysely';
import type { MatterTable, Schema } from '../store/schema.ts';
import { recordOf, standingOn } from './status.ts';

interface Taking {
  readonly row: Selectable<MatterTable>;
  readonly deed: Deed;
}

type Facts = Readonly<Record<string, number>>;

/** @throws ShouhuError SH-C074 for restoring what is not suspended, or within the barred time */
export async function pointsKnow(trx: Transaction<Schema>, { row, deed }: Taking): Promise<{ readonly facts: Facts }> {
  if (deed.action !== 'decide' && deed.action !== 'restore') return { facts: {} };
  const { person_id } = await trx
    .selectFrom('points_finding')
    .select('person_id')
    .where('matter_id', '=', row.matter_id)
    .executeTakeFirstOrThrow();
  // Two decisions about one person wait for each other: each must see what the other makes of the year.
  await trx.selectFrom('credit_person').select('person_id').where('person_id', '=', person_id).forUpdate().execute();
  const record = await recordOf(trx, person_id);
  if (deed.action === 'decide') {
    const findings = [
      ...record.findings,
      { matter_id: row.matter_id, on: deed.on, points: Number(deed.facts['points']) },
    ];
    const { points, state, until } = standingOn({ ...record, findings }, deed.on);
    const ends = until === null ? {} : state === 'ended' ? { barred_until: until } : { suspended_until: until };
    return { facts: Number.isSafeInteger(points) ? { year_points: points, ...ends } : {} };
  }
  const { state, since, until } = standingOn(record, deed.on);
  const may =
    (state === 'suspended' && since !== null && since < deed.on) ||
    (state === 'ended' && until !== null && until < deed.on);
  if (!may) {
    throw shouhuError('SH-C074', { until: until === null ? '—' : formatCivilDate(until) });
  }
  return { facts: {} };
}
