/** What no single line shows: schemes over the whole lake, then leads that join them with the findings. */
import { join } from 'node:path';
import { buildAggregates } from '@shouhu/aggregates';
import { daysOf, judgedViews, quote } from '@shouhu/lake';
import type { Lake } from '@shouhu/lake';
import { findSchemes, schemes } from '@shouhu/schemes';
import type { Found, SchemeNotRun } from '@shouhu/schemes';
import type { DuckDBConnection } from '@duckdb/node-api';
import { buildLeads } from './leads/build-leads.ts';
import type { Lead } from './leads/lead.ts';
import { FILES } from './output/read.ts';
import { writeLines } from './output/whole-file.ts';
import type { RunOptions } from './run-options.ts';

/** What the patterns of a run came to; no timings but in `timings`. */
export interface Patterns {
  readonly found: readonly Found[];
  readonly not_run: readonly SchemeNotRun[];
  readonly leads: readonly Lead[];
  readonly timings: Readonly<Record<string, number>>;
}

/** Columns of findings.jsonl that schemes and leads read. */
const FINDING_COLUMNS = `{finding_id: 'VARCHAR', rule_code: 'VARCHAR', rule_name: 'VARCHAR', verdict: 'VARCHAR', psn_no: 'VARCHAR',
  fixmedins_code: 'VARCHAR', mdtrt_ids: 'VARCHAR[]', line_ids: 'VARCHAR[]', related_line_ids: 'VARCHAR[]', service_date: 'DATE',
  lines: 'STRUCT(line_id VARCHAR, amount_fen BIGINT)[]', exempted_by: 'VARCHAR'}`;

/** Writes schemes.jsonl, leads.jsonl and lead_lines.parquet. Findings must have been written. */
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
  const days = await daysOf(connection, lake);
  if (days === null) {
    await writeLines(join(out, FILES.schemes), []);
    await writeLines(join(out, FILES.leads), []);
    return { found: [], not_run: [], leads: [], timings };
  }
  await judgedViews(connection, lake);
  await timed('aggregates', async () =>
    buildAggregates(connection, lake, { cache: join(out, FILES.cache, 'aggregates') }),
  );
  const {
    found,
    not_run,
    timings: bySchemes,
  } = await findSchemes(connection, lake, {
    schemes,
    settings: new Map(),
    ...days,
    onStep: ({ id }) => options.onProgress?.({ part: 1, parts: 1, step: id }),
  });
  await writeLines(join(out, FILES.schemes), found);
  const detail = join(out, FILES.leadLines);
  const leads = await timed('leads', async () => buildLeads(connection, lake, { found, exempted: new Set(), detail }));
  await writeLines(join(out, FILES.leads), leads);
  return { found, not_run, leads, timings: { ...timings, ...bySchemes } };
}
