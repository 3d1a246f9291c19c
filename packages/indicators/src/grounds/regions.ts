import type { Ground } from './ground.ts';

/** What the pooled fund paid to each institution and to the whole region, of a month and of the period. Reads i_visit. */
export const regions: Ground = {
  name: 'region',
  needs: ['setl_d.hifp_pay'],
  additive: false,
  cases: 'visits',
  sql: () => `
    CREATE OR REPLACE TEMP TABLE i_region AS
      WITH monthly AS (SELECT fixmedins_code, month, sum(coalesce(hifp_fen, 0))::BIGINT AS paid, count(*) AS visits FROM i_visit GROUP BY ALL),
      counted AS (FROM monthly UNION ALL SELECT fixmedins_code, NULL, sum(paid)::BIGINT, sum(visits)::BIGINT FROM monthly GROUP BY ALL)
      SELECT fixmedins_code, NULL::VARCHAR AS dept, NULL::VARCHAR AS dr, month, paid, visits, sum(paid) OVER (PARTITION BY month)::BIGINT AS region_paid FROM counted`,
};
