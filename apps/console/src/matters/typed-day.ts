/** Days, months and moments as they are typed. */
import { dayOf, textOfDay, today } from '../format/day.ts';

export type Unit = 'day' | 'month' | 'moment';

export const FORMATS = { day: 'YYYY-MM-DD', month: 'YYYY-MM', moment: 'YYYY-MM-DD HH:mm' } as const;

/** What was typed, written as it is kept: `2026/3/2` and `2026年3月2日` are `2026-03-02`; undefined where it is none. */
export function typedDay(unit: Unit, typed: string): string | undefined {
  const [, year = '', month = '', day = '01', clock] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2})\s*日?)?月?(?:\s+(\d{1,2}:\d{2}))?$/.exec(typed.trim()) ??
    /^(\d{4})(\d{2})(\d{2})?$/.exec(typed.trim()) ??
    [];
  const number = dayOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  if (number === undefined) return undefined;
  const text = textOfDay(number);
  if (unit === 'day') return clock === undefined && hasDay(typed) ? text : undefined;
  if (unit === 'month') return clock === undefined && !hasDay(typed) ? text.slice(0, 7) : undefined;
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{2})$/.exec(clock ?? '') ?? [];
  const isTime = clock !== undefined && Number(hours) < 24 && Number(minutes) < 60;
  return isTime && hasDay(typed) ? `${text} ${hours.padStart(2, '0')}:${minutes}` : undefined;
}

/** Whether more than year and month were typed. */
const hasDay = (typed: string): boolean =>
  /^\d{4}(\D+\d{1,2}){2}|^\d{8}$/.test(typed.trim().replace(/\s+\d{1,2}:\d{2}$/, ''));

interface Bounds {
  /** Neither before it nor after today. */
  readonly earliest?: string | undefined;
  readonly past?: boolean;
}

interface DayWords {
  readonly notDay: (unit: Unit) => string;
  readonly dayToCome: (today: string) => string;
  readonly dayTooEarly: (earliest: string) => string;
}

/** A rule of a form: what was typed is a day, and within its bounds; an empty field is not its matter. */
export function dayRule(unit: Unit, words: DayWords, { earliest, past = false }: Bounds = {}) {
  return {
    validator: async (_rule: unknown, value: unknown) => {
      if (typeof value !== 'string' || value === '') return;
      if (typedDay(unit, value) !== value) throw new Error(words.notDay(unit));
      const now = textOfDay(today());
      if (past && value > now) throw new Error(words.dayToCome(now));
      if (earliest !== undefined && value < earliest) throw new Error(words.dayTooEarly(earliest));
    },
  };
}
