/** Judges a lake by the rules of a snapshot, person range by person range, and keeps of the run before what still holds. */
import { join } from 'node:path';
import {
  absentFields,
  daysOf,
  holdLists,
  judgedViews,
  namedItems,
  releaseLists,
  rowCount,
  rowsOf,
  type Extent,
  type Lake,
} from '@shouhu/lake';
import { hasNames, withNamedItems, type Rule, type Ruleset } from '@shouhu/rules';
import type { DuckDBConnection } from '@duckdb/node-api';
import { judgeBySql } from './engine/index.ts';
import { dirtyPersons, personDigests, personTable } from './incremental/persons.ts';
import { planOf, ruleDigests } from './incremental/plan.ts';
import { dropState, personsFile, readState } from './incremental/state.ts';
import type { Ground, RunState } from './incremental/state.ts';
import { judgeOrphans } from './orphans.ts';
import type { Collector } from './output/collector.ts';
import { FILES, readFindings } from './output/read.ts';
import { EVERYBODY, personRanges } from './ranges.ts';
import type { RunOptions } from './run-options.ts';
import { withoutUnfed } from './unfed.ts';
import { VERSION } from './version.ts';

/** What judging came to, beside what the collector holds. */
export interface Judged {
  /** Seconds by statement. */
  readonly statements: Readonly<Record<string, number>>;
  /** To be kept once the results are written; null for a lake without lines. */
  readonly state: Omit<RunState, 'results'> | null;
  /** Persons judged anew; null: all. */
  readonly dirty: number | null;
}

/** Judges the lake into the collector. Leaves x_person for the state. */
export async function judgeLake(
  connection: DuckDBConnection,
  lake: Lake,
  options: RunOptions,
  collector: Collector,
): Promise<Judged> {
  const days = await daysOf(connection, lake);
  const { rules, unfed } = withoutUnfed(options.snapshot.ruleset.rules, lake);
  collector.noteUnfed(unfed);
  if (days === null) return { statements: {}, state: null, dirty: null };
  const ruleset = await resolveNames(connection, lake, { ...options.snapshot.ruleset, rules });
  const ground = groundOf(options, days.first_day, lake);
  const statements: Record<string, number> = {};
  const started = performance.now();
  const before = options.whole === true ? null : await readState(options.out);
  const dirtyShare = await findDirty(connection, lake, options, before);
  statements['persons'] = (performance.now() - started) / 1000;
  const plan = planOf(ruleset, ground, before, dirtyShare ?? 1);
  if (plan.kept.size > 0) await keepEarlier(connection, options, collector, plan.kept);
  await dropState(options.out);
  await collector.add(await judgeOrphans(connection, lake, ruleset), [], connection);
  const passes = [
    ...(await passesOf(connection, lake, options, plan.everybody)),
    ...(plan.dirty === null ? [] : [{ extent: { persons: 'x_dirty' }, rules: plan.dirty }]),
  ];
  for (const [index, { extent, rules: own }] of passes.entries()) {
    const report = (step: string) => options.onProgress?.({ part: index + 1, parts: passes.length, step });
    report('judged views');
    await judgedViews(connection, lake, extent);
    await holdLists(connection);
    const { judgement, timings, unknown } = await judgeBySql(connection, own, {
      first_day: days.first_day,
      absent: ground.absent,
      onStatement: report,
    });
    for (const [name, seconds] of Object.entries(timings)) statements[name] = (statements[name] ?? 0) + seconds;
    await collector.add(judgement, unknown, connection);
  }
  await releaseLists(connection);
  const dirty = plan.dirty === null ? null : await countOf(connection, 'x_dirty');
  return { statements, state: { ground, rules: ruleDigests(ruleset) }, dirty };
}

/** Names of items become the codes that the lake's lines carry beside them. */
async function resolveNames(connection: DuckDBConnection, lake: Lake, ruleset: Ruleset): Promise<Ruleset> {
  return hasNames(ruleset) ? withNamedItems(ruleset, await namedItems(connection, lake)) : ruleset;
}

function groundOf({ snapshot, from, to }: RunOptions, first_day: number, lake: Lake): Ground {
  const absent = absentFields(lake);
  return {
    format: 2,
    version: VERSION,
    as_of: snapshot.as_of,
    exemptions: JSON.stringify(snapshot.exemptions),
    from: from ?? null,
    to: to ?? null,
    first_day,
    absent: [...absent.line, ...absent.visit],
  };
}

/** Creates x_person and, with a run before, x_dirty. @returns the share of persons whose rows changed; null without a run before */
async function findDirty(
  connection: DuckDBConnection,
  lake: Lake,
  { out }: RunOptions,
  before: RunState | null,
): Promise<number | null> {
  const digests = await personDigests(connection, lake, join(out, FILES.cache, 'persons'));
  if (before === null) {
    await connection.run(personTable(digests));
    return null;
  }
  await dirtyPersons(connection, digests, personsFile(out));
  return (await countOf(connection, 'x_dirty')) / Math.max(1, await countOf(connection, 'x_person'));
}

async function countOf(connection: DuckDBConnection, table: string): Promise<number> {
  const [row] = await rowsOf<{ n: number }>(connection, `SELECT count(*) AS n FROM ${table}`);
  return row?.n ?? 0;
}

/** Takes over what the run before found for rules and persons that did not change. */
async function keepEarlier(
  connection: DuckDBConnection,
  { out }: RunOptions,
  collector: Collector,
  kept: ReadonlySet<string>,
): Promise<void> {
  const persons = await rowsOf<{ psn_no: string }>(connection, 'FROM x_dirty');
  const dirty = new Set(persons.map(({ psn_no }) => psn_no));
  const stands = ({ rule_code, psn_no }: { rule_code: string; psn_no: string }): boolean =>
    kept.has(rule_code) && !dirty.has(psn_no);
  for await (const finding of readFindings(join(out, FILES.findings))) {
    if (stands(finding)) await collector.keep(finding);
  }
  for await (const finding of readFindings(join(out, FILES.undecided))) {
    if (stands(finding)) await collector.keepUndecided(finding);
  }
}

interface Pass {
  readonly extent: Extent;
  readonly rules: Ruleset;
}

/** Every range by all rules; boxes change hands, so where there are several ranges their rules see all persons at once. */
async function passesOf(
  connection: DuckDBConnection,
  lake: Lake,
  { lines_per_range }: RunOptions,
  ruleset: Ruleset,
): Promise<Pass[]> {
  if (ruleset.rules.length === 0) return [];
  const ranges = await personRanges(connection, lake, rowCount(lake, 'fee_list_d'), lines_per_range);
  if (ranges.length === 1) return ranges.map((extent) => ({ extent, rules: ruleset }));
  const ofBoxes = (rule: Rule) => rule.rule_type === 'reuse';
  const personal = { ...ruleset, rules: ruleset.rules.filter((rule) => !ofBoxes(rule)) };
  const boxes = { ...ruleset, rules: ruleset.rules.filter(ofBoxes) };
  return [
    ...(personal.rules.length === 0 ? [] : ranges.map((extent) => ({ extent, rules: personal }))),
    ...(boxes.rules.length === 0 ? [] : [{ extent: EVERYBODY, rules: boxes }]),
  ];
}
