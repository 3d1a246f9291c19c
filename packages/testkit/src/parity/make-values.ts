/** Values on the boundary: the limit itself, one unit around it, the edge of a day, absent. */
import { civilDate, civilDay, dateParts, type AgeUnit } from '@shouhu/codes';
import type { NumberField, TextField } from '@shouhu/rules';
import { on } from '../world.ts';
import type { Dice } from './dice.ts';
import type { Targets } from './targets.ts';
import { FIRST_DAY, isRelativeDay, numberValues, textValues } from './vocabulary.ts';

/** What a world is made around. */
export interface WorldSetting {
  readonly dice: Dice;
  /** Begins the world's ids. */
  readonly prefix: string;
  /** Begins the codes of its ruleset. */
  readonly codePrefix: string;
  readonly base: number;
  readonly targets: Targets;
}

/** A number of a field: what a condition names ± 1, or any of the vocabulary. */
export function aim({ dice, targets, base }: WorldSetting, field: NumberField): number {
  const named = targets.numbers.get(field) ?? [];
  if (named.length > 0 && dice.percent(75)) return Math.max(0, dice.pick(named) + dice.pick([-1, 0, 0, 1]));
  const value = dice.pick(numberValues[field]);
  return isRelativeDay(field) ? base + value : value;
}

/** A flag or rank: no units around it. */
export function flag({ dice }: WorldSetting, field: NumberField, absent = 10): number | null {
  return dice.percent(absent) ? null : dice.pick(numberValues[field]);
}

export function maybe<T>(dice: Dice, absent: number, value: T): T | null {
  return dice.percent(absent) ? null : value;
}

/** A code of a field: one a condition names, one that only begins like it, or any. */
export function text(
  { dice, targets }: WorldSetting,
  field: Exclude<TextField, 'item' | 'fixmedins_code'>,
  absent = 10,
): string | null {
  if (dice.percent(absent)) return null;
  const named = targets.texts.get(field) ?? [];
  if (named.length === 0 || dice.percent(40)) return dice.pick(textValues[field]);
  return dice.pick(named) + (dice.percent(15) ? '1' : '');
}

/** A code of the ruleset's own: a named one, sometimes longer by a digit, or any of the names. */
export function code({ dice, codePrefix }: WorldSetting, named: readonly string[], names: readonly string[]): string {
  if (named.length === 0 || dice.percent(20)) return codePrefix + dice.pick(names);
  return dice.pick(named) + (dice.percent(15) ? '1' : '');
}

/** A day at a distance that a rule measures from another row's day, or from the base. */
export function dayNear({ dice, targets, base }: WorldSetting, others: readonly number[]): number {
  const start = others.length > 0 && dice.percent(60) ? dice.pick(others) : base;
  if (dice.percent(40)) return start;
  const hours = dice.percent(20);
  const gap = hours ? Math.ceil(dice.pick(targets.hours) / 24) : dice.pick(targets.days);
  return Math.max(FIRST_DAY, start + dice.pick([1, 1, -1]) * gap + dice.pick([-1, 0, 0, 0, 1]));
}

export interface Moment {
  readonly day: number;
  readonly second: number | null;
}

/** A moment: equal to another row's, hours away from it to the second, on the edge of an hour, or without a clock. */
export function momentNear(setting: WorldSetting, others: readonly Moment[]): Moment {
  const { dice, targets } = setting;
  const other = others.length > 0 ? dice.pick(others) : null;
  if (other !== null && dice.percent(25)) return { day: other.day, second: other.second };
  if (other !== null && other.second !== null && dice.percent(targets.hours.length > 2 ? 60 : 10)) {
    const step = dice.pick(targets.hours) * 3_600 + dice.pick([-1, 0, 0, 1]);
    const at = other.day * 86_400 + other.second + dice.pick([1, 1, -1]) * step;
    const day = Math.floor(at / 86_400);
    if (day >= FIRST_DAY) return { day, second: at - day * 86_400 };
  }
  const day = dayNear(
    setting,
    others.map((moment) => moment.day),
  );
  return { day, second: maybe(dice, 14, Math.min(86_399, aim(setting, 'second'))) };
}

/** A birth date that makes an age turn at the base day, a leap day, a day after the service, or absent. */
export function birth({ dice, targets, base }: WorldSetting): number | null {
  if (dice.percent(8)) return null;
  if (targets.ages.length > 0 && dice.percent(75)) {
    const { unit, value } = dice.pick(targets.ages);
    return before(base, unit, value) + dice.pick([-1, 0, 0, 1]);
  }
  return dice.pick([on(2024, 2, 29), on(2012, 2, 29), on(1964, 2, 29), on(1960, 1, 31), base, base + 1, base - 29]);
}

/** The day of birth of who completes so many units of life on a day. */
function before(day: number, unit: AgeUnit, value: number): number {
  if (unit === 'day') return day - value;
  const { year, month, day: ofMonth } = dateParts(civilDay(day));
  const months = year * 12 + month - 1 - (unit === 'year' ? value * 12 : value);
  const thenYear = Math.floor(months / 12);
  return civilDate(thenYear, (months % 12) + 1, ofMonth) ?? on(thenYear, (months % 12) + 1, 28);
}
