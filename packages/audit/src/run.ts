/** A run: the rules of a snapshot over a lake, person range by person range, into a folder of results. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromSystemError } from '@shouhu/errors';
import { absentFields, daysOf, judgedViews, namedItems, openEngine, openLake, type Lake } from '@shouhu/lake';
import { hasNames, withNamedItems, type Rule, type Ruleset } from '@shouhu/rules';
import type { DuckDBConnection } from '@duckdb/node-api';
import { judgeBySql } from './engine/index.ts';
import { judgeOrphans } from './orphans.ts';
import { Collector } from './output/collector.ts';
import type { Summary } from './output/summary.ts';
import { writeReports } from './output/reports.ts';
import { EVERYBODY, personRanges, type PersonRange } from './ranges.ts';
import type { RunOptions } from './run-options.ts';
import { withoutUnfed } from './unfed.ts';

/**
 * Judges a lake and writes findings.jsonl, cannot_decide.jsonl, summary.json and run.json, each whole or not at all.
 * @throws ShouhuError when the lake cannot be read or OUT cannot be written
 */
export async function runAudit(options: RunOptions): Promise<Summary> {
  const started = new Date();
  const lake = await openLake(options.lake);
  await makeOut(options.out);
  const scratch = await mkdtemp(join(tmpdir(), 'shouhu-audit-'));
  const engine = await openEngine({
    spill: join(scratch, 'spill'),
    ...(options.memory_mb === undefined ? {} : { memory_mb: options.memory_mb }),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
  const collector = await Collector.create(options);
  try {
    const connection = await engine.connect();
    const statements = await judgeAll(connection, lake, options, collector);
    const times = { started_at: started.toISOString(), seconds: (Date.now() - started.getTime()) / 1000, statements };
    return await writeReports(connection, lake, options, collector, times);
  } finally {
    await collector.discard();
    engine.closeSync();
    await rm(scratch, { recursive: true, force: true });
  }
}

async function makeOut(out: string): Promise<void> {
  try {
    await mkdir(out, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fromSystemError(error, out, 'write') ?? error;
  }
}

async function judgeAll(
  connection: DuckDBConnection,
  lake: Lake,
  options: RunOptions,
  collector: Collector,
): Promise<Record<string, number>> {
  const days = await daysOf(connection, lake);
  const { rules, unfed } = withoutUnfed(options.snapshot.ruleset.rules, lake);
  collector.noteUnfed(unfed);
  if (days === null) return {};
  const ruleset = await resolveNames(connection, lake, { ...options.snapshot.ruleset, rules });
  const absent = absentFields(lake);
  const statements: Record<string, number> = {};
  await collector.add(await judgeOrphans(connection, lake, ruleset), [], connection);
  const passes = await passesOf(connection, lake, options, ruleset);
  for (const [index, { range, rules: own }] of passes.entries()) {
    const report = (step: string) => options.onProgress?.({ part: index + 1, parts: passes.length, step });
    report('judged views');
    await judgedViews(connection, lake, range);
    const { judgement, timings, unknown } = await judgeBySql(connection, own, {
      first_day: days.first_day,
      absent: [...absent.line, ...absent.visit],
      onStatement: report,
    });
    for (const [name, seconds] of Object.entries(timings)) statements[name] = (statements[name] ?? 0) + seconds;
    await collector.add(judgement, unknown, connection);
  }
  return statements;
}

/** Names of items become the codes that the lake's lines carry beside them. */
async function resolveNames(connection: DuckDBConnection, lake: Lake, ruleset: Ruleset): Promise<Ruleset> {
  return hasNames(ruleset) ? withNamedItems(ruleset, await namedItems(connection, lake)) : ruleset;
}

interface Pass {
  readonly range: PersonRange;
  readonly rules: Ruleset;
}

/** Every range by all rules; boxes change hands, so where there are several ranges their rules see all persons at once. */
async function passesOf(
  connection: DuckDBConnection,
  lake: Lake,
  { lines_per_range }: RunOptions,
  ruleset: Ruleset,
): Promise<Pass[]> {
  const ranges = await personRanges(connection, lake, lineCount(lake), lines_per_range);
  if (ranges.length === 1) return ranges.map((range) => ({ range, rules: ruleset }));
  const ofBoxes = (rule: Rule) => rule.rule_type === 'reuse';
  const personal = { ...ruleset, rules: ruleset.rules.filter((rule) => !ofBoxes(rule)) };
  const boxes = { ...ruleset, rules: ruleset.rules.filter(ofBoxes) };
  return [
    ...ranges.map((range) => ({ range, rules: personal })),
    ...(boxes.rules.length === 0 ? [] : [{ range: EVERYBODY, rules: boxes }]),
  ];
}

/** Lines the lake holds, by its manifest. */
function lineCount(lake: Lake): number {
  const parts = lake.manifest.tables['fee_list_d']?.parts ?? {};
  return Object.values(parts)
    .flat()
    .reduce((sum, file) => sum + file.rows, 0);
}
