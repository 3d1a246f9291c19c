/** Values, and how far each lies from its peers. */
import type { Indicator } from '../definitions/indicator.ts';
import { LEAST_PEERS } from './peers.ts';

/** A normal distribution's MAD is this part of its standard deviation. */
const MAD_OF_SD = 0.6745;

/** Greatest z that is written: beyond it a number says no more. */
const MOST_Z = 99;

/** What the statements need of a definition. */
export function definitionsSql(all: readonly Indicator[]): string {
  const rows = all.map(
    ({ id, unit, least, floor }) =>
      `('${id}', ${unit === 'share'}, ${unit === 'count' || unit === 'sum_fen'}, ${least}, ${floor}::DOUBLE)`,
  );
  return `CREATE OR REPLACE TEMP TABLE i_definition AS FROM (VALUES ${rows.join(', ')}) AS d(indicator, is_share, is_total, least, spread)`;
}

const UNIT = 'level, fixmedins_code, dept, dr';
const same = (a: string, b: string): string =>
  `${a}.level = ${b}.level AND ${a}.fixmedins_code = ${b}.fixmedins_code AND ${a}.dept IS NOT DISTINCT FROM ${b}.dept AND ${a}.dr IS NOT DISTINCT FROM ${b}.dr`;

/**
 * Leaves i_value: i_sum with value, peer_group, peers, peer_median, peer_mad, noise and z. A unit's group is the closest one
 * with enough units over the period, and the same for its months. z is (x − median) ÷ spread, shrunk by cases ÷ (cases +
 * least). The spread is the peers' (MAD ÷ 0.6745), but at least the definition's floor and at least what chance alone
 * makes of so few cases. Departments and doctors differ more for good reasons: their floor is twice that of institutions.
 */
export const COMPARE = `
  CREATE OR REPLACE TEMP TABLE i_x AS
    SELECT s.*, CASE WHEN denominator IS NULL THEN numerator::DOUBLE WHEN denominator > 0 THEN numerator::DOUBLE / denominator END AS x,
      d.is_share, d.is_total, d.least, d.spread, s.cases >= d.least AS enough
    FROM i_sum s JOIN i_definition d USING (indicator);
  CREATE OR REPLACE TEMP TABLE i_unit AS
    SELECT DISTINCT level, fixmedins_code, dept, dr, indicator FROM i_x WHERE month IS NULL AND enough AND x IS NOT NULL;
  CREATE OR REPLACE TEMP TABLE i_seat AS
    WITH member AS (SELECT u.*, g.step, g.peer_group FROM i_unit u JOIN i_group g ON ${same('u', 'g')}),
    large AS (SELECT level, indicator, peer_group FROM member GROUP BY ALL HAVING count(*) >= ${LEAST_PEERS})
    SELECT ${UNIT}, indicator, arg_min(peer_group, step) AS peer_group FROM member SEMI JOIN large USING (level, indicator, peer_group) GROUP BY ALL;
  CREATE OR REPLACE TEMP TABLE i_peer AS
    WITH wanted AS (SELECT DISTINCT level, indicator, peer_group FROM i_seat),
    member AS (SELECT g.level, x.indicator, g.peer_group, x.month, x.x FROM i_x x
      JOIN i_group g ON ${same('x', 'g')}
      SEMI JOIN wanted w ON w.level = g.level AND w.indicator = x.indicator AND w.peer_group = g.peer_group
      WHERE x.enough AND x.x IS NOT NULL),
    middle AS (SELECT level, indicator, peer_group, month, median(x) AS peer_median, count(*) AS peers FROM member GROUP BY ALL)
    SELECT m.level, m.indicator, m.peer_group, m.month, any_value(peer_median) AS peer_median, any_value(peers) AS peers, median(abs(m.x - peer_median)) AS peer_mad
    FROM member m JOIN middle d ON d.level = m.level AND d.indicator = m.indicator AND d.peer_group = m.peer_group AND d.month IS NOT DISTINCT FROM m.month
    GROUP BY ALL;
  CREATE OR REPLACE TEMP TABLE i_value AS
    WITH seated AS (
      SELECT x.*, t.peer_group, p.peers, p.peer_median, p.peer_mad,
        CASE WHEN x.is_share THEN sqrt((greatest(least(p.peer_median, 1), 0) * (1 - greatest(least(p.peer_median, 1), 0)) + 1 / x.cases) / x.cases)
          ELSE abs(p.peer_median) / sqrt(x.cases) END AS noise
      FROM i_x x LEFT JOIN i_seat t ON ${same('x', 't')} AND t.indicator = x.indicator
      LEFT JOIN i_peer p ON p.level = x.level AND p.indicator = x.indicator AND p.peer_group = t.peer_group AND p.month IS NOT DISTINCT FROM x.month)
    SELECT ${UNIT}, month, indicator, numerator, denominator, cases, round(x, 6) AS value, peer_group, peers, round(peer_median, 6) AS peer_median, round(peer_mad, 6) AS peer_mad,
      CASE WHEN enough AND NOT is_total AND peers >= ${LEAST_PEERS} THEN round(greatest(-${MOST_Z}, least(${MOST_Z},
        cases / (cases + least) * (x - peer_median) / greatest(peer_mad / ${MAD_OF_SD}, (CASE level WHEN 'institution' THEN 1 ELSE 2 END) * spread * (CASE WHEN is_share THEN 1 ELSE abs(peer_median) END), noise, 1e-9))), 4) END AS z,
      x, is_share, enough
    FROM seated`;
