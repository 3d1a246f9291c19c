/** What is logged is told: an entry of the log about to be written becomes notices to those whom it concerns. */
import { nationalCalendar } from '@shouhu/clocks';
import { isTurnOf, nextOf } from '@shouhu/procedure';
import type { Next, Procedure } from '@shouhu/procedure';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { civilDayOf, deedOf } from '../casework/recorded.ts';
import { PROCEDURES } from '../casework/procedures.ts';
import { confirmersOf } from '../casework/signatures.ts';
import type { Asking } from '../rights/caller.ts';
import type { Schema } from '../store/schema.ts';
import { interestedIn, mayTurnTo } from './interested.ts';
import { tell } from './tell.ts';

export interface Followed {
  readonly action: string;
  readonly subject: string;
  readonly detail?: string;
}

const assigned = z.object({ state: z.literal('assigned'), assignee: z.string(), lead_ids: z.array(z.string()) });
const returned = z.object({
  reason: z.string(),
  placed: z.array(z.object({ lead_id: z.string(), to: z.string().nullable() })),
});
const STEP = /^(\d+) (\w+)$/;
const MATTER = 'matter:';

/** Who acted is not told of it. */
export async function tellOf(trx: Transaction<Schema>, asking: Asking, noted: Followed): Promise<void> {
  const { action, subject, detail = '' } = noted;
  if (action === 'lead.triage' && detail.startsWith('{')) return tellAssignee(trx, asking, detail);
  if (action === 'lead.return') return tellGivers(trx, asking, detail);
  if (subject.startsWith(MATTER)) return tellMatter(trx, asking, noted, subject.slice(MATTER.length));
}

async function tellAssignee(trx: Transaction<Schema>, { caller, at }: Asking, detail: string): Promise<void> {
  const { data } = assigned.safeParse(JSON.parse(detail));
  if (data === undefined || data.assignee === caller.id) return;
  const values = { count: data.lead_ids.length, person: data.assignee };
  await tell(trx, { to: [data.assignee], template: 'leads.assigned', values, at });
}

async function tellGivers(trx: Transaction<Schema>, { caller, at }: Asking, detail: string): Promise<void> {
  const { placed, reason } = returned.parse(JSON.parse(detail));
  for (const [person, leads] of Map.groupBy(placed, ({ to }) => to)) {
    if (person === null) continue;
    const values = { count: leads.length, person, by: caller.name, reason };
    await tell(trx, { to: [person], template: 'leads.returned', values, at });
  }
}

async function tellMatter(
  trx: Transaction<Schema>,
  { caller, at }: Asking,
  { action: right, detail = '' }: Followed,
  matter_id: string,
): Promise<void> {
  const [, seq, action] = STEP.exec(detail) ?? [];
  if (action === undefined) return;
  const matter = await trx
    .selectFrom('matter')
    .innerJoin('institution', 'institution.fixmedins_code', 'matter.fixmedins_code')
    .select(['matter_id', 'procedure', 'lead_id', 'matter.fixmedins_code', 'fixmedins_name', 'matter.admdvs'])
    .where('matter_id', '=', matter_id)
    .executeTakeFirst();
  const conducted = PROCEDURES.get(matter?.procedure ?? '');
  const step = conducted?.procedure.steps[action];
  // Other entries about a matter, such as a file that was read, are nobody's news.
  if (matter === undefined || conducted?.act !== right || step === undefined) return;
  const next = await nextIn(trx, conducted.procedure, matter_id, at);
  const to = await interestedIn(trx, matter);
  const able = (await mayTurnTo(trx, to, matter.admdvs)).filter((person) => isTurnOf(person, next));
  const turn = new Set(able.map(({ id }) => id));
  turn.delete(caller.id);
  to.delete(caller.id);
  const values = { place: matter.fixmedins_name, procedure: conducted.procedure.name, step: step.name, matter_id };
  const deed = await trx
    .selectFrom('deed')
    .select(['action', 'actor as by', 'others as with'])
    .where('matter_id', '=', matter_id)
    .where('seq', '=', Number(seq))
    .executeTakeFirst();
  const confirmers = deed === undefined ? [] : confirmersOf(conducted.procedure, deed);
  for (const person of confirmers) {
    to.delete(person);
    turn.delete(person);
  }
  for (const person of turn) to.delete(person);
  await tell(trx, { to, template: 'matter.moved', values, at });
  await tell(trx, { to: turn, template: 'matter.turn', values, at });
  await tell(trx, { to: confirmers, template: 'deed.confirm', values, at });
}

async function nextIn(
  trx: Transaction<Schema>,
  procedure: Procedure,
  matter_id: string,
  at: Date,
): Promise<readonly Next[]> {
  const deeds = await trx.selectFrom('deed').selectAll().where('matter_id', '=', matter_id).orderBy('seq').execute();
  return nextOf(procedure, deeds.map(deedOf), civilDayOf(at), nationalCalendar);
}
