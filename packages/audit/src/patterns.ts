/** What no single line shows: schemes over the whole lake, then leads that join them with the findings. */
import { join } from 'node:path';
import { buildAggregates } from '@shouhu/aggregates';
import { daysOf, judgedViews, quote } from '@shouhu/lake';
import type { Lake } from '@shouhu/lake';
import { findSchemes } from '@shouhu/schemes';
import type { Found, SchemeNotRun } from '@shouhu/schemes';
import type { DuckDBConnection } from '@duckdb/node-api';
import { indicate } from './indicate.ts';
import type { Indicated } from './indicate.ts';
import { buildLeads } from './leads/build-leads.ts';
import type { Lead } from './leads/lead.ts';
import { FILES } from './output/read.ts';
import { writeLines } from './output/whole-file.ts';
import type { RunOptions } from './run-options.ts';
import { schemesOf, settingsOf, withExemption } from './schemes.ts';

/** What the patterns of a run came to; no timings but in `timings`. */
export interface Patterns extends Indicated {
  readonly found: readonly Found[];
  readonly not_run: readonly SchemeNotRun[];
  readonly leads: readonly Lead[];
  readonly timings: Readonly<Record<string, number>>;
}

/** Columns of findings.jsonl that schemes and leads read. */
const FINDING_COLUMNS = `{finding_id: 'VARCHAR', rule_code: 'VARCHAR', rule_name: 'VARCHAR', verdict: 'VARCHAR', psn_no: 'VARCHAR',
  fixmedins_code: 'VARCHAR', mdtrt_ids: 'VARCHAR[]', line_ids: 'VARCHAR[]', related_line_ids: 'VARCHAR[]', service_date: 'DATE',
  lines: 'STRUCT(line_id VARCHAR, amount_fen BIGINT, fixmedins_code VARCHAR)[]', exempted_by: 'VARCHAR'}`;

/** A lake without fee lines is looked at all the same: its results are whole, and empty. */
const NO_DAYS = { first_day: 0, last_day: 0 };

/**
 * Writes indicators.parquet, institutions.jsonl, schemes.jsonl, leads.jsonl and lead_lines.parquet. Findings must have been
 * written.
 */
export async function findPatterns(connection: DuckDBConnection, lake: Lake, options: RunOptions): Promise<Patterns> {
  const { out } = options;
  const timings: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    options.onProgress?.({ part: 1, parts: 1, step: name });
    const started = performance.now();
    const result = await work();
    timings[name] = (performance.now() - started) / 1000;
    return result;
  };
  await connection.run(`CREATE OR REPLACE TEMP TABLE x_finding AS
    FROM read_json(${quote(join(out, FILES.findings))}, format = 'newline_delimited', columns = ${FINDING_COLUMNS})`);
  const days = (await daysOf(connection, lake)) ?? NO_DAYS;
  await judgedViews(connection, lake);
  await timed('aggregates', async () =>
    buildAggregates(connection, lake, { cache: join(out, FILES.cache, 'aggregates') }),
  );
  const indicators = await timed('indicators', async () => indicate(connection, lake, days, options));
  const { snapshot } = options;
  const finds = await findSchemes(connection, lake, {
    schemes: schemesOf(snapshot),
    settings: settingsOf(snapshot.settings),
    rules: new Set(snapshot.ruleset.rules.map(({ rule_code }) => rule_code)),
    ...days,
    onStep: ({ id }) => options.onProgress?.({ part: 1, parts: 1, step: id }),
  });
  const found = finds.found.map((each) => withExemption(each, snapshot.exemptions));
  await writeLines(join(out, FILES.schemes), found);
  const detail = join(out, FILES.leadLines);
  const leads = await timed('leads', async () => buildLeads(connection, lake, { found, detail }));
  await writeLines(join(out, FILES.leads), leads);
  const { not_run } = finds;
  return { found, not_run, leads, ...indicators, timings: { ...timings, ...finds.timings } };
}
