import { generateCounty, type CountyOptions, type CountySummary, type Month } from '@shouhu/synth';
import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import { countText, print, printJson } from '../terminal.ts';

interface SynthFlags {
  readonly insured: number;
  readonly months: number;
  readonly seed: number;
  readonly lines?: number;
  readonly registry?: string;
  readonly out: string;
  readonly hospitalStock?: boolean;
  readonly json?: true;
}

/** `shouhu synth`: an invented, labelled county. */
export function addSynth(program: Command): void {
  program
    .command('synth')
    .description('生成带答案的虚构县 · write an invented county with labels')
    .requiredOption('--out <dir>', '输出文件夹 · folder for the tables')
    .option('--insured <n>', '参保人数 · insured persons', wholeNumber('--insured', 1, 20_000_000), 5_000)
    .option('--months <n>', '月数 · months', wholeNumber('--months', 1, 12), 12)
    .option('--seed <n>', '种子 · seed', wholeNumber('--seed', 0, 4_294_967_295), 1)
    .option('--lines <n>', '费用明细行数 · fee lines wanted', wholeNumber('--lines', 1, 1_000_000_000))
    .option('--registry <dir>', '另写参保登记表的文件夹 · folder for the registry of the insured')
    .option('--no-hospital-stock', '医院不建进销存 · no books of stock at hospitals')
    .option('--json', '机器输出 · machine output')
    .action((flags: SynthFlags) => {
      const summary = writeCounty(flags);
      if (flags.json) printJson({ ...summary, rows: Object.fromEntries(summary.rows) });
      else print(countyText(summary, flags.out));
    });
}

/** @param until the last month; absent: December 2026 */
export function writeCounty(
  { insured, months, seed, lines, out, registry, hospitalStock = true }: SynthFlags,
  until?: Month,
): CountySummary {
  const options: CountyOptions = {
    insured,
    months,
    seed,
    out,
    hospitalStock,
    ...(lines === undefined ? {} : { lines }),
    ...(registry === undefined ? {} : { registry }),
    ...(until === undefined ? {} : { until }),
  };
  return generateCounty(options);
}

export function countyText(summary: CountySummary, out: string): string {
  const { insured, lines, violations, look_alikes, schemes, scheme_look_alikes } = summary;
  const [violated, alike, planted, likewise] = [violations, look_alikes, schemes, scheme_look_alikes].map(countText);
  return (
    `虚构县：参保 ${countText(insured)} 人，费用明细 ${countText(lines)} 行，埋入违规 ${violated} 处、形似而合规 ${alike} 处，欺诈模式 ${planted} 起、形似而正常 ${likewise} 起 → ${out}\n` +
    `Invented county: ${countText(insured)} insured, ${countText(lines)} fee lines, ${violated} planted violations, ${alike} look-alikes, ${planted} schemes, ${likewise} honest patterns like them`
  );
}
