import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { FILES } from '@shouhu/audit';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { currentKnowledge } from '@shouhu/rulebook';
import type { Command } from 'commander';
import { wholeNumber } from '../options.ts';
import { scoreRun, scoreLine } from '../score.ts';
import { summaryText } from '../summary-text.ts';
import { countText, print, Progress } from '../terminal.ts';
import { judge } from './audit.ts';
import { runImport } from './import.ts';
import { makeReports } from './report.ts';
import { countyText, writeCounty } from './synth.ts';

interface DemoFlags {
  readonly small?: true;
  readonly seed: number;
  readonly out: string;
}

/** The district of the mission: 220,000 insured, 49 institutions, a year. */
const DISTRICT = { insured: 220_000, months: 12 };
const SMALL = { insured: 5_000, months: 12 };
/** Marks a folder that the demo made and may replace. */
const MARK = '.shouhu-demo';

/** `shouhu demo`: county, import, audit, summary. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('演示：虚构一个区县，导入、稽核并出结果 · an invented county, imported and audited')
    .option('--small', '小样本，快速看一眼 · a quick look')
    .option('--seed <n>', '种子 · seed', wholeNumber('--seed', 0, 4_294_967_295), 1)
    .option('--out <dir>', '文件夹 · folder', 'shouhu-demo')
    .action(demo);
}

async function demo({ small, seed, out }: DemoFlags): Promise<void> {
  freshFolder(out);
  const claims = join(out, 'claims');
  const lake = join(out, 'lake');
  const results = join(out, 'results');
  const size = small ? SMALL : DISTRICT;
  const progress = new Progress();
  progress.show(`生成 ${countText(size.insured)} 参保人的虚构县 · inventing a county`);
  progress.done(countyText(writeCounty({ ...size, seed, out: claims }), claims));
  await runImport(claims, lake, { keyFile: join(out, 'key') });
  const { snapshot } = currentKnowledge();
  const summary = await judge({ out: results }, lake, snapshot);
  const [report = '', paper = ''] = await makeReports({ out: results });
  print(summaryText(summary));
  print(scoreLine(await scoreRun(claims, results)));
  print('');
  print(`报告 report          ${shown(join(results, report))}`);
  print(`工作底稿 paper       ${shown(join(results, paper))}`);
  print(`疑点 findings        ${shown(join(results, FILES.findings))}`);
  print(`不能判断 undecided   ${shown(join(results, FILES.undecided))}`);
  print(`汇总 summary         ${shown(join(results, FILES.summary))}`);
  print(`数据质量 quality     ${shown(join(results, FILES.quality))}`);
  print(`逐条说明 explain     ./shouhu explain FINDING_ID --out ${shown(results)}`);
}

function shown(path: string): string {
  return relative(process.cwd(), path) || '.';
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
