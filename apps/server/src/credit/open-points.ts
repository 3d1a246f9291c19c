/** Opens points on a person at the institution where the finding was. */
import { pointsFor } from '@shouhu/assessment';
import type { Nature, Responsibility } from '@shouhu/assessment';
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { openWithin } from '../casework/open-matter.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import { personOf } from './person.ts';
import type { PersonStated } from './person.ts';

export interface PointsWanted {
  readonly matter_id: string;
  readonly fixmedins_code: string;
  readonly parent_id: string | null;
  readonly person: PersonStated;
  readonly nature: Nature;
  readonly responsibility: Responsibility;
  readonly found_on: string;
}

/** Points as nature and responsibility suggest them; the notice states them. */
export async function openPoints(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  asking: Asking,
  { person, nature, responsibility, found_on, ...wanted }: PointsWanted,
): Promise<{ readonly matter_id: string; readonly person_id: string }> {
  const { caller, at } = asking;
  const { matter_id } = wanted;
  return transaction(db, 'read committed', async (trx) => {
    const opened = await openWithin(trx, asking, { ...wanted, procedure: 'points', lead_id: null });
    const person_id = await personOf(trx, ring, 'staff', person);
    if (opened === null) {
      const before = await trx
        .selectFrom('points_finding')
        .selectAll()
        .where('matter_id', '=', matter_id)
        .executeTakeFirst();
      if (before?.person_id !== person_id || before.nature !== nature || before.responsibility !== responsibility)
        throw shouhuError('SH-H006', { id: matter_id });
      return { matter_id, person_id };
    }
    const points = pointsFor(nature, responsibility);
    await trx
      .insertInto('points_finding')
      .values({ matter_id, person_id, nature, responsibility, points, found_on })
      .execute();
    const detail = JSON.stringify({ person_id, nature, responsibility, points });
    await note(trx, caller, at, { ...opened, detail });
    return { matter_id, person_id };
  });
}
