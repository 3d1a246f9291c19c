import type { DuckDBConnection } from '@duckdb/node-api';
import { rowsOf } from '../store/engine.ts';
import { ROW_KEY } from './keys.ts';
import { netRefunds } from './refunds.ts';
import type { NetLine, RawLine } from './refunds.ts';

/** Rows of a table as they will be after the import: SQL after FROM with `row_key` and `part`. */
export type Now = string;

/** The temporary table of {@link netLines}: fixmedins_code, row_key, net_cnt, net_amount_fen, net_inscp_fen, netted. */
export const NET = 'fee_list_d_net';

/** Policy-scope amount of a raw line (docs/semantics.md 12), in fen or NULL. */
export const RAW_INSCP =
  'coalesce(inscp_amt, det_item_fee_sumamt - fulamt_ownpay_amt - overlmt_selfpay - preselfpay_amt)';

const HOLDS = 'coalesce(vali_flag, 1) = 1';

/**
 * Nets refunds and removed settlements over all lines (docs/semantics.md 6) into the table {@link NET}, which names
 * only the lines that are not simply what they say. Only visits that hold a negative line are looked at row by row.
 * @param settlements null when no `setl_d` was ever given
 */
export async function netLines(connection: DuckDBConnection, lines: Now, settlements: Now | null): Promise<void> {
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE ${NET} (fixmedins_code VARCHAR, ${ROW_KEY} VARCHAR, net_cnt BIGINT, net_amount_fen BIGINT,
      net_inscp_fen BIGINT, netted VARCHAR);
    CREATE OR REPLACE TEMP TABLE removed_settlements AS ${removedSettlements(settlements)};
    INSERT INTO ${NET} SELECT fixmedins_code, ${ROW_KEY}, 0, 0, 0, 'settlement' FROM ${lines} WHERE ${HOLDS}
      AND (fixmedins_code, setl_id) IN (FROM removed_settlements);`);
  const open = `(SELECT fixmedins_code, ${ROW_KEY}, bkkp_sn, feedetl_sn, init_feedetl_sn, mdtrt_id,
      coalesce(hilist_code, med_list_codg) AS item, pric, fee_ocur_time AS day, fee_ocur_time_s AS second, cnt,
      det_item_fee_sumamt AS amount_fen, ${RAW_INSCP} AS inscp_fen
    FROM ${lines} WHERE ${HOLDS} AND (setl_id IS NULL OR (fixmedins_code, setl_id) NOT IN (FROM removed_settlements)))`;
  const negative = 'cnt < 0 OR amount_fen < 0';
  await connection.run(`CREATE OR REPLACE TEMP TABLE refunds AS SELECT * FROM ${open} WHERE ${negative}`);
  const refunds = await rowsOf<Found>(connection, 'FROM refunds');
  if (refunds.length === 0) return;
  const originals = await rowsOf<Found>(
    connection,
    `SELECT * FROM ${open} WHERE NOT (${negative}) AND (
       (fixmedins_code, bkkp_sn) IN (SELECT fixmedins_code, init_feedetl_sn FROM refunds WHERE init_feedetl_sn IS NOT NULL)
       OR (fixmedins_code, feedetl_sn) IN (SELECT fixmedins_code, init_feedetl_sn FROM refunds WHERE init_feedetl_sn IS NOT NULL)
       OR (fixmedins_code, mdtrt_id, item) IN (SELECT fixmedins_code, mdtrt_id, item FROM refunds))`,
  );
  await insert(connection, netRefunds([...refunds, ...originals].map(rawLine)));
}

/** A negative settlement that names its original removes both, with their lines. */
function removedSettlements(settlements: Now | null): string {
  if (settlements === null) return `SELECT '' AS fixmedins_code, '' AS setl_id WHERE false`;
  return `WITH reversal AS (FROM ${settlements} WHERE ${HOLDS} AND init_setl_id IS NOT NULL
      AND (medfee_sumamt < 0 OR coalesce(refd_setl_flag, 0) = 1))
    SELECT fixmedins_code, setl_id FROM reversal UNION SELECT fixmedins_code, init_setl_id FROM reversal`;
}

interface Found extends Omit<RawLine, 'key' | 'ids'> {
  readonly row_key: string;
  readonly bkkp_sn: string | null;
  readonly feedetl_sn: string | null;
}

/** Between institution and row key in the key of a line; no code holds it. */
const BREAK = '\u001f';

function rawLine(found: Found): RawLine {
  const ids = [found.bkkp_sn, found.feedetl_sn].filter((id) => id !== null);
  return { ...found, ids, key: `${found.fixmedins_code}${BREAK}${found.row_key}` };
}

async function insert(connection: DuckDBConnection, lines: readonly NetLine[]): Promise<void> {
  const appender = await connection.createAppender(NET);
  for (const line of lines) {
    const [fixmedins_code = '', row_key = ''] = line.key.split(BREAK);
    appender.appendVarchar(fixmedins_code);
    appender.appendVarchar(row_key);
    appender.appendBigInt(BigInt(line.net_cnt));
    appender.appendBigInt(BigInt(line.net_amount_fen));
    if (line.net_inscp_fen === null) appender.appendNull();
    else appender.appendBigInt(BigInt(line.net_inscp_fen));
    appender.appendVarchar(line.netted);
    appender.endRow();
  }
  appender.closeSync();
}
