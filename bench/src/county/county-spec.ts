import type { BenchOptions } from '../bench.ts';

/** Fee lines of a person and year that the county's ordinary life gives about. */
const LINES_A_PERSON = 31;
/** Fewer persons leave no room for the planted cases. */
const FEWEST_INSURED = 400;
const MONTHS = 12;

export interface CountySpec {
  readonly insured: number;
  readonly months: number;
  readonly seed: number;
  readonly lines: number;
}

/** A year of a county; `density` is how many times more care than ordinary its people use. */
export function countySpec({ lines, seed }: Pick<BenchOptions, 'lines' | 'seed'>, density = 1): CountySpec {
  const insured = Math.max(FEWEST_INSURED, Math.round(lines / (LINES_A_PERSON * density)));
  return { insured, months: MONTHS, seed, lines };
}
