import { reasonText } from '@shouhu/errors';
import { importFolder, type ImportProgress, type ImportResult } from '@shouhu/lake';
import type { Command } from 'commander';
import { share, wholeNumber } from '../options.ts';
import { countText, print, printJson, Progress } from '../terminal.ts';

export interface ImportFlags {
  readonly mapping?: string;
  readonly replace?: true;
  readonly maxReject?: number;
  readonly memory?: number;
  readonly keyFile?: string;
  readonly json?: true;
}

/** `shouhu import DIR --lake L`. */
export function addImport(program: Command): void {
  program
    .command('import <dir>')
    .description('导入国家标准表 · import a folder of national tables into a lake')
    .requiredOption('--lake <dir>', '数据湖文件夹 · folder of the lake')
    .option('--mapping <file>', '列名映射 · mapping of other column names')
    .option('--replace', '替换所涉期间 · replace the period the files cover')
    .option('--max-reject <share>', '拒收上限，默认 5% · greatest share of rejected rows', share('--max-reject'))
    .option('--memory <mb>', '内存上限，默认 4096 · memory limit in MB', wholeNumber('--memory', 512, 1_000_000))
    .option('--key-file <file>', '密钥文件 · key file, outside the data')
    .option('--json', '机器输出 · machine output')
    .action(async (dir: string, flags: ImportFlags & { lake: string }) => {
      const result = await runImport(dir, flags.lake, flags);
      if (flags.json) printJson(result);
      else printImport(result, flags.lake);
    });
}

export async function runImport(dir: string, lake: string, flags: ImportFlags): Promise<ImportResult> {
  const progress = new Progress();
  const result = await importFolder({
    dir,
    lake,
    ...(flags.mapping === undefined ? {} : { mapping: flags.mapping }),
    ...(flags.replace === undefined ? {} : { replace: flags.replace }),
    ...(flags.maxReject === undefined ? {} : { max_reject: flags.maxReject }),
    ...(flags.memory === undefined ? {} : { memory_mb: flags.memory }),
    ...(flags.keyFile === undefined ? {} : { key_file: flags.keyFile }),
    onProgress: (step) => progress.show(...stepText(step)),
  });
  progress.done(
    `导入完成：${countText(result.rows)} 行，拒收 ${countText(result.rejected)} 行 · ${countText(result.rows)} rows, ${countText(result.rejected)} rejected`,
  );
  return result;
}

/** The stage of an import, and where in it. */
function stepText(step: ImportProgress): [stage: string, detail: string] {
  switch (step.phase) {
    case 'discover':
      return ['查找文件 · looking for files', ''];
    case 'read':
      return ['读取并校验 · reading', `${step.file ?? ''} ${step.rows === null ? '' : countText(step.rows)}`];
    case 'locate-rejects':
      return ['定位拒收行 · locating rejected rows', step.file ?? ''];
    case 'codes':
      return ['核对代码 · checking codes', ''];
    case 'merge':
      return ['合并与冲销 · merging and netting', ''];
    case 'write':
      return ['写入 · writing', `${step.table} ${step.part}`];
    case 'commit':
      return ['提交 · committing', ''];
  }
}

function printImport(result: ImportResult, lake: string): void {
  if (!result.changed) {
    print('这些文件此前都已导入，数据湖没有变化。 Every file was imported before; nothing changed.');
    return;
  }
  for (const notice of result.notices.slice(0, MOST_NOTICES)) print(`  ${noticeText(notice)}`);
  const more = result.notices.length - MOST_NOTICES;
  if (more > 0) print(`  … 另有 ${more} 条提示，用 --json 查看 · ${more} more notices, see --json`);
  print(`数据湖 lake: ${lake}（第 ${result.generation} 代）`);
}

const MOST_NOTICES = 20;
const NOTICE_WIDTH = 150;

/** A notice in Chinese with its place and count; long lists of columns are cut, `--json` has them whole. */
function noticeText({ code, table, file, field, value, count }: ImportResult['notices'][number]): string {
  const text = reasonText(code, { table: table ?? '', field: field ?? '', value: value ?? '' }, 'zh');
  const cut = text.length > NOTICE_WIDTH ? `${text.slice(0, NOTICE_WIDTH)}…` : text;
  return `${code} ${[file, cut].filter((part) => part !== null).join(' ')} × ${countText(count)}`;
}
