import type { Ground } from './ground.ts';

/** Outpatients of each institution by its busiest doctor, of a month and of the period. */
export const doctors: Ground = {
  name: 'doctor',
  needs: [],
  additive: false,
  cases: 'visits',
  sql: () => `
    CREATE OR REPLACE TEMP TABLE i_doctor AS
      WITH seen AS (SELECT inst, month, dr, count(*) AS visits FROM i_till_base WHERE NOT pharmacy AND dr IS NOT NULL GROUP BY ALL),
      counted AS (FROM seen UNION ALL SELECT inst, NULL, dr, sum(visits)::BIGINT FROM seen GROUP BY ALL)
      SELECT p.fixmedins_code, NULL::VARCHAR AS dept, NULL::VARCHAR AS dr, month, max(visits) AS busiest, sum(visits)::BIGINT AS visits, count(*) AS doctors
      FROM counted JOIN i_place p USING (inst) GROUP BY ALL`,
};
