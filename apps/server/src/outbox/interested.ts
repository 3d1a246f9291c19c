/** Whom a matter concerns: who took part in it, who looks into its lead, and its institution where that may read it. */
import { DUTIES } from '@shouhu/procedure';
import type { Duty } from '@shouhu/procedure';
import { sql } from 'kysely';
import type { Selectable, Transaction } from 'kysely';
import { PROCEDURES } from '../casework/procedures.ts';
import { contains } from '../rights/regions.ts';
import { RIGHTS } from '../rights/rights.ts';
import type { MatterTable, Schema } from '../store/schema.ts';

type Concerned = Pick<Selectable<MatterTable>, 'matter_id' | 'procedure' | 'lead_id' | 'fixmedins_code'>;

export async function interestedIn(trx: Transaction<Schema>, matter: Concerned): Promise<Set<string>> {
  const deeds = await trx
    .selectFrom('deed')
    .select(['action', 'actor', 'others', 'facts'])
    .where('matter_id', '=', matter.matter_id)
    .execute();
  const people = deeds.flatMap(({ actor, others, facts: { officers } }) => [
    actor,
    ...others,
    ...(Array.isArray(officers) ? officers : []),
  ]);
  const lead = await trx
    .selectFrom('lead')
    .select('assignee')
    .where('lead_id', '=', matter.lead_id ?? '')
    .executeTakeFirst();
  const assignee = lead?.assignee ?? null;
  return new Set([...people, ...(assignee === null ? [] : [assignee]), ...(await officeOf(trx, matter, deeds))]);
}

/** Accounts of the institution's own office, once it may know of the matter: a visit is not announced by a notice. */
async function officeOf(
  trx: Transaction<Schema>,
  { procedure, fixmedins_code }: Concerned,
  deeds: readonly { readonly action: string }[],
): Promise<string[]> {
  const conducted = PROCEDURES.get(procedure);
  if (conducted === undefined || RIGHTS[conducted.read].institution.length === 0) return [];
  const { hidden } = conducted;
  if (hidden !== undefined && !deeds.some(({ action }) => hidden.until.includes(action))) return [];
  const rows = await trx
    .selectFrom('user_account')
    .select('id')
    .where('fixmedins_code', '=', fixmedins_code)
    .where('disabled_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Duties of whom a bureau has few, and for whom others prepare. */
const DECIDERS: readonly Duty[] = ['head', 'legal-reviewer', 'second-reviewer'];

/** Open accounts of those whom a matter concerns, and of those who decide in its region, who learn of it before they took part. */
export async function mayTurnTo(
  trx: Transaction<Schema>,
  concerned: ReadonlySet<string>,
  admdvs: string,
): Promise<{ readonly id: string; readonly duties: readonly Duty[] }[]> {
  const rows = await trx
    .selectFrom('user_account')
    .select(['id', 'duties', 'regions'])
    .where('disabled_at', 'is', null)
    .where(sql<boolean>`(duties && ${DECIDERS}::text[] OR id::text = ANY(${[...concerned]}::text[]))`)
    .execute();
  const near = rows.filter(
    ({ id, regions }) => concerned.has(id) || regions.some((region) => contains(region, admdvs)),
  );
  return near.map(({ id, duties }) => ({ id, duties: duties.filter(isDuty) }));
}

const isDuty = (text: string): text is Duty => Object.hasOwn(DUTIES, text);
