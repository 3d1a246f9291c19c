import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentKnowledge } from '@shouhu/rulebook';
import type { ClassScore } from '@shouhu/synth';
import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import { scoreLine, scoreRun, scoreTable } from '../score.ts';
import { print, printJson } from '../terminal.ts';
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

/** `shouhu quality`: recall and false alarms per class over labelled counties. */
export function addQuality(program: Command): void {
  program
    .command('quality')
    .description('对照答案评分 · recall and false alarms against the labels of invented counties')
    .option('--seeds <n>', '多少个种子 · how many seeds', wholeNumber('--seeds', 1, 1_000), 1)
    .option('--seed <n>', '首个种子 · first seed', wholeNumber('--seed', 0, 4_294_967_295), 1)
    .option('--insured <n>', '参保人数 · insured persons', wholeNumber('--insured', 1, 20_000_000), 5_000)
    .option('--months <n>', '月数 · months', wholeNumber('--months', 1, 12), 12)
    .option('--json', '机器输出 · machine output')
    .action(quality);
}

async function quality({ seeds, seed, insured, months, json }: QualityFlags): Promise<void> {
  const total = new Map<string, ClassScore>();
  for (let offset = 0; offset < seeds; offset += 1) {
    for (const score of await scoreCounty({ seed: seed + offset, insured, months })) {
      total.set(score.rule_code, add(total.get(score.rule_code), score));
    }
  }
  const scores = [...total.values()];
  if (json) return printJson({ seeds, insured, months, classes: scores });
  const names = currentKnowledge().snapshot.ruleset.rules.map((rule) => [rule.rule_code, rule.rule_name] as const);
  print(scoreTable(scores, new Map(names)));
  print(scoreLine(scores));
}

async function scoreCounty(county: { seed: number; insured: number; months: number }): Promise<readonly ClassScore[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'shouhu-quality-'));
  try {
    const claims = join(scratch, 'claims');
    const lake = join(scratch, 'lake');
    writeCounty({ ...county, out: claims });
    await runImport(claims, lake, { keyFile: join(scratch, 'key') });
    await judge({ out: join(scratch, 'out') }, lake, currentKnowledge().snapshot);
    return await scoreRun(join(claims, 'labels.jsonl'), join(scratch, 'out'));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function add(left: ClassScore | undefined, right: ClassScore): ClassScore {
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
