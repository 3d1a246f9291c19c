/** The files of a finished run. */
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { civilDay, formatCivilDate } from '@shouhu/codes';
import { copyReports, holding, rowsOf, type Lake } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { RunOptions, RunTimes } from '../run-options.ts';
import type { Collector } from './collector.ts';
import type { Patterns } from '../patterns.ts';
import { VERSION } from '../version.ts';
import { FILES } from './read.ts';
import { summaryOf, type Summary } from './summary.ts';
import { writeJson } from './whole-file.ts';

/** Writes what is not written yet: quality, rejects, summary and timings. */
export async function writeReports(
  connection: DuckDBConnection,
  lake: Lake,
  options: RunOptions,
  collector: Collector,
  patterns: Patterns,
  times: RunTimes,
): Promise<Summary> {
  const { out } = options;
  const summary = await summarise(connection, lake, options, collector, patterns);
  await copyReports(lake, out);
  await writeJson(join(out, FILES.summary), summary);
  await writeJson(join(out, FILES.run), { ...times, machine: machine() });
  return summary;
}

async function summarise(
  connection: DuckDBConnection,
  lake: Lake,
  { snapshot, from, to }: RunOptions,
  collector: Collector,
  patterns: Patterns,
): Promise<Summary> {
  const firstPoint = Math.min(
    ...snapshot.ruleset.rules
      .filter(({ rule_code }) => !rule_code.startsWith('SH-'))
      .flatMap(({ points }) => points.map((point) => point.from)),
  );
  const within = [
    ...(from === undefined ? [] : [`fee_ocur_time >= ${from}`]),
    ...(to === undefined ? [] : [`fee_ocur_time <= ${to}`]),
  ];
  const [counts] = await rowsOf<{ lines: number; early: number; first: number | null; last: number | null }>(
    connection,
    `SELECT count(*) AS lines, count(*) FILTER (fee_ocur_time < ${Number.isFinite(firstPoint) ? firstPoint : 0}) AS early,
       min(fee_ocur_time) AS first, max(fee_ocur_time) AS last
     FROM ${holding(lake, 'fee_list_d')} WHERE net_cnt > 0 ${within.map((part) => `AND ${part}`).join(' ')}`,
  );
  const names = await rowsOf<{ fixmedins_code: string; fixmedins_name: string | null }>(
    connection,
    `SELECT fixmedins_code, any_value(fixmedins_name) AS fixmedins_name FROM ${holding(lake, 'fixmedins_b')} GROUP BY 1 ORDER BY 1`,
  );
  const { digest, as_of, parts } = snapshot;
  return summaryOf({
    versions: { shouhu: VERSION },
    snapshot: { digest, as_of, parts },
    period: { from: dateText(from ?? counts?.first), to: dateText(to ?? counts?.last) },
    lines: counts?.lines ?? 0,
    lines_before_knowledge: counts?.early ?? 0,
    totals: collector.totaller.totals(),
    exempted: collector.exempted,
    rules: new Map(snapshot.ruleset.rules.map((rule) => [rule.rule_code, rule.rule_name])),
    undecided: collector.undecidedByRule,
    not_run: collector.notRun,
    patterns,
    institutions: new Map(
      names.flatMap((row) => (row.fixmedins_name === null ? [] : [[row.fixmedins_code, row.fixmedins_name]])),
    ),
  });
}

function dateText(day: number | null | undefined): string | null {
  return day === null || day === undefined ? null : formatCivilDate(civilDay(day));
}

function machine() {
  return {
    cores: availableParallelism(),
    memory_mb: Math.round(totalmem() / 1_048_576),
    node: process.version,
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}
