import { monthOf } from './ground.ts';
import type { Ground } from './ground.ts';

/** Bed days of each month, taken and open: one row for each institution with beds and month. The day of discharge is free. */
export const beds: Ground = {
  name: 'bed',
  needs: ['fixmedins_b.bed_cnt', 'mdtrt_d.endtime'],
  additive: true,
  cases: '1',
  sql: (_given, { first_day, last_day }) => `
    CREATE OR REPLACE TEMP TABLE i_bed AS
      WITH months AS (SELECT ${monthOf('day')} AS month, min(day) AS from_day, max(day) AS to_day
        FROM (SELECT unnest(range(${first_day}, ${last_day} + 1))::INTEGER AS day) GROUP BY ALL),
      taken AS (SELECT s.inst, m.month, count(*) FILTER (s.end_day IS NOT NULL AND s.end_day BETWEEN m.from_day AND m.to_day) AS discharges,
          sum(greatest(least(greatest(coalesce(s.end_day, ${last_day} + 1), s.day + 1), m.to_day + 1) - greatest(s.day, m.from_day), 0))::BIGINT AS days
        FROM i_stay_base s JOIN months m ON s.day <= m.to_day AND coalesce(s.end_day, ${last_day}) >= m.from_day GROUP BY ALL)
      SELECT p.fixmedins_code, NULL::VARCHAR AS dept, NULL::VARCHAR AS dr, m.month, coalesce(t.days, 0) AS taken, coalesce(t.discharges, 0) AS discharges,
        p.bed_cnt::BIGINT * (m.to_day - m.from_day + 1) AS open_days, p.bed_cnt::BIGINT AS beds
      FROM i_place p CROSS JOIN months m LEFT JOIN taken t ON t.inst = p.inst AND t.month = m.month WHERE p.bed_cnt > 0`,
};
