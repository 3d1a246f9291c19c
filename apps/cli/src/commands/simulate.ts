import { COUNTED, REHEARSED, makeWorld, rehearse, simulate as simulateSeed } from '@shouhu/server/simulation';
import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import { countText, print, printJson, Progress } from '../terminal.ts';

interface SimulateFlags {
  readonly seeds: number;
  readonly first: number;
  readonly inMemory?: true;
  readonly json?: true;
}

/** Seeds at once: one waits for its database while another is at work. */
const AT_ONCE = 2;
/** Of seeds in memory progress is told after so many. */
const TOLD_AFTER = 1_000;
/** Shown of the faults of a seed. */
const MOST_SHOWN = 3;

/** `shouhu simulate`: seeds of the fault simulator of the till. */
export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .description(
      '故障模拟：结算、追溯码、医保码、钱包、清算在丢失、重发、中断下的不变量 · the till under faults, seed by seed',
    )
    .option('--seeds <n>', '种子数 · seeds', wholeNumber('--seeds', 1, 10_000_000), 100)
    .option('--first <n>', '第一个种子 · the first of them', wholeNumber('--first', 0, 4_000_000_000), 1)
    .option('--in-memory', '不用数据库，只跑纯计算部分 · the pure parts alone, without a database')
    .option('--json', '机器输出 · machine output')
    .action(simulate);
}

/** What came of a seed. */
interface Ended {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

async function simulate({ seeds, first, inMemory, json }: SimulateFlags): Promise<void> {
  const progress = new Progress();
  const failed: Ended[] = [];
  const names = inMemory === true ? REHEARSED : COUNTED;
  const sums = new Map(names.map((name) => [name, 0]));
  let done = 0;
  const add = (ended: Ended): void => {
    done += 1;
    if (ended.faults.length > 0) failed.push(ended);
    for (const name of names) sums.set(name, (sums.get(name) ?? 0) + (ended.counts[name] ?? 0));
    if (inMemory !== true || done % TOLD_AFTER === 0)
      progress.show('模拟 simulating', `${countText(done)} / ${countText(seeds)}，不符 ${failed.length}`);
  };
  const end = first + seeds;
  if (inMemory === true) for (let seed = first; seed < end; seed += 1) add(rehearse(seed));
  else await overDatabase(first, end, add);
  progress.done(`模拟完成：${countText(seeds)} 个种子，不符 ${countText(failed.length)} 个`);
  if (json === true) printJson({ seeds, first, ...Object.fromEntries(sums), failed });
  else {
    for (const { seed, faults } of failed)
      for (const fault of faults.slice(0, MOST_SHOWN)) print(`✖ seed ${seed}: ${fault}`);
    const counted = [...sums].map(([name, sum]) => `${name} ${sum}`).join(', ');
    print(`seeds ${seeds} from ${first}: ${counted}; broken ${failed.length}`);
  }
  if (failed.length > 0) process.exitCode = 1;
}

async function overDatabase(first: number, end: number, add: (ended: Ended) => void): Promise<void> {
  const world = await makeWorld();
  let next = first;
  const work = async (): Promise<void> => {
    while (next < end) add(await simulateSeed(world, next++));
  };
  try {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, end - first) }, work));
  } finally {
    await world.close();
  }
}
