/** Breaks of monthly series against the peers' movement: season and what changed for all cancel out. */
import { quote, rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import { SIDE, stepOf } from './step.ts';

/** Smallest step that is told: of a share in parts of one, of means and totals as a ratio. */
const LEAST_SHARE = 0.03;
const LEAST_RATIO = 0.25;

/**
 * Series of at least twice {@link SIDE} months: x of shares, ln x of means and totals, less its own median, less the median
 * of the same over the peers in the same month.
 */
const SERIES = `
  WITH moving AS (
    SELECT level, fixmedins_code, dept, dr, indicator, month, peer_group, is_share, CASE WHEN is_share THEN x WHEN x > 0 THEN ln(x) END AS y,
      CASE WHEN is_share THEN sqrt((greatest(least(x, 1), 0) * (1 - greatest(least(x, 1), 0)) + 1 / cases) / cases) ELSE 1 / sqrt(cases) END AS noise
    FROM i_value WHERE month IS NOT NULL AND enough AND x IS NOT NULL AND level <> 'doctor' AND peer_group IS NOT NULL),
  centred AS (SELECT *, y - median(y) OVER (PARTITION BY level, fixmedins_code, dept, indicator) AS own,
      count(*) OVER (PARTITION BY level, fixmedins_code, dept, indicator) AS months FROM moving WHERE y IS NOT NULL),
  member AS (SELECT c.level, c.indicator, c.month, g.peer_group, c.own FROM centred c
    JOIN i_group g ON g.level = c.level AND g.fixmedins_code = c.fixmedins_code AND g.dept IS NOT DISTINCT FROM c.dept),
  moved AS (SELECT level, indicator, month, peer_group, median(own) AS region FROM member
    SEMI JOIN (SELECT DISTINCT level, indicator, peer_group FROM moving) w USING (level, indicator, peer_group) GROUP BY ALL)
  SELECT c.level, c.fixmedins_code, c.dept, c.indicator, any_value(c.is_share) AS is_share, list(c.month ORDER BY c.month) AS months,
    list(c.own - m.region ORDER BY c.month) AS series, median(c.noise) AS noise
  FROM centred c JOIN moved m USING (level, indicator, month, peer_group) WHERE c.months >= ${SIDE * 2} GROUP BY c.level, c.fixmedins_code, c.dept, c.indicator ORDER BY ALL`;

interface Series {
  readonly level: string;
  readonly fixmedins_code: string;
  readonly dept: string | null;
  readonly indicator: string;
  readonly is_share: boolean;
  readonly months: readonly number[];
  readonly series: readonly number[];
  readonly noise: number;
}

/** Leaves i_break (level, fixmedins_code, dept, indicator, trend_month, trend_shift): at most one break a series. */
export async function findBreaks(connection: DuckDBConnection): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE i_break (level VARCHAR, fixmedins_code VARCHAR, dept VARCHAR, indicator VARCHAR,
    trend_month INTEGER, trend_shift DOUBLE)`);
  const found = (await rowsOf<Series>(connection, SERIES)).flatMap((row) => breakOf(row));
  for (let from = 0; from < found.length; from += 1000) {
    await connection.run(`INSERT INTO i_break VALUES ${found.slice(from, from + 1000).join(', ')}`);
  }
}

function breakOf({ level, fixmedins_code, dept, indicator, is_share, months, series, noise }: Series): string[] {
  const step = stepOf(series, noise);
  if (step === null) return [];
  const shift = is_share ? step.shift : Math.exp(step.shift) - 1;
  const month = months[step.at];
  const large = is_share ? Math.abs(shift) >= LEAST_SHARE : Math.abs(step.shift) >= Math.log(1 + LEAST_RATIO);
  if (!large || month === undefined) return [];
  const unit = [level, fixmedins_code].map(quote).join(', ');
  const rounded = Math.round(shift * 10_000) / 10_000;
  return [`(${unit}, ${dept === null ? 'NULL' : quote(dept)}, ${quote(indicator)}, ${month}, ${rounded})`];
}
