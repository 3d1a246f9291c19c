/** What indicators are counted over: rows with institution, department, doctor and month, made once per run. */
import type { Given } from '../given.ts';

export type GroundName = 'visit' | 'region' | 'stay' | 'till' | 'person' | 'bed' | 'doctor' | 'item' | 'box' | 'stock';

export interface Ground {
  readonly name: GroundName;
  /** Tables or `table.column`s without which the ground is empty. */
  readonly needs: readonly string[];
  /**
   * Whether the months of a row's unit add up to the period. Where they do not (persons are counted once), the ground
   * holds the rows of the period itself, with month NULL, beside those of the months.
   */
  readonly additive: boolean;
  /** What a row counts for as a case: whole numbers over the ground's columns. */
  readonly cases: string;
  /**
   * Statements that leave `i_<name>`: fixmedins_code, dept, dr, month (yyyyMM as INTEGER) and the columns that definitions
   * name. They may look at the aggregates, the judged views, `i_place` and earlier grounds.
   */
  readonly sql: (given: Given, days: Days) => string;
}

/** First and last civil day of the lake's fee lines. */
export interface Days {
  readonly first_day: number;
  readonly last_day: number;
}

/** A civil day as yyyyMM. */
export function monthOf(day: string): string {
  return `(year(DATE '1970-01-01' + ${day}) * 100 + month(DATE '1970-01-01' + ${day}))::INTEGER`;
}

/** Institutions by small numbers: windows over millions of visits sort by them. */
export const PLACES = `
  CREATE OR REPLACE TEMP TABLE i_place AS
    SELECT *, row_number() OVER (ORDER BY fixmedins_code)::INTEGER AS inst FROM a_institution`;
