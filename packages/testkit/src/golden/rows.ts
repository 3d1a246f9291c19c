/** Rows of golden cases: everything happens around one day after all published batches, unless a case says otherwise. */
import type { Diagnosis, Line, Operation, Visit, World } from '@shouhu/claims';
import { civilDay, civilDate, dateParts } from '@shouhu/codes';
import { line, on, visit } from '../world.ts';

/** Tuesday 1 September 2026. */
export const DAY = on(2026, 9, 1);

/** A line of 100.00 yuan of an item; line ids are L1, L2 … by place where several are made. */
export function item(code: string, values: Partial<Line> = {}): Line {
  return line({ day: DAY, brdy: born(46), item: code, ...values });
}

export function items(...given: readonly (readonly [code: string, values?: Partial<Line>])[]): Line[] {
  return given.map(([code, values], at) => item(code, { line_id: `L${at + 1}`, ...values }));
}

/** A stay of five days from the day on. */
export function stay(values: Partial<Visit> = {}): Visit {
  return visit({ day: DAY, brdy: born(46), ...values });
}

export const clinic = { care_type: 'outpatient', med_type: '11' } as const;
export const pharmacy = { care_type: 'pharmacy', med_type: '41' } as const;

/** Birth date of who turned so many years old on the day. */
export function born(years: number, daysEarlier = 0): number {
  const { year, month, day } = dateParts(civilDay(DAY));
  return (civilDate(year - years, month, day) ?? DAY) - daysEarlier;
}

export function diagnosed(...codes: readonly string[]): Diagnosis[] {
  return codes.map((code) => ({ mdtrt_id: 'V1', code }));
}

export function operated(...codes: readonly string[]): Operation[] {
  return codes.map((code) => ({ mdtrt_id: 'V1', code }));
}

/** A stay with one line and the given diagnoses; none at all leaves the list unknown. */
export function treated(code: string, diagnoses: readonly string[], values: Partial<Line> = {}): Partial<World> {
  const diagnoses_known = diagnoses.length > 0 ? 1 : 0;
  const { care_type, med_type, gend, brdy } = item(code, values);
  return {
    lines: [item(code, values)],
    visits: [stay({ diagnoses_known, care_type, med_type, gend, brdy })],
    diagnoses: diagnosed(...diagnoses),
  };
}

/** One visit, without lines, with the given lists. */
export function listed(
  diagnoses: readonly string[],
  operations: readonly string[] = [],
  values: Partial<Visit> = {},
): Partial<World> {
  return { visits: [stay(values)], diagnoses: diagnosed(...diagnoses), operations: operated(...operations) };
}
