/** What follows from the steps of a listing: the days on the list. */
import { addDays, civilDate, dateParts, formatCivilDate } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import type { Deed } from '@shouhu/procedure';
import type { Selectable, Transaction } from 'kysely';
import type { MatterTable, Schema } from '../store/schema.ts';

interface Taking {
  readonly row: Selectable<MatterTable>;
  readonly deed: Deed;
}

interface Known {
  readonly facts: Readonly<Record<string, number>>;
  readonly record?: () => Promise<void>;
}

export async function creditKnows(
  trx: Transaction<Schema>,
  { row: { matter_id }, deed: { action, on, facts } }: Taking,
): Promise<Known> {
  const set = (days: { readonly from_day?: string; readonly until_day: string }) => async (): Promise<void> => {
    await trx.updateTable('credit_entry').set(days).where('matter_id', '=', matter_id).execute();
  };
  if (action === 'list') {
    const until = lastDay(on, Number(facts['months']));
    // The procedure says what is wrong with the months.
    if (until === undefined) return { facts: {} };
    const days = { from_day: formatCivilDate(on), until_day: formatCivilDate(until) };
    return { facts: { listed_until: until }, record: set(days) };
  }
  if (action === 'revoke' || action === 'restore')
    return { facts: {}, record: set({ until_day: formatCivilDate(addDays(on, -1)) }) };
  return { facts: {} };
}

/** The last of so many months that begin with a day. */
function lastDay(from: CivilDate, months: number): CivilDate | undefined {
  if (!Number.isSafeInteger(months) || months < 1 || months > 600) return undefined;
  const { year, month, day } = dateParts(from);
  const at = year * 12 + month - 1 + months;
  for (let shorter = 0; shorter < 4; shorter += 1) {
    const found = civilDate(Math.floor(at / 12), (at % 12) + 1, day - shorter);
    if (found !== undefined) return shorter === 0 ? addDays(found, -1) : found;
  }
  return undefined;
}
