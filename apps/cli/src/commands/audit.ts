import { existsSync } from 'node:fs';
import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILES, runAudit, tunables, type Summary } from '@shouhu/audit';
import { formatError, shouhuError } from '@shouhu/errors';
import { readModel, type Model } from '@shouhu/indicators';
import { removeReports } from '@shouhu/reports';
import { currentKnowledge, KnowledgeProblems, type Snapshot } from '@shouhu/rulebook';
import type { Command } from 'commander';
import { day, folderUrl, refuseReversed, wholeNumber } from '../options.ts';
import { summaryText } from '../summary-text.ts';
import { print, printJson, Progress } from '../terminal.ts';
import { runImport } from './import.ts';
import { reportProblems } from './knowledge.ts';
import { makeReports } from './report.ts';

interface KnowledgeFlags {
  readonly knowledge?: string;
  readonly only?: string;
  readonly national?: string;
  readonly knowledgeAsOf?: number;
}
interface AuditFlags extends KnowledgeFlags {
  readonly claims?: string;
  readonly lake?: string;
  readonly out: string;
  readonly mapping?: string;
  readonly keyFile?: string;
  readonly from?: number;
  readonly to?: number;
  readonly memory?: number;
  readonly threads?: number;
  readonly model?: string;
  readonly whole?: true;
  /** Commander's `--no-report`. */
  readonly report: boolean;
  readonly json?: true;
}

/** `shouhu audit --claims DIR | --lake L --out OUT`. */
export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('稽核 · judge claims by every rule and write the findings')
    .option('--claims <dir>', '国家标准表文件夹 · folder of tables, imported first')
    .option('--lake <dir>', '数据湖 · lake of an earlier import')
    .requiredOption('--out <dir>', '结果文件夹 · folder for the results')
    .option('--mapping <file>', '列名映射 · mapping of other column names')
    .option('--key-file <file>', '密钥文件 · key file, outside the data')
    .option('--knowledge <dir>', '本地知识文件夹 · folder of local knowledge')
    .option('--only <rules>', '只用这些规则，逗号分隔 · only these rules')
    .option(
      '--national <on|off|dir>',
      '是否使用国家知识点，或其文件夹；默认 on · the national points, or a folder of them',
    )
    .option(
      '--knowledge-as-of <date>',
      '以某日的知识判断更早的服务 · judge older services by the knowledge of a day',
      day('--knowledge-as-of'),
    )
    .option('--from <date>', '起始服务日期 · first service day', day('--from'))
    .option('--to <date>', '截止服务日期 · last service day', day('--to'))
    .option('--memory <mb>', '内存上限，默认 4096 · memory limit in MB', wholeNumber('--memory', 512, 1_000_000))
    .option('--threads <n>', '线程数 · threads', wholeNumber('--threads', 1, 1024))
    .option('--model <file>', '风险模型，来自 model train · model of model train')
    .option('--whole', '全部重新判断，不沿用结果文件夹中上次的结果 · judge everything again')
    .option('--no-report', '不生成报告和工作底稿 · no report and no working paper')
    .option('--json', '机器输出 · machine output')
    .action(audit);
}

async function audit(flags: AuditFlags): Promise<void> {
  if (flags.claims !== undefined && flags.lake !== undefined) {
    throw shouhuError('SH-U006', { first: '--claims', second: '--lake' });
  }
  refuseReversed(flags.from, flags.to);
  const snapshot = snapshotOf(flags);
  const model = flags.model === undefined ? undefined : await readModel(flags.model);
  if (flags.lake !== undefined) return finish(await judge(flags, flags.lake, snapshot, model), flags);
  if (flags.claims === undefined)
    throw shouhuError('SH-U009', { command: 'audit', first: '--claims', second: '--lake' });
  const scratch = await mkdtemp(join(tmpdir(), 'shouhu-lake-'));
  try {
    const lake = join(scratch, 'lake');
    await runImport(flags.claims, lake, {
      ...(flags.mapping === undefined ? {} : { mapping: flags.mapping }),
      ...(flags.memory === undefined ? {} : { memory: flags.memory }),
      keyFile: flags.keyFile ?? join(scratch, 'key'),
    });
    await finish(await judge(flags, lake, snapshot, model), flags);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** The knowledge to judge by; every fault in it is named before anything is read. */
export function snapshotOf(flags: KnowledgeFlags): Snapshot {
  const { national = 'on' } = flags;
  const folder = national === 'on' || national === 'off' ? null : national;
  if (folder !== null && !existsSync(join(folder, 'points.tsv'))) {
    throw shouhuError('SH-U005', {
      option: '--national',
      value: folder,
      expected: 'on, off, 国家知识点文件夹 / a folder of national points',
    });
  }
  try {
    const { snapshot, notices } = currentKnowledge({
      schemes: tunables,
      national: national !== 'off',
      ...(folder === null ? {} : { nationalFolder: folderUrl(folder) }),
      ...(flags.knowledge === undefined ? {} : { folder: flags.knowledge }),
      ...(flags.only === undefined ? {} : { only: flags.only.split(',').map((name) => name.trim()) }),
      ...(flags.knowledgeAsOf === undefined ? {} : { asOf: flags.knowledgeAsOf }),
    });
    for (const notice of notices) process.stderr.write(`${formatError(notice, 'zh')}\n`);
    return snapshot;
  } catch (error) {
    if (!(error instanceof KnowledgeProblems)) throw error;
    reportProblems(error, false);
    throw error.summary;
  }
}

export async function judge(
  flags: Pick<AuditFlags, 'out' | 'from' | 'to' | 'memory' | 'threads' | 'whole'>,
  lake: string,
  snapshot: Snapshot,
  model?: Model,
): Promise<Summary> {
  const progress = new Progress();
  const summary = await runAudit({
    lake,
    out: flags.out,
    snapshot,
    ...(flags.from === undefined ? {} : { from: flags.from }),
    ...(flags.to === undefined ? {} : { to: flags.to }),
    ...(flags.memory === undefined ? {} : { memory_mb: flags.memory }),
    ...(flags.threads === undefined ? {} : { threads: flags.threads }),
    ...(flags.whole === undefined ? {} : { whole: flags.whole }),
    ...(model === undefined ? {} : { model }),
    onProgress: ({ part, parts, step }) => progress.show(`稽核 ${part}/${parts} · judging`, step),
  });
  progress.done(`稽核完成：疑点 ${summary.findings} 条 · ${summary.findings} findings`);
  return summary;
}

async function finish(summary: Summary, { out, report, json }: AuditFlags): Promise<void> {
  if (!report) await removeReports(out);
  const reports = report ? await makeReports({ out }) : [];
  if (json) return printJson(summary);
  print(summaryText(summary));
  print(
    `结果 results: ${join(out, FILES.findings)}, ${FILES.undecided}, ${FILES.summary}, ${FILES.quality}, ${FILES.rejects}`,
  );
  if (reports.length > 0) print(`报告 reports: ${reports.map((file) => join(out, file)).join(', ')}`);
}
