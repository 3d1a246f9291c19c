import { benches } from '@shouhu/bench';
import { shouhuError } from '@shouhu/errors';
import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import { print, printJson } from '../terminal.ts';

interface BenchFlags {
  readonly lines?: number;
  readonly seed: number;
  readonly rounds: number;
  readonly workdir?: string;
  readonly keep?: true;
  readonly json?: true;
}

/** `shouhu bench NAME`: side by side with a reference, in one run (BENCH.md). */
export function addBench(program: Command): void {
  const names = Object.entries(benches).map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`);
  program
    .command('bench <name>')
    .description('基准测试 · measure against a reference in the same run')
    .option('--lines <n>', '费用明细行数 · fee lines', wholeNumber('--lines', 1_000, 1_000_000_000))
    .option('--seed <n>', '种子 · seed', wholeNumber('--seed', 0, 4_294_967_295), 1)
    .option('--rounds <n>', '轮数，取中位数 · rounds, of which the median counts', wholeNumber('--rounds', 1, 100), 3)
    .option('--workdir <dir>', '工作文件夹 · folder for generated data')
    .option('--keep', '保留生成的数据 · keep generated data')
    .option('--json', '机器输出 · machine output')
    .addHelpText('after', `\n${names.join('\n')}`)
    .action(bench);
}

async function bench(name: string, { json, ...flags }: BenchFlags): Promise<void> {
  const found = Object.entries(benches).find(([known]) => known === name)?.[1];
  if (found === undefined) {
    throw shouhuError('SH-U005', { option: 'NAME', value: name, expected: Object.keys(benches).join(', ') });
  }
  const result = await found.run(flags, (step) => process.stderr.write(`${step}\n`));
  if (json) printJson(result);
  else print(JSON.stringify(result, null, 2));
}
