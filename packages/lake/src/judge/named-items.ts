import type { DuckDBConnection } from '@duckdb/node-api';
import { holding } from '../net/holding.ts';
import { rowsOf } from '../store/engine.ts';
import type { Lake } from '../store/lake.ts';

/** Every code of the lake's fee lines with the names that the lines give it, sorted. */
export async function namedItems(connection: DuckDBConnection, lake: Lake): Promise<{ item: string; name: string }[]> {
  return rowsOf(
    connection,
    `SELECT DISTINCT coalesce(hilist_code, med_list_codg) AS item, hilist_name AS name
     FROM ${holding(lake, 'fee_list_d')} WHERE hilist_name IS NOT NULL ORDER BY ALL`,
  );
}
