/** Until when an institution may object to its clearing, and until when it is paid: limits of the agreement, counted by the legal calendar. */
import { dueAt, nationalCalendar } from '@shouhu/clocks';
import type { Policy } from '@shouhu/clocks';
import { addDays, formatCivilDate } from '@shouhu/codes';
import { shouhuError } from '@shouhu/errors';
import { dayOf } from '../casework/matter.ts';
import type { ClearingTerms } from './schema.ts';

/** `confirm` counts from the computation, `pay` from the last day of the month. Working days of the standard terms are defaults, unverified. */
const TERMS: Readonly<Record<ClearingTerms, { readonly confirm: Policy; readonly pay: Policy }>> = {
  village: {
    confirm: { limit: { count: 2, unit: 'day' }, extensions: [], rolls: false },
    pay: { limit: { count: 5, unit: 'day' }, extensions: [], rolls: false },
  },
  standard: {
    confirm: { limit: { count: 5, unit: 'working-day' }, extensions: [], rolls: true },
    pay: { limit: { count: 30, unit: 'working-day' }, extensions: [], rolls: true },
  },
};

/** The last day for objections; null while the holidays of that year are not known. */
export const confirmDue = (terms: ClearingTerms, computed_on: string): string | null =>
  dueAfter(computed_on, TERMS[terms].confirm);
/** The last day for paying; null while the holidays of that year are not known. */
export const payDue = (terms: ClearingTerms, month: string): string | null =>
  dueAfter(lastDayOf(month), TERMS[terms].pay);

function dueAfter(day: string, policy: Policy): string | null {
  const { due } = dueAt(nationalCalendar, [{ is: 'start', on: dayOf(day) }], policy);
  return due === null ? null : formatCivilDate(due);
}

/** `2026-03` as its first day. @throws ShouhuError SH-H005 for what is no month */
export function firstDayOf(month: string): string {
  if (!/^2\d{3}-(0[1-9]|1[0-2])$/.test(month)) throw shouhuError('SH-H005', { field: 'month', reason: month });
  return `${month}-01`;
}

/** The first day of the month after one that is named by its first day. */
export function nextMonth(first: string): string {
  const [year = 0, month = 0] = first.split('-').map(Number);
  return month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
}

export const lastDayOf = (first: string): string => formatCivilDate(addDays(dayOf(nextMonth(first)), -1));
