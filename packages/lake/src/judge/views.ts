import type { DuckDBConnection } from '@duckdb/node-api';
import { monthsOf } from '../store/lake.ts';
import type { Lake } from '../store/lake.ts';
import { careTypeOf, emergencyOf } from './derived.ts';
import { encounters } from './encounters.ts';
import { sales } from './sales.ts';
import { holding } from './source.ts';
import type { Extent } from './source.ts';

/** Attributes of {@link Attributes} in @shouhu/claims that an encounter resolves as they are. */
const SHARED = 'psn_type, gend, brdy, hosp_lv, fixmedins_type, internet_hosp, matn_type';

/**
 * Creates the judged claim model on a connection: temporary views j_line, j_visit, j_diagnosis, j_operation and j_sale with
 * the columns and units of `judged.ts` in @shouhu/claims, for the months or persons asked for.
 *
 * What visits, settlements and masters say is resolved once into two temporary tables; j_line reads the lines' Parquet
 * when it is read and a condition on `item` or `psn_no` reaches that scan. A later call replaces the views.
 * Lines whose settlement is absent are left out, unless no setl_d was ever given (docs/semantics.md 5).
 */
export async function judgedViews(connection: DuckDBConnection, lake: Lake, extent: Extent = {}): Promise<void> {
  const lines = `(FROM ${holding(lake, 'fee_list_d', extent)} WHERE net_cnt > 0)`;
  const visits = holding(lake, 'mdtrt_d', extent);
  const lineKeys = `(SELECT DISTINCT psn_no, fixmedins_code, mdtrt_id, coalesce(setl_id, '') AS setl_id FROM ${lines})`;
  const visitKeys = `(SELECT psn_no, fixmedins_code, mdtrt_id, '' AS setl_id FROM ${visits})`;
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE line_encounter AS ${encounters(lake, lineKeys, extent)};
    CREATE OR REPLACE TEMP TABLE visit_encounter AS ${encounters(lake, visitKeys, extent)};
    CREATE OR REPLACE TEMP TABLE staff_title AS
      SELECT dr_code, CASE WHEN min(profttl) = max(profttl) THEN min(profttl) END AS profttl
      FROM ${holding(lake, 'medins_staff_b')} GROUP BY dr_code;
    CREATE OR REPLACE TEMP VIEW j_line AS ${lineView(lake, lines)};
    CREATE OR REPLACE TEMP VIEW j_visit AS ${VISIT_VIEW};
    CREATE OR REPLACE TEMP VIEW j_diagnosis AS ${listView(lake, 'setl_list_diag_d', 'diag_code', 'main_diag_code')};
    CREATE OR REPLACE TEMP VIEW j_operation AS ${listView(lake, 'setl_list_oprn_d', 'oprn_oprt_code')};
    CREATE OR REPLACE TEMP VIEW j_sale AS ${sales(lake, lines, extent)};`);
}

function lineView(lake: Lake, lines: string): string {
  const settled = lake.manifest.tables['setl_d'] === undefined ? 'true' : 'met.settled';
  const own = 'line.med_type IS NULL OR line.med_type IS NOT DISTINCT FROM met.med_type';
  return `
    SELECT line.psn_no, line.fixmedins_code, line.mdtrt_id, line.fee_ocur_time AS day,
      coalesce(line.med_type, met.med_type) AS med_type,
      CASE WHEN ${own} THEN met.care_type ELSE ${careTypeOf('line.med_type')} END AS care_type,
      CASE WHEN ${own} THEN met.emergency ELSE ${emergencyOf('line.med_type')} END AS emergency,
      coalesce(line.insutype, met.insutype) AS insutype, ${prefixed('met', SHARED)},
      line.row_key AS line_id, met.setl_id, coalesce(line.hilist_code, line.med_list_codg) AS item,
      line.fee_ocur_time_s AS second, line.net_cnt AS cnt, greatest(line.net_amount_fen, 0) AS amount_fen,
      greatest(line.net_inscp_fen, 0) AS inscp_fen, line.pric, line.pric_uplmt_amt AS pric_uplmt, line.rx_drord_no AS rxno,
      coalesce(line.bilg_dept_codg, line.bilg_dept_name) AS dept, line.bilg_dr_code AS dr, staff_title.profttl,
      line.prd_days, line.med_chrgitm_type
    FROM ${lines} line
    JOIN line_encounter met ON met.mdtrt_id = line.mdtrt_id AND met.fixmedins_code = line.fixmedins_code
      AND met.psn_no = line.psn_no AND met.key_setl_id = coalesce(line.setl_id, '')
    LEFT JOIN staff_title ON staff_title.dr_code = line.bilg_dr_code
    WHERE ${settled}`;
}

const VISIT_VIEW = `
  SELECT psn_no, fixmedins_code, mdtrt_id, begntime AS day, med_type, care_type, emergency, insutype, ${SHARED},
    begntime_s AS begin_second, endtime AS end_day, endtime_s AS end_second, visit_dept AS dept, visit_dr AS dr,
    staff_title.profttl, death_day, diagnoses_known, operations_known
  FROM visit_encounter LEFT JOIN staff_title ON staff_title.dr_code = visit_dr`;

/** Distinct codes of the visits that lines or visits of the extent belong to. */
function listView(lake: Lake, table: 'setl_list_diag_d' | 'setl_list_oprn_d', code: string, ofVisit?: string): string {
  const encounter = '(FROM line_encounter UNION ALL FROM visit_encounter)';
  const own =
    ofVisit === undefined ? '' : `UNION SELECT mdtrt_id, ${ofVisit} FROM ${encounter} WHERE ${ofVisit} IS NOT NULL`;
  return `SELECT DISTINCT mdtrt_id, ${code} AS code FROM ${holding(lake, table)} SEMI JOIN ${encounter} USING (mdtrt_id) ${own}`;
}

function prefixed(alias: string, columns: string): string {
  return columns
    .split(', ')
    .map((column) => `${alias}.${column}`)
    .join(', ');
}

/** Months of the lake's fee lines, sorted. */
export function judgedMonths(lake: Lake): string[] {
  return monthsOf(lake, 'fee_list_d');
}
