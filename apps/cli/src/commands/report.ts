import { join } from 'node:path';
import { writeReports, type ReportOptions } from '@shouhu/reports';
import type { Command } from 'commander';
import { purposeOf, type RevealFlags } from '../reveal.ts';
import { print, printJson, Progress } from '../terminal.ts';

interface ReportFlags extends RevealFlags {
  readonly out: string;
  readonly json?: true;
}

/** `shouhu report --out OUT`: report and working paper of a finished run, again. */
export function addReport(program: Command): void {
  program
    .command('report')
    .description('重新生成报告和工作底稿 · report and working paper of a finished run')
    .requiredOption('--out <dir>', '稽核结果文件夹 · folder of the run')
    .option('--reveal', '显示人员编号（留痕） · show person numbers, on record')
    .option('--purpose <text>', '显示人员编号的用途 · what they are shown for')
    .option('--json', '机器输出 · machine output')
    .action(report);
}

async function report({ out, json, ...flags }: ReportFlags): Promise<void> {
  const reveal = purposeOf(flags);
  const files = await makeReports({ out, ...(reveal === null ? {} : { reveal }) });
  if (json) return printJson({ out, files, revealed: reveal !== null });
  for (const file of files) print(join(out, file));
}

/** Writes the reports of a run with progress on stderr. @returns their names within OUT */
export async function makeReports(options: Omit<ReportOptions, 'onStep'>): Promise<readonly string[]> {
  const progress = new Progress();
  const files = await writeReports({
    ...options,
    onStep: (file) => progress.show('生成报告 · writing reports', file),
  });
  progress.done(`报告完成：${files.join('、')} · reports written`);
  return files;
}
