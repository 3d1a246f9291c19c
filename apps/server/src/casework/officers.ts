/** Officers are persons with an account: inspectors or auditors of the region, not closed. */
import { shouhuError } from '@shouhu/errors';
import type { Deed } from '@shouhu/procedure';
import type { Transaction } from 'kysely';
import { openPerson } from '../identity/people.ts';
import { isWithin } from '../rights/caller.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import type { Matter } from './matter.ts';

/** Those a step makes officers, and those who take a joint step. @throws ShouhuError SH-E009 for anybody who is no officer of the region */
export async function refuseStrangers(
  trx: Transaction<Schema>,
  { personOf = (id) => openPerson(trx, id) }: Asking,
  { row, conducted }: Matter,
  { action, with: others, facts: { officers } }: Pick<Deed, 'action' | 'with' | 'facts'>,
): Promise<void> {
  const step = conducted.procedure.steps[action];
  const appointed = step?.appoints === undefined || typeof officers !== 'object' ? [] : officers;
  for (const id of [...appointed, ...(step?.officers === undefined ? [] : others)]) {
    const person = await personOf(id);
    const { duties = [], regions = [] } = person ?? {};
    const isOfficer = duties.some((duty) => duty === 'inspector' || duty === 'auditor');
    if (isOfficer && regions.length > 0 && isWithin({ reach: 'region', regions }, row)) continue;
    throw shouhuError('SH-E009', { person: person?.name ?? id });
  }
}
