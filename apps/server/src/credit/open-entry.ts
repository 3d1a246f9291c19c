/** Proposes somebody for the black list, on the ground of a decision in another matter. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import { openWithin } from '../casework/open-matter.ts';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import type { Asking } from '../rights/caller.ts';
import { personOf } from './person.ts';
import type { PersonStated } from './person.ts';

export interface EntryWanted {
  readonly matter_id: string;
  readonly fixmedins_code: string;
  /** The matter whose decision it rests on. */
  readonly parent_id: string;
  readonly subject: 'institution' | 'doctor' | 'insured';
  /** Of a doctor or an insured person. */
  readonly person: PersonStated | null;
  readonly grounds: string;
}

/** @throws ShouhuError SH-H005 for a person where an institution is meant, or none where one is */
export async function openEntry(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  asking: Asking,
  { subject, person, grounds, ...wanted }: EntryWanted,
): Promise<{ readonly matter_id: string }> {
  const { caller, at } = asking;
  const { matter_id } = wanted;
  if ((subject === 'institution') !== (person === null))
    throw shouhuError('SH-H005', { field: 'person', reason: subject });
  return transaction(db, 'read committed', async (trx) => {
    const opened = await openWithin(trx, asking, { ...wanted, procedure: 'credit', lead_id: null });
    const person_id =
      person === null ? null : await personOf(trx, ring, subject === 'insured' ? 'insured' : 'staff', person);
    if (opened === null) {
      const before = await trx
        .selectFrom('credit_entry')
        .selectAll()
        .where('matter_id', '=', matter_id)
        .executeTakeFirst();
      if (before?.person_id !== person_id || before.subject !== subject || before.grounds !== grounds)
        throw shouhuError('SH-H006', { id: matter_id });
      return { matter_id };
    }
    await trx
      .insertInto('credit_entry')
      .values({ matter_id, subject, person_id, grounds, from_day: null, until_day: null })
      .execute();
    const detail = JSON.stringify({ subject, parent_id: wanted.parent_id });
    await note(trx, caller, at, { ...opened, detail });
    return { matter_id };
  });
}
