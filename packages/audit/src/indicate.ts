/** Indicators of every unit, and the institutions ranked by them. */
import { join } from 'node:path';
import { buildIndicators, givenBy, rankInstitutions, writeValues } from '@shouhu/indicators';
import type { IndicatorNotRun, RankedInstitution } from '@shouhu/indicators';
import type { Lake } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import { FILES } from './output/read.ts';
import { writeLines } from './output/whole-file.ts';
import type { RunOptions } from './run-options.ts';

export interface Indicated {
  readonly indicators_not_run: readonly IndicatorNotRun[];
  /** All institutions, the riskiest first. */
  readonly institutions: readonly RankedInstitution[];
}

/**
 * Writes indicators.parquet and institutions.jsonl; leaves i_value, which the national classes of indicators read. Reads the
 * aggregates' views and j_diagnosis.
 */
export async function indicate(
  connection: DuckDBConnection,
  lake: Lake,
  days: { readonly first_day: number; readonly last_day: number },
  { out, model }: RunOptions,
): Promise<Indicated> {
  const indicators_not_run = await buildIndicators(connection, givenBy(lake), days);
  await writeValues(connection, join(out, FILES.indicators));
  const institutions = await rankInstitutions(connection, model);
  await writeLines(join(out, FILES.institutions), institutions);
  return { indicators_not_run, institutions };
}
