import type { Ground } from './ground.ts';

/** How many persons came, in a month and in the period, by institution and way of care. */
export const people: Ground = {
  name: 'person',
  needs: [],
  additive: false,
  cases: 'people',
  sql: () => `
    CREATE OR REPLACE TEMP TABLE i_person AS
      WITH monthly AS (
        SELECT inst, month, psn, CASE WHEN pharmacy THEN 2 ELSE 1 END AS care, count(*) AS visits, sum(fee_fen)::BIGINT AS fee_fen
        FROM i_till_base GROUP BY ALL
        UNION ALL
        SELECT inst, month, psn, 3, count(*), sum(amount_fen)::BIGINT FROM i_stay_base GROUP BY ALL),
      whole AS (SELECT inst, NULL::INTEGER AS month, psn, care, sum(visits)::BIGINT AS visits, sum(fee_fen)::BIGINT AS fee_fen FROM monthly GROUP BY ALL),
      counted AS (SELECT inst, month, care, count(*) AS people, sum(visits)::BIGINT AS visits, sum(fee_fen)::BIGINT AS fee_fen
        FROM (FROM monthly UNION ALL FROM whole) GROUP BY ALL)
      SELECT p.fixmedins_code, NULL::VARCHAR AS dept, NULL::VARCHAR AS dr, month, ['outpatient', 'pharmacy', 'inpatient'][care] AS care, people, visits, fee_fen
      FROM counted JOIN i_place p USING (inst)`,
};
