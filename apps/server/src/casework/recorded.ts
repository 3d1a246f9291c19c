/** What the store holds, as procedures read it. */
import { civilDay, parseCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import type { Deed } from '@shouhu/procedure';
import type { Selectable } from 'kysely';
import type { DeedTable } from '../store/schema.ts';

/** A deed as the procedure reads it. */
export function deedOf(row: Selectable<DeedTable>): Deed & { readonly request_id: string } {
  const { action, actor, others, facts, request_id } = row;
  return { action, by: actor, with: others, on: dayOf(row.day), facts, request_id };
}

/** A day that the store holds. */
export function dayOf(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new TypeError(`no day: ${text}`);
  return parsed.value;
}

/** The civil day of an instant in China: UTC+8, without summer time. */
export function civilDayOf(at: Date): CivilDate {
  return civilDay(Math.floor((at.getTime() + 8 * 3_600_000) / 86_400_000));
}
