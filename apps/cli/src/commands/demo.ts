import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FILES } from '@shouhu/audit';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { currentKnowledge } from '@shouhu/rulebook';
import { lastMonthBefore } from '@shouhu/synth';
import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import { scoreRun, scoreLine } from '../score.ts';
import { leadsText } from '../leads-text.ts';
import { summaryText } from '../summary-text.ts';
import { countText, print, Progress } from '../terminal.ts';
import { judge } from './audit.ts';
import { runImport } from './import.ts';
import { openDemoConsole } from './demo-console.ts';
import { bureauDay } from './demo-day.ts';
import { makeReports } from './report.ts';
import { countyText, writeCounty } from './synth.ts';

interface DemoFlags {
  readonly small?: true;
  readonly seed: number;
  readonly out: string;
  readonly serve?: boolean;
}

/** The district of the mission: 220,000 insured, 49 institutions. */
const DISTRICT = { insured: 220_000 };
const SMALL = { insured: 5_000 };
/** Marks a folder that the demo made and may replace. */
const MARK = '.shouhu-demo';

/** `shouhu demo`: county, import, audit, summary, console. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('演示：虚构一个区县，导入、稽核并出结果 · an invented county, imported and audited')
    .option('--small', '小样本，快速看一眼 · a quick look')
    .option('--seed <n>', '种子 · seed', wholeNumber('--seed', 0, 4_294_967_295), 1)
    .option('--out <dir>', '文件夹 · folder', 'shouhu-demo')
    .option('--serve', '结束时打开控制台（有终端时默认打开） · end in the console, as it does in a terminal')
    .option('--no-serve', '不打开控制台 · end without the console')
    .action(demo);
}

async function demo({ small, seed, out, serve }: DemoFlags): Promise<void> {
  freshFolder(out);
  const claims = join(out, 'claims');
  const registry = join(out, 'registry');
  const lake = join(out, 'lake');
  const results = join(out, 'results');
  const size = small ? SMALL : DISTRICT;
  // From the January of its year on, as limits count by the year; nothing lies after today, so that what is found can be dealt with.
  const until = lastMonthBefore(bureauDay(0));
  const progress = new Progress();
  progress.show(`生成 ${countText(size.insured)} 参保人的虚构县 · inventing a county`);
  progress.done(countyText(writeCounty({ ...size, months: until.month, seed, out: claims, registry }, until), claims));
  await runImport(claims, lake, { keyFile: join(out, 'key') });
  const { snapshot } = currentKnowledge();
  const summary = await judge({ out: results }, lake, snapshot);
  const [report = '', paper = ''] = await makeReports({ out: results });
  print(summaryText(summary));
  print(`${await leadsText(results, summary)}\n`);
  print(scoreLine(await scoreRun(claims, results)));
  print('');
  print(`报告 report          ${shown(join(results, report))}`);
  print(`工作底稿 paper       ${shown(join(results, paper))}`);
  print(`疑点 findings        ${shown(join(results, FILES.findings))}`);
  print(`不能判断 undecided   ${shown(join(results, FILES.undecided))}`);
  print(`汇总 summary         ${shown(join(results, FILES.summary))}`);
  print(`数据质量 quality     ${shown(join(results, FILES.quality))}`);
  print(`逐条说明 explain     ./shouhu explain ID --out ${shown(results)}`);
  if (serve !== false)
    await openDemoConsole({ out: shown(out), results, registry, stay: serve ?? process.stdout.isTTY });
}

function shown(path: string): string {
  const near = relative(process.cwd(), path) || '.';
  return near.startsWith('..') ? path : near;
}

/** Replaces an earlier demo, and nothing else. */
function freshFolder(out: string): void {
  try {
    if (existsSync(out) && readdirSync(out).length > 0) {
      if (!existsSync(join(out, MARK))) {
        throw shouhuError('SH-U005', {
          option: '--out',
          value: out,
          expected: '空文件夹或新文件夹 / an empty or new folder',
        });
      }
      rmSync(out, { recursive: true });
    }
    mkdirSync(out, { recursive: true, mode: 0o700 });
    writeFileSync(join(out, MARK), '');
  } catch (error) {
    throw fromSystemError(error, out, 'write') ?? error;
  }
}
