/** The person of a finding in clear, for a purpose that stands in the log before the answer leaves. */
import { transaction } from '@shouhu/database';
import { shouhuError } from '@shouhu/errors';
import type { Services } from '../http/new-app.ts';
import { note } from '../log/log.ts';
import { purposeText } from '../persons/purpose.ts';
import type { Purpose } from '../persons/purpose.ts';
import { scopeOf } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import { openFinding } from './content.ts';
import { findingsWithin } from './list-findings.ts';

export interface FindingPerson {
  readonly psn_no: string;
  /** What the finding says, as the run wrote it. */
  readonly message: string;
}

/** @throws ShouhuError SH-H002 without the right; SH-H003 where there is none within reach */
export async function revealPerson(
  { db, ring }: Pick<Services, 'db' | 'ring'>,
  { caller, at }: Asking,
  finding_id: string,
  purpose: Purpose,
): Promise<FindingPerson> {
  const scope = scopeOf(caller, 'person.reveal');
  return transaction(db, 'read committed', async (trx) => {
    const found = await findingsWithin(trx, scope)
      .innerJoin('finding_revision', 'finding_revision.finding_id', 'finding.finding_id')
      .select(['finding_revision.revision as written', 'content', 'institution.admdvs'])
      .where('finding.finding_id', '=', finding_id)
      .where('content', 'is not', null)
      .orderBy('finding_revision.revision', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (found === undefined) throw shouhuError('SH-H003', { id: finding_id });
    const { psn_no, message } = openFinding(ring, finding_id, found.written, found.content ?? '');
    await note(trx, caller, at, {
      action: 'person.reveal',
      subject: `finding:${finding_id}`,
      purpose: purposeText(purpose),
      region: found.admdvs,
      detail: '1',
    });
    return { psn_no, message };
  });
}
