import type { Given } from '../given.ts';
import { monthOf } from './ground.ts';
import type { Ground } from './ground.ts';

/** Settled lines that stand, with their codes; boxes that were split say nothing. */
const carried = ({ has, table }: Given): string => `
  SELECT fixmedins_code, mdtrt_id, fee_ocur_time AS day, coalesce(fee_ocur_time_s, 0) AS second, drug_trac_codg FROM ${table('fee_list_d')}
  WHERE drug_trac_codg IS NOT NULL AND net_cnt > 0 AND coalesce(trdn_flag, 0) <> 1${has('setl_d') ? ' AND j_settled = 1' : ''}`;

/**
 * Boxes sold by trace code: sold again when another visit sold the same code as a whole box before, at this institution or
 * another.
 */
export const boxes: Ground = {
  name: 'box',
  needs: ['fee_list_d.drug_trac_codg'],
  additive: true,
  cases: 'boxes',
  sql: (given) => `
    CREATE OR REPLACE TEMP TABLE i_box_line AS
      SELECT CASE WHEN NOT contains(drug_trac_codg, ';') THEN hash(trim(drug_trac_codg)) END AS box, CASE WHEN contains(drug_trac_codg, ';') THEN drug_trac_codg END AS codes,
        p.inst, hash(mdtrt_id) AS visit, day, second FROM (${carried(given)}) l JOIN i_place p USING (fixmedins_code);
    CREATE OR REPLACE TEMP TABLE i_box_sold AS
      SELECT box, inst, visit, day, second FROM i_box_line WHERE box IS NOT NULL
      UNION ALL SELECT hash(trim(code)), inst, visit, day, second FROM (SELECT inst, visit, day, second, unnest(string_split(codes, ';')) AS code FROM i_box_line WHERE codes IS NOT NULL) WHERE trim(code) <> '';
    CREATE OR REPLACE TEMP TABLE i_box AS
      WITH twice AS (SELECT box FROM i_box_sold GROUP BY box HAVING count(*) > 1),
      again AS (SELECT inst, day, visit <> first_value(visit) OVER (PARTITION BY box ORDER BY day, second, visit) AS again FROM i_box_sold SEMI JOIN twice USING (box)),
      counted AS (SELECT inst, day, 0 AS again, count(*) AS boxes FROM i_box_sold GROUP BY ALL
        UNION ALL SELECT inst, day, count(*), 0 FROM again WHERE again GROUP BY ALL)
      SELECT p.fixmedins_code, NULL::VARCHAR AS dept, NULL::VARCHAR AS dr, ${monthOf('day')} AS month, sum(c.again)::BIGINT AS again, sum(c.boxes)::BIGINT AS boxes
      FROM counted c JOIN i_place p USING (inst) GROUP BY ALL`,
};
