/** Keeps for lists what the deeds of a matter make of it: which limits run, and who conducts it. */
import { formatCivilDate } from '@shouhu/codes';
import type { Procedure, Standing } from '@shouhu/procedure';
import type { Transaction } from 'kysely';
import type { Schema } from '../store/schema.ts';

export async function keepStanding(
  trx: Transaction<Schema>,
  matter_id: string,
  procedure: Procedure,
  now: Standing<string, string>,
): Promise<void> {
  const clocks = runningClocks(procedure, now).map(({ clock, due_day }) => ({ matter_id, clock, due_day }));
  const officers = [...new Set(now.officers)].map((officer) => ({ matter_id, officer }));
  await trx.deleteFrom('matter_clock').where('matter_id', '=', matter_id).execute();
  if (clocks.length > 0) await trx.insertInto('matter_clock').values(clocks).execute();
  await trx.deleteFrom('matter_officer').where('matter_id', '=', matter_id).execute();
  if (officers.length > 0) await trx.insertInto('matter_officer').values(officers).execute();
}

/** Whether nothing can follow a state. */
export function isOver({ steps }: Pick<Procedure, 'steps'>, state: string): boolean {
  return !Object.values(steps).some(({ from }) => from.includes(state));
}

/** Clocks that run, by the day they are due; at the end of a procedure nothing is due any more. */
export function runningClocks(
  procedure: Procedure,
  { state, clocks }: Standing<string, string>,
): { readonly clock: string; readonly due_day: string }[] {
  if (isOver(procedure, state)) return [];
  return Object.entries(clocks)
    .flatMap(([clock, { state: of, due }]) => (of === 'running' && due !== null ? [{ clock, due }] : []))
    .toSorted((a, b) => a.due - b.due)
    .map(({ clock, due }) => ({ clock, due_day: formatCivilDate(due) }));
}
