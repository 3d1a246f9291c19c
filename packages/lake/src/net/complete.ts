import type { Table } from '@shouhu/claims';
import type { DuckDBConnection } from '@duckdb/node-api';
import { rowsOf } from '../store/engine.ts';
import { ROW_KEY } from './keys.ts';
import { NET, RAW_INSCP } from './net-lines.ts';
import { encounters, LINE_COLUMNS, resolvedLines, resolvedVisits, titles, VISIT_COLUMNS } from './resolve.ts';
import type { Sources } from './resolve.ts';

/**
 * Gives the rows of a table the columns that the lake adds: what is left of a line after refunds, and what settlements,
 * visits and masters say about lines and visits.
 * @param rows SQL after FROM of every row to write
 * @returns a SELECT of the same rows and columns, and the added ones
 */
export async function completeRows(
  context: { readonly connection: DuckDBConnection; readonly sources: Sources },
  table: Table,
  rows: string,
): Promise<string> {
  const { connection, sources } = context;
  const resolve = (keys: string, wanted: readonly string[]): Promise<unknown> =>
    connection.run(`CREATE OR REPLACE TEMP TABLE encounter AS ${encounters(sources, keys, wanted)};
      CREATE OR REPLACE TEMP TABLE title AS ${titles(sources)};`);
  if (table.name === 'fee_list_d') {
    const visit = `psn_no, fixmedins_code, mdtrt_id, coalesce(setl_id, '') AS setl_id`;
    await resolve(`(SELECT DISTINCT ${visit} FROM ${rows})`, LINE_COLUMNS);
    const anyNet = (await rowsOf(connection, `FROM ${NET} LIMIT 1`)).length > 0;
    return resolvedLines(`(${netted(rows, anyNet)})`);
  }
  if (table.name !== 'mdtrt_d') return `SELECT * FROM ${rows}`;
  await resolve(`(SELECT psn_no, fixmedins_code, mdtrt_id, '' AS setl_id FROM ${rows})`, VISIT_COLUMNS);
  return resolvedVisits(rows);
}

/** Raw columns stay; the net ones stand beside them. A withdrawn line has no net quantity. */
function netted(rows: string, any: boolean): string {
  const net = (column: string, raw: string): string => {
    const left = any ? `WHEN net.netted IS NOT NULL THEN net.${column} ` : '';
    return `CASE WHEN line.vali_flag = 0 THEN 0 ${left}ELSE ${raw} END AS ${column}`;
  };
  const join = any
    ? `LEFT JOIN ${NET} net ON line.fixmedins_code = net.fixmedins_code AND line.${ROW_KEY} = net.${ROW_KEY}`
    : '';
  return `SELECT line.*, ${net('net_cnt', 'cnt')}, ${net('net_amount_fen', 'det_item_fee_sumamt')},
      ${net('net_inscp_fen', RAW_INSCP)}, CASE WHEN line.vali_flag = 0 THEN 'withdrawn' ${any ? 'ELSE net.netted' : ''} END AS netted
    FROM ${rows} line ${join}`;
}
