import { civilDay } from '@shouhu/codes';
import type { CivilDate } from '@shouhu/codes';
import type { Predicate } from '@shouhu/rules';

/** First day of what holds since ever: 0001-01-01. */
export const OPEN_FROM: CivilDate = civilDay(-719_162);
/** Last day of what holds until further notice: 9999-12-31. */
export const OPEN_TO: CivilDate = civilDay(2_932_896);

/** Inclusive days. */
export interface Validity {
  readonly from: number;
  readonly to: number;
}

/** Whether two validities share a day. */
export function overlap(left: Validity, right: Validity): boolean {
  return left.from <= right.to && right.from <= left.to;
}

/** Cuts a validity where any of the others begins or ends, in order of time. */
export function slices(whole: Validity, others: readonly Validity[]): Validity[] {
  const starts = new Set([whole.from]);
  for (const { from, to } of others) {
    for (const start of [from, to + 1]) if (start > whole.from && start <= whole.to) starts.add(start);
  }
  const ordered = [...starts].toSorted((a, b) => a - b);
  return ordered.map((from, at) => ({ from, to: (ordered[at + 1] ?? whole.to + 1) - 1 }));
}

/** The stretches of days on which the same of some validities hold together, with those that hold. */
export function stretches<T extends Validity>(all: readonly T[]): { readonly days: Validity; readonly valid: T[] }[] {
  const from = all.reduce<number>((least, each) => Math.min(least, each.from), OPEN_TO);
  const to = all.reduce<number>((greatest, each) => Math.max(greatest, each.to), OPEN_FROM);
  return slices({ from, to }, all)
    .map((days) => ({ days, valid: all.filter((each) => overlap(each, days)) }))
    .filter(({ valid }) => valid.length > 0);
}

/** The condition that always holds. */
export const ALWAYS: Predicate = { is: 'always' };

/** All of the conditions, without those that always hold. */
export function allOf(parts: readonly Predicate[]): Predicate {
  return combine(
    'and',
    parts.filter((part) => part.is !== 'always'),
  );
}

/** Any of the conditions; one of them at least. */
export function anyOf(parts: readonly Predicate[]): Predicate {
  return combine('or', parts);
}

function combine(is: 'and' | 'or', parts: readonly Predicate[]): Predicate {
  const [first, second] = parts;
  if (first === undefined) return ALWAYS;
  return second === undefined ? first : { is, parts };
}
