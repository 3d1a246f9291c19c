/** Indicators of institutions over the whole period, beside their peers. */
import { quote, rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Run } from '../run/open-run.ts';
import type { PageIndicator, PageIndicatorValue, PageIndicators } from './model.ts';

/** Values that a page bears; those indicators come first that the risk of an institution is made of. */
const MOST_VALUES = 15_000;

interface Row extends PageIndicatorValue {
  readonly indicator: string;
}

/** @returns null where the run has no indicators */
export async function pageIndicators(
  connection: DuckDBConnection,
  { indicators, risks }: Run,
): Promise<PageIndicators | null> {
  if (indicators === null) return null;
  const rows = await rowsOf<Row>(
    connection,
    `SELECT indicator, fixmedins_code AS institution, round(value, 6) AS value, peer_group, round(peer_median, 6) AS peer_median, z
     FROM read_parquet(${quote(indicators)})
     WHERE level = 'institution' AND month IS NULL AND value IS NOT NULL ORDER BY indicator, institution`,
  );
  const parts = (risks ?? []).flatMap((risk) => risk.parts);
  const names = new Map(parts.map(({ indicator, name }) => [indicator, name]));
  const points = new Map<string, number>();
  for (const part of parts) points.set(part.indicator, (points.get(part.indicator) ?? 0) + part.points);
  const weight = (code: string): number => points.get(code) ?? 0;
  const list: PageIndicator[] = [...Map.groupBy(rows, ({ indicator }) => indicator)]
    .map(([code, values]) => ({
      code,
      name: names.get(code) ?? code,
      values: values.map(({ institution, value, peer_group, peer_median, z }) => ({
        institution,
        value,
        peer_group: peer_group ?? '',
        peer_median,
        z,
      })),
    }))
    .toSorted((a, b) => weight(b.code) - weight(a.code) || (a.code < b.code ? -1 : 1));
  let left = MOST_VALUES;
  return {
    list: list.filter(({ values }) => {
      left -= values.length;
      return left >= 0;
    }),
  };
}
