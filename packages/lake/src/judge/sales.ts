import type { Lake } from '../store/lake.ts';
import { holding } from '../net/holding.ts';
import type { Extent } from '../net/holding.ts';

/**
 * Sales of boxes: each trace code of a judged line, and of each 3505 row whose code no line of the same institution and
 * person carries. A sale that a 3506 row took back at once is none.
 */
export function sales(lake: Lake, lines: string, extent: Extent): string {
  const codes = (field: string): string => `unnest(string_split(${field}, ';'))`;
  return `
    WITH carried AS (
      SELECT trim(code) AS drug_trac_codg, line.psn_no, line.fixmedins_code, line.mdtrt_id, line.row_key AS line_id,
        line.fee_ocur_time AS day, line.fee_ocur_time_s AS second, line.trdn_flag
      FROM (SELECT *, ${codes('drug_trac_codg')} AS code FROM ${lines} WHERE drug_trac_codg IS NOT NULL) line
      WHERE trim(code) <> ''
    ), moved AS (
      SELECT *, trim(code) AS drug_trac_codg_one, lead(inv_type) OVER (PARTITION BY fixmedins_code, trim(code)
        ORDER BY biz_time, biz_time_s, inv_type, row_key) AS next_type
      FROM (SELECT *, ${codes('drug_trac_codg')} AS code FROM ${holding(lake, 'stock', extent)}
        WHERE drug_trac_codg IS NOT NULL AND inv_type IN ('3505', '3506')) WHERE trim(code) <> ''
    )
    SELECT drug_trac_codg, psn_no, fixmedins_code, mdtrt_id, line_id, day, second, trdn_flag FROM carried
    UNION ALL
    SELECT drug_trac_codg_one, psn_no, fixmedins_code, NULL, NULL, biz_time, biz_time_s, trdn_flag FROM moved
    WHERE inv_type = '3505' AND next_type IS DISTINCT FROM '3506' AND NOT EXISTS (SELECT 1 FROM carried
      WHERE carried.drug_trac_codg = moved.drug_trac_codg_one AND carried.fixmedins_code = moved.fixmedins_code
        AND (moved.psn_no IS NULL OR moved.psn_no = carried.psn_no))`;
}
