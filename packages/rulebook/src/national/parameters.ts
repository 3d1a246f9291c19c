import { OPEN_END } from './tables.ts';

/** Numbers that the published points leave open. Units stand in the name; none = cannot decide. */
export const NATIONAL_PARAMETERS = {
  /** First age in years that is no child; none: 14 to 17 cannot be decided (docs/semantics.md 8). */
  child_bound: null,
  newborn_days: 28,
  /** 婴儿: below one year. */
  infant_months: 12,
  /** 婴幼儿: below three years. */
  toddler_months: 36,
  /** Latest legal retirement age after the reform of 2025, the wider of both sexes. */
  working_years: 63,
  /** How far back a first-line drug may lie. */
  look_back_days: 180,
} as const satisfies Readonly<Record<string, number | null>>;

export type NationalParameter = keyof typeof NATIONAL_PARAMETERS;

/** A value of a parameter for services of some days, both included. */
export interface DatedParameter {
  readonly name: NationalParameter;
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

/** A stretch of days with one value of the parameters that a point needs. */
export interface Period {
  readonly from: number;
  readonly to: number;
  readonly value: (name: NationalParameter) => number | null;
}

/** Cuts the days of a point where one of its parameters changes. Where values overlap the later entry wins. */
export function periodsOf(
  { from, to }: { readonly from: number; readonly to: number },
  names: readonly NationalParameter[],
  parameters: readonly DatedParameter[],
): Period[] {
  const used = parameters.filter((entry) => names.includes(entry.name) && entry.from <= to && entry.to >= from);
  const cuts = used.flatMap((entry) => [entry.from, entry.to + 1]).filter((day) => day > from && day <= to);
  const starts = [...new Set([from, ...cuts])].toSorted((a, b) => a - b);
  return starts.map((start, at) => ({
    from: start,
    to: (starts[at + 1] ?? Math.min(to, OPEN_END) + 1) - 1,
    value: (name) =>
      used.findLast((entry) => entry.name === name && entry.from <= start && start <= entry.to)?.value ??
      NATIONAL_PARAMETERS[name],
  }));
}
