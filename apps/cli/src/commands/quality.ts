import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentKnowledge } from '@shouhu/rulebook';
import { schemes } from '@shouhu/schemes';
import type { ClassScore, SchemeScore } from '@shouhu/synth';
import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import { scoreLine, scoreRun } from '../score.ts';
import type { RunScore } from '../score.ts';
import { classTable, schemeTable } from '../score-tables.ts';
import { countText, print, printJson } from '../terminal.ts';
import { judge } from './audit.ts';
import { runImport } from './import.ts';
import { writeCounty } from './synth.ts';

interface QualityFlags {
  readonly seeds: number;
  readonly seed: number;
  readonly insured: number;
  readonly months: number;
  readonly json?: true;
}

/** `shouhu quality`: recall and false alarms per class and scheme over labelled counties. */
export function addQuality(program: Command): void {
  program
    .command('quality')
    .description('对照答案评分 · recall and false alarms against the labels of invented counties')
    .option('--seeds <n>', '多少个种子 · how many seeds', wholeNumber('--seeds', 1, 1_000), 1)
    .option('--seed <n>', '首个种子 · first seed', wholeNumber('--seed', 0, 4_294_967_295), 1)
    .option('--insured <n>', '参保人数 · insured persons', wholeNumber('--insured', 1, 20_000_000), 8_000)
    .option('--months <n>', '月数 · months', wholeNumber('--months', 1, 12), 12)
    .option('--json', '机器输出 · machine output')
    .action(quality);
}

async function quality({ seeds, seed, insured, months, json }: QualityFlags): Promise<void> {
  const classes = new Map<string, ClassScore>();
  const patterns = new Map<string, SchemeScore>();
  const ranking: number[] = [];
  let lines = 0;
  for (let offset = 0; offset < seeds; offset += 1) {
    const { score, lines: own } = await scoreCounty({ seed: seed + offset, insured, months });
    lines += own;
    if (score.ranking !== null) ranking.push(score.ranking);
    for (const one of score.classes) classes.set(one.rule_code, addClass(classes.get(one.rule_code), one));
    for (const one of score.schemes) patterns.set(one.scheme, addScheme(patterns.get(one.scheme), one));
  }
  const score = { classes: inOrder(classes), schemes: inOrder(patterns) };
  const alarms = falseAlarms(score);
  if (json) return printJson({ seeds, seed, insured, months, lines, ...score, ranking, false_alarms: alarms });
  const rules = currentKnowledge().snapshot.ruleset.rules;
  print(classTable(score.classes, new Map(rules.map(({ rule_code, rule_name }) => [rule_code, rule_name]))));
  print('');
  print(schemeTable(score.schemes, new Map(schemes.map(({ id, name }) => [id, name]))));
  print('');
  print(scoreLine(score));
  print(
    `费用明细 ${countText(lines)} 行；误报：明确违规 ${alarms.violation} 条，可疑（含模型）${alarms.suspicion} 条 · ` +
      `${countText(lines)} lines; false alarms: ${alarms.violation} violations, ${alarms.suspicion} suspicions with schemes`,
  );
  if (ranking.length > 0) print(rankingLine(ranking));
}

/** How well indicators alone rank the institutions of each county. */
function rankingLine(ranking: readonly number[]): string {
  const least = Math.min(...ranking).toFixed(3);
  const mean = (ranking.reduce((sum, auc) => sum + auc, 0) / ranking.length).toFixed(3);
  return `机构风险排序 AUC：最低 ${least}，平均 ${mean} · AUC of the ranking of institutions: least ${least}, mean ${mean}`;
}

async function scoreCounty(county: {
  seed: number;
  insured: number;
  months: number;
}): Promise<{ score: RunScore; lines: number }> {
  const scratch = await mkdtemp(join(tmpdir(), 'shouhu-quality-'));
  try {
    const claims = join(scratch, 'claims');
    const lake = join(scratch, 'lake');
    writeCounty({ ...county, out: claims });
    await runImport(claims, lake, { keyFile: join(scratch, 'key') });
    const { lines } = await judge({ out: join(scratch, 'out') }, lake, currentKnowledge().snapshot);
    return { score: await scoreRun(claims, join(scratch, 'out')), lines };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** False alarms on look-alikes and on honest background, by what they accuse of. */
function falseAlarms({ classes, schemes: patterns }: Omit<RunScore, 'ranking'>): {
  violation: number;
  suspicion: number;
} {
  const verdicts = new Map(
    currentKnowledge().snapshot.ruleset.rules.map(({ rule_code, verdict }) => [rule_code, verdict]),
  );
  const alarms = { violation: 0, suspicion: 0 };
  for (const { rule_code, false_alarms, extra_findings_on_honest } of classes) {
    alarms[verdicts.get(rule_code) ?? 'suspicion'] += false_alarms.length + extra_findings_on_honest;
  }
  for (const { false_on_look_alikes, false_on_honest } of patterns) {
    alarms.suspicion += false_on_look_alikes.length + false_on_honest;
  }
  return alarms;
}

function inOrder<T>(scores: ReadonlyMap<string, T>): T[] {
  return [...scores].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, score]) => score);
}

function addClass(left: ClassScore | undefined, right: ClassScore): ClassScore {
  if (left === undefined) return right;
  return {
    rule_code: left.rule_code,
    violations: left.violations + right.violations,
    found: left.found + right.found,
    missed: [...left.missed, ...right.missed],
    look_alikes: left.look_alikes + right.look_alikes,
    false_alarms: [...left.false_alarms, ...right.false_alarms],
    extra_findings_on_honest: left.extra_findings_on_honest + right.extra_findings_on_honest,
    amount_errors: [...left.amount_errors, ...right.amount_errors],
  };
}

/** Shares anew from the counts; the money error is the mean of the counties' medians. */
function addScheme(left: SchemeScore | undefined, right: SchemeScore): SchemeScore {
  if (left === undefined) return right;
  const planted = left.planted + right.planted;
  const found = left.found + right.found;
  const hits = left.hits + right.hits;
  const true_hits = left.true_hits + right.true_hits;
  const cross_hits = left.cross_hits + right.cross_hits;
  return {
    scheme: left.scheme,
    planted,
    found,
    missed: [...left.missed, ...right.missed],
    missed_but_met: [...left.missed_but_met, ...right.missed_but_met],
    recall: planted === 0 ? null : found / planted,
    hits,
    true_hits,
    cross_hits,
    look_alikes: left.look_alikes + right.look_alikes,
    false_on_look_alikes: [...left.false_on_look_alikes, ...right.false_on_look_alikes],
    false_on_honest: left.false_on_honest + right.false_on_honest,
    precision: hits === 0 ? null : (true_hits + cross_hits) / hits,
    money_error: meanError(left, right),
  };
}

/** Mean of the two, each weighted by the plants that were found. */
function meanError(left: SchemeScore, right: SchemeScore): number | null {
  if (left.money_error === null) return right.money_error;
  if (right.money_error === null) return left.money_error;
  return (left.money_error * left.found + right.money_error * right.found) / Math.max(1, left.found + right.found);
}
