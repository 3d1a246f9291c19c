/**
 * Persons cut into ranges of about equal size. Every window of every rule belongs to one person, so a range is judged
 * whole, over all its months, and memory does not grow with their number; files sorted by person make a range cheap.
 */
import { holding, rowsOf, type Lake } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Persons from (inclusive) to (exclusive), by code point; null is open. */
export interface PersonRange {
  readonly from: string | null;
  readonly to: string | null;
}

export const EVERYBODY: PersonRange = { from: null, to: null };

/** Lines that one range holds about; what fits the memory stated in BENCH.md. */
const LINES_PER_RANGE = 12_000_000;

/** Ranges for a lake with so many lines; one when they are few. */
export async function personRanges(
  connection: DuckDBConnection,
  lake: Lake,
  lines: number,
  perRange = LINES_PER_RANGE,
): Promise<PersonRange[]> {
  const parts = Math.max(1, Math.ceil(lines / perRange));
  if (parts === 1) return [EVERYBODY];
  const cuts = await cutsOf(connection, lake, parts);
  return [null, ...cuts].map((from, index) => ({ from, to: cuts[index] ?? null }));
}

/** Quantiles of the person number over the visits. */
async function cutsOf(connection: DuckDBConnection, lake: Lake, parts: number): Promise<string[]> {
  const shares = Array.from({ length: parts - 1 }, (_, index) => ((index + 1) / parts).toFixed(6));
  const rows = await rowsOf<{ psn_no: string }>(
    connection,
    `SELECT DISTINCT unnest(quantile_disc(psn_no, [${shares.join(', ')}])) AS psn_no FROM ${holding(lake, 'mdtrt_d')} ORDER BY 1`,
  );
  return rows.map((row) => row.psn_no);
}
