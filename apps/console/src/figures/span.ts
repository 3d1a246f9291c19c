/** Periods of the screens, as days. */
import { civilDay } from '@shouhu/codes';
import { textOfDay, today } from '../format/day.ts';
import type { Period } from './answers.ts';

export interface Span {
  readonly from: string;
  readonly to: string;
}

/** What the overview speaks of: the running month, quarter or year, or the twelve months up to now. */
export type Range = Period | 'recent';
export const RANGES: readonly Range[] = ['month', 'quarter', 'year', 'recent'];

const MONTHS: Readonly<Record<Period, number>> = { month: 1, quarter: 3, year: 12 };

export function spanOf(range: Range): Span {
  const now = textOfDay(today());
  const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7))];
  if (range === 'recent') return { from: firstDay(year, month - 11), to: now };
  return periodFrom(range, year, month - ((month - 1) % MONTHS[range]));
}

/** The periods up to the present one, which comes first. */
export function periodsOf(period: Period, count: number): readonly Span[] {
  const now = textOfDay(today());
  const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7))];
  const first = month - ((month - 1) % MONTHS[period]);
  return Array.from({ length: count }, (_, back) => periodFrom(period, year, first - back * MONTHS[period]));
}

function periodFrom(period: Period, year: number, month: number): Span {
  const next = dayNumber(firstDay(year, month + MONTHS[period]));
  return { from: firstDay(year, month), to: textOfDay(civilDay(next - 1)) };
}

/** Months beyond the year belong to the ones beside it. */
function firstDay(year: number, month: number): string {
  const months = year * 12 + month - 1;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`;
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}
