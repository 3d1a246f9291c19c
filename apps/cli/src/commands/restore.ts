import { restore as restorePlatform } from '@shouhu/server';
import type { Command } from 'commander';
import { databaseOf, defaultPlatformKey } from '../platform.ts';
import { countText, print, printJson, Progress } from '../terminal.ts';

interface RestoreFlags {
  readonly data: string;
  readonly lake?: string;
  readonly keyFile?: string;
  readonly json?: true;
}

const STEPS = {
  verify: '核对备份 · verifying the backup',
  files: '写入文件 · writing files',
  database: '写入数据库 · filling the database',
  check: '核对日志与账簿 · checking log and ledger',
} as const;

/** `shouhu restore FILE --data DIR`: into an empty place, verified before it can be used. */
export function addRestore(program: Command): void {
  program
    .command('restore <file>')
    .description('从备份恢复到空的文件夹 · restore a backup into an empty folder')
    .requiredOption('--data <dir>', '平台数据文件夹，须为空 · folder of the data, empty')
    .option('--lake <dir>', '数据湖恢复到的文件夹，默认在数据文件夹里 · where its lake goes')
    .option('--key-file <file>', '备份时所用的密钥文件 · the key file of the time of the backup, or newer')
    .option('--json', '机器输出 · machine output')
    .action(restore);
}

async function restore(file: string, { data: folder, keyFile, json, ...flags }: RestoreFlags): Promise<void> {
  const progress = new Progress();
  const restored = await restorePlatform({
    ...flags,
    ...databaseOf(process.env),
    file,
    folder,
    keyFile: keyFile ?? defaultPlatformKey(),
    onProgress: (step) => progress.show(STEPS[step]),
  });
  if (json === true) return printJson(restored);
  progress.done(`恢复完成，逐表、逐文件与备份一致 · restored, every table and file as in the backup: ${folder}`);
  print(
    `备份时间 ${restored.made_at}；日志 ${countText(restored.log_entries)} 条连续，账簿平衡 · ${restored.log_entries} entries of the log hold, the ledger balances`,
  );
}
