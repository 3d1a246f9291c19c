/** Computes every indicator that the lake can give; what cannot be computed is named. */
import { rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Indicator } from './definitions/indicator.ts';
import { indicators } from './definitions/index.ts';
import { PLACES } from './grounds/ground.ts';
import type { Days, Ground } from './grounds/ground.ts';
import { grounds } from './grounds/index.ts';
import type { Given } from './given.ts';
import { findBreaks } from './trend/breaks.ts';
import { COMPARE, definitionsSql } from './values/compare.ts';
import { groupsSql } from './values/peers.ts';
import { SUMS, sumsSql } from './values/sums.ts';

/** An indicator without a single comparison, and why. */
export interface IndicatorNotRun {
  readonly indicator: string;
  readonly indicator_name: string;
  /** Tables or columns that it lacks; empty where no unit has enough cases and peers. */
  readonly absent: readonly string[];
}

/**
 * Leaves i_value (level, unit, month, indicator with numerator … z) and i_break on the connection. Reads the aggregates'
 * views and j_diagnosis.
 */
export async function buildIndicators(
  connection: DuckDBConnection,
  given: Given,
  days: Days,
): Promise<readonly IndicatorNotRun[]> {
  const lacking = new Map(indicators.map((one) => [one.id, lacks(given, one)]));
  const counted = indicators.filter(({ id }) => lacking.get(id)?.length === 0);
  await connection.run(`${PLACES}; ${SUMS}`);
  for (const ground of grounds.filter(({ needs }) => needs.every((source) => given.has(source)))) {
    await connection.run(ground.sql(given, days));
    const own = counted.filter((one) => one.ground === ground.name);
    if (own.length > 0) await connection.run(sumsSql(ground, own));
  }
  await connection.run(definitionsSql(counted));
  await connection.run(groupsSql(staffOf(given)));
  await connection.run(COMPARE);
  await findBreaks(connection);
  const compared = await rowsOf<{ indicator: string }>(
    connection,
    'SELECT DISTINCT indicator FROM i_value WHERE z IS NOT NULL',
  );
  await freeGrounds(connection);
  return notRun(lacking, new Set(compared.map(({ indicator }) => indicator)));
}

function groundOf({ ground }: Indicator): Ground | undefined {
  return grounds.find(({ name }) => name === ground);
}

function lacks(given: Given, one: Indicator): readonly string[] {
  const needs = new Set([...(groundOf(one)?.needs ?? []), ...one.needs]);
  return [...needs].filter((source) => !given.has(source)).toSorted();
}

function notRun(lacking: ReadonlyMap<string, readonly string[]>, compared: ReadonlySet<string>): IndicatorNotRun[] {
  return indicators.flatMap(({ id, name, unit }) => {
    const absent = lacking.get(id) ?? [];
    const total = unit === 'count' || unit === 'sum_fen';
    return absent.length === 0 && (total || compared.has(id)) ? [] : [{ indicator: id, indicator_name: name, absent }];
  });
}

const staffOf = (given: Given): string =>
  given.has('medins_staff_b')
    ? `(SELECT dr_code AS dr, dept_codg AS dept FROM ${given.table('medins_staff_b')})`
    : '(SELECT NULL::VARCHAR AS dr, NULL::VARCHAR AS dept WHERE false)';

/** Grounds hold a row a visit: gone as soon as their sums stand. */
async function freeGrounds(connection: DuckDBConnection): Promise<void> {
  const kept = ['i_value', 'i_break', 'i_place'];
  const rows = await rowsOf<{ name: string; kind: string }>(
    connection,
    `SELECT view_name AS name, 'VIEW' AS kind FROM duckdb_views() WHERE temporary AND starts_with(view_name, 'i_')
     UNION ALL SELECT table_name, 'TABLE' FROM duckdb_tables() WHERE temporary AND starts_with(table_name, 'i_')`,
  );
  for (const { name, kind } of rows.toSorted((a, b) => (a.kind < b.kind ? 1 : -1))) {
    if (!kept.includes(name)) await connection.run(`DROP ${kind} ${name}`);
  }
}
