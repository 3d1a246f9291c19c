import type { Lake } from '../store/lake.ts';
import { holding } from '../net/holding.ts';
import type { Extent } from '../net/holding.ts';

/**
 * Sales of boxes: each trace code of a judged line, and of each 3505 row whose code no line of the same institution and
 * person carries. A sale that a 3506 row took back at once is none: only codes that were ever taken back are put in order.
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
      SELECT fixmedins_code, trim(code) AS drug_trac_codg, psn_no, biz_time, biz_time_s, inv_type, row_key, trdn_flag
      FROM (SELECT *, ${codes('drug_trac_codg')} AS code FROM ${holding(lake, 'stock', extent)}
        WHERE drug_trac_codg IS NOT NULL AND inv_type IN ('3505', '3506')) WHERE trim(code) <> ''
    ), returned AS (
      SELECT DISTINCT fixmedins_code, drug_trac_codg FROM moved WHERE inv_type = '3506'
    ), sold AS (
      SELECT * FROM moved ANTI JOIN returned USING (fixmedins_code, drug_trac_codg)
      UNION ALL (
        SELECT * FROM moved SEMI JOIN returned USING (fixmedins_code, drug_trac_codg)
        QUALIFY inv_type = '3505' AND lead(inv_type) OVER (PARTITION BY fixmedins_code, drug_trac_codg
          ORDER BY biz_time, biz_time_s, inv_type, row_key) IS DISTINCT FROM '3506')
    )
    SELECT drug_trac_codg, psn_no, fixmedins_code, mdtrt_id, line_id, day, second, trdn_flag FROM carried
    UNION ALL ${uncarried('psn_no IS NOT NULL', 'drug_trac_codg, fixmedins_code, psn_no')}
    UNION ALL ${uncarried('psn_no IS NULL', 'drug_trac_codg, fixmedins_code')}`;
}

/** Sales by stock rows that no line carries. */
const uncarried = (which: string, key: string): string => `
    SELECT drug_trac_codg, psn_no, fixmedins_code, NULL, NULL, biz_time, biz_time_s, trdn_flag
    FROM (FROM sold WHERE ${which}) sale ANTI JOIN carried USING (${key})`;
