import type { Diagnosis, Line, Operation, Sale, Visit, World } from '@shouhu/claims';
import type { DuckDBConnection } from '@duckdb/node-api';
import { rowsOf } from '../store/engine.ts';
import type { Lake } from '../store/lake.ts';
import { holding } from '../net/holding.ts';
import { judgedViews } from './views.ts';

/** First and last civil day of a lake's fee lines; null without any. A look-back before the first cannot decide. */
export async function daysOf(
  connection: DuckDBConnection,
  lake: Lake,
): Promise<{ first_day: number; last_day: number } | null> {
  const [row] = await rowsOf<{ first_day: number | null; last_day: number | null }>(
    connection,
    `SELECT min(fee_ocur_time) AS first_day, max(fee_ocur_time) AS last_day FROM ${holding(lake, 'fee_list_d')}`,
  );
  return row === undefined || row.first_day === null || row.last_day === null
    ? null
    : { first_day: row.first_day, last_day: row.last_day };
}

/**
 * Everything the lake holds of some persons, as the model the reference interpreter and the closures judge. Replaces
 * the judged views of the connection.
 */
export async function worldOf(connection: DuckDBConnection, lake: Lake, psn_nos: readonly string[]): Promise<World> {
  const days = await daysOf(connection, lake);
  if (psn_nos.length === 0 || days === null) {
    return { lines: [], visits: [], diagnoses: [], operations: [], sales: [], first_day: days?.first_day ?? 0 };
  }
  await judgedViews(connection, lake, { psn_nos });
  const sorted = async <Row>(view: string): Promise<Row[]> => rowsOf<Row>(connection, `FROM ${view} ORDER BY ALL`);
  return {
    lines: await sorted<Line>('j_line'),
    visits: await sorted<Visit>('j_visit'),
    diagnoses: await sorted<Diagnosis>('j_diagnosis'),
    operations: await sorted<Operation>('j_operation'),
    sales: await sorted<Sale>('j_sale'),
    first_day: days.first_day,
  };
}
