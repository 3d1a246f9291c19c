/** Indicators of institutions beside their peers, over the whole period and by month. */
import { indicators } from '@shouhu/indicators';
import type { Indicator } from '@shouhu/indicators';
import { quote, rowsOf } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Run } from '../run/open-run.ts';
import type { PageIndicator, PageIndicatorValue, PageIndicators, PageSeries, PageUnit } from './model.ts';

/** Values that a page bears; those indicators come first that the risk of an institution is made of. */
const MOST_VALUES = 15_000;
/** Institutions by rank, and parts of each, that are shown by month. */
const SERIES = { institutions: 60, parts: 4 } as const;

const DEFINED: ReadonlyMap<string, Indicator> = new Map(indicators.map((one) => [one.id, one]));

/** The unit of an indicator; of one that this version does not know, a plain count. */
export function unitOf(indicator: string): PageUnit {
  return DEFINED.get(indicator)?.unit ?? 'count';
}

interface Row extends PageIndicatorValue {
  readonly indicator: string;
}

/** @returns null where the run has no indicators */
export async function pageIndicators(connection: DuckDBConnection, run: Run): Promise<PageIndicators | null> {
  if (run.indicators === null) return null;
  const rows = await rowsOf<Row>(
    connection,
    `SELECT indicator, fixmedins_code AS institution, round(value, 6) AS value, coalesce(peer_group, '') AS peer_group,
       round(peer_median, 6) AS peer_median, z, trend_month
     FROM read_parquet(${quote(run.indicators)})
     WHERE level = 'institution' AND month IS NULL AND value IS NOT NULL AND peer_median IS NOT NULL ORDER BY indicator, institution`,
  );
  const parts = (run.risks ?? []).flatMap((risk) => risk.parts);
  const points = new Map<string, number>();
  for (const part of parts) points.set(part.indicator, (points.get(part.indicator) ?? 0) + part.points);
  const weight = (code: string): number => points.get(code) ?? 0;
  const list: PageIndicator[] = [...Map.groupBy(rows, ({ indicator }) => indicator)]
    .map(([code, values]) => ({
      code,
      name: DEFINED.get(code)?.name ?? code,
      unit: unitOf(code),
      about: DEFINED.get(code)?.about ?? '',
      values: values.map(({ institution, value, peer_group, peer_median, z, trend_month }) => ({
        institution,
        value,
        peer_group,
        peer_median,
        z,
        trend_month: monthText(trend_month),
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

interface MonthRow {
  readonly institution: string;
  readonly indicator: string;
  readonly month: string;
  readonly value: number | null;
  readonly peer_median: number | null;
  readonly trend_month: string | null;
}

/** The strongest parts of the riskiest institutions by month; by institution. */
export async function seriesOf(
  connection: DuckDBConnection,
  { indicators: file, risks }: Run,
): Promise<ReadonlyMap<string, readonly PageSeries[]>> {
  const wanted = (risks ?? [])
    .filter(({ rank }) => rank <= SERIES.institutions)
    .flatMap(({ fixmedins_code, parts }) =>
      parts
        .filter(({ dept, dr }) => dept === null && dr === null)
        .slice(0, SERIES.parts)
        .map(({ indicator, indicator_name }) => ({ institution: fixmedins_code, indicator, name: indicator_name })),
    );
  if (file === null || wanted.length === 0) return new Map();
  const rows = await rowsOf<MonthRow>(
    connection,
    `WITH wanted AS (FROM (VALUES ${wanted.map(({ institution, indicator }) => `(${quote(institution)}, ${quote(indicator)})`).join(', ')}) AS t(institution, indicator)),
     values_of AS (SELECT fixmedins_code AS institution, indicator, month, round(value, 6) AS value, round(peer_median, 6) AS peer_median, trend_month
       FROM read_parquet(${quote(file)}) WHERE level = 'institution')
     SELECT v.institution, v.indicator, v.month, v.value, v.peer_median, p.trend_month FROM values_of v JOIN wanted USING (institution, indicator)
     LEFT JOIN values_of p ON p.institution = v.institution AND p.indicator = v.indicator AND p.month IS NULL
     WHERE v.month IS NOT NULL ORDER BY ALL`,
  );
  const byPart = Map.groupBy(rows, ({ institution, indicator }) => `${institution}|${indicator}`);
  const series = wanted.flatMap(({ institution, indicator, name }) => {
    const own = byPart.get(`${institution}|${indicator}`) ?? [];
    if (own.length === 0) return [];
    return {
      institution,
      name,
      unit: unitOf(indicator),
      months: own.map(({ month }) => monthText(month) ?? ''),
      values: own.map(({ value }) => value),
      medians: own.map(({ peer_median }) => peer_median),
      trend_month: monthText(own[0]?.trend_month ?? null),
    };
  });
  return Map.groupBy(series, ({ institution }) => institution);
}

/** yyyyMM as yyyy-MM. */
function monthText(month: string | null): string | null {
  return month === null ? null : month.replace(/^(\d{4})(\d{2})$/, '$1-$2');
}
