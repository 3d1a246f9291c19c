import { availableParallelism } from 'node:os';
import { runParity } from '@shouhu/testkit/parity';
import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import { countText, print, printJson, Progress } from '../terminal.ts';

/** Fewer cases are judged sooner than other processes start. */
const ENOUGH_TO_SHARE = 5_000;

interface ParityFlags {
  readonly cases: number;
  readonly seed: number;
  readonly keep?: string;
  readonly json?: true;
}

/** `shouhu parity`: the differential gate of the three evaluators. */
export function addParity(program: Command): void {
  program
    .command('parity')
    .description('三个求值器对照 · compare the three evaluators on generated cases')
    .option('--cases <n>', '用例数 · cases', wholeNumber('--cases', 1, 100_000_000), 10_000)
    .option('--seed <n>', '种子 · seed', wholeNumber('--seed', 0, 4_294_967_295), 1)
    .option('--keep <dir>', '存放最小反例的目录 · folder for the smallest counter-examples')
    .option('--json', '机器输出 · machine output')
    .action(parity);
}

async function parity({ cases, seed, keep, json }: ParityFlags): Promise<void> {
  const progress = new Progress();
  const report = await runParity({
    cases,
    seed,
    ...(keep === undefined ? {} : { keep }),
    processes: cases > ENOUGH_TO_SHARE ? availableParallelism() : 1,
    onProgress: (done) => progress.show(`对照 ${countText(done)} / ${countText(cases)}`),
  });
  progress.done(`对照完成：${countText(report.cases)} 例，不一致 ${countText(report.disagreements)} 例`);
  if (json) printJson(report);
  else print(`cases ${report.cases}, seed ${report.seed}, disagreements ${report.disagreements}`);
  if (!report.passed) process.exitCode = 1;
}
