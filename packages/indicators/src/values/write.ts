/** OUT/indicators.parquet: the long form, the same bytes for the same input. */
import { chmod, rename } from 'node:fs/promises';
import { quote } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Rows in the order of their keys; a month as text, NULL for the whole period. */
const ROWS = `
  SELECT v.level, v.fixmedins_code, v.dept, v.dr, v.month::VARCHAR AS month, v.indicator, v.numerator, v.denominator, v.cases, v.value, v.peer_group,
    v.peers, v.peer_median, v.peer_mad, v.z, b.trend_month::VARCHAR AS trend_month, b.trend_shift
  FROM i_value v LEFT JOIN i_break b ON v.month IS NULL AND v.dr IS NULL AND b.level = v.level AND b.fixmedins_code = v.fixmedins_code
    AND b.dept IS NOT DISTINCT FROM v.dept AND b.indicator = v.indicator
  ORDER BY v.level, v.fixmedins_code, v.dept, v.dr, v.indicator, v.month`;

/** Writes the file whole, readable by its owner only. Reads i_value and i_break. */
export async function writeValues(connection: DuckDBConnection, path: string): Promise<void> {
  await connection.run(`COPY (${ROWS}) TO ${quote(`${path}.part`)} (FORMAT parquet, COMPRESSION zstd)`);
  await chmod(`${path}.part`, 0o600);
  await rename(`${path}.part`, path);
}
