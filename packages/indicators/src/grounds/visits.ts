import { monthOf } from './ground.ts';
import type { Ground } from './ground.ts';

/** Every judged visit with lines, as the aggregates keep it: a view, read once. A stay belongs to the month of its end. */
export const visits: Ground = {
  name: 'visit',
  needs: [],
  additive: true,
  cases: '1',
  sql: () => `
    CREATE OR REPLACE TEMP VIEW i_visit AS
      SELECT *, ${monthOf("CASE WHEN care_type = 'inpatient' THEN coalesce(end_day, day) ELSE day END")} AS month
      FROM a_visit WHERE lines > 0 AND care_type IS NOT NULL`,
};
