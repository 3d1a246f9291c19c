/** Values of one indicator over tiny relations. */
import { rowsOf } from '@shouhu/lake';
import { buildIndicators } from '../build.ts';
import { DAYS, givenAllBut, relations } from '../relations.fixture.ts';
import type { Place, Visits } from '../relations.fixture.ts';

interface Value {
  readonly level: string;
  readonly fixmedins_code: string;
  readonly dept: string | null;
  readonly dr: string | null;
  readonly month: number | null;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly cases: number;
  readonly value: number | null;
  readonly peer_group: string | null;
  readonly peers: number | null;
  readonly peer_median: number | null;
  readonly z: number | null;
}

export async function valuesOf(
  places: readonly Place[],
  groups: readonly Visits[],
  indicator: string,
  absent: readonly string[] = [],
): Promise<Value[]> {
  const connection = await relations(places, groups);
  await buildIndicators(connection, givenAllBut(...absent), DAYS);
  const rows = await rowsOf<Value>(
    connection,
    `SELECT level, fixmedins_code, dept, dr, month, numerator, denominator, cases, value, peer_group, peers, peer_median, z
     FROM i_value WHERE indicator = '${indicator}' ORDER BY ALL`,
  );
  connection.closeSync();
  return rows;
}

export const many = (count: number, from = 2): Place[] =>
  Array.from({ length: count }, (_, at) => ({ fixmedins_code: `H${from + at}` }));

export const each = (places: readonly Place[], count: number, of: Visits['of']): Visits[] =>
  places.map(({ fixmedins_code }) => ({ count, of: { ...of, fixmedins_code: `'${fixmedins_code}'` } }));
