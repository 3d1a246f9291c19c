import { backup as makeBackup } from '@shouhu/server';
import type { Command } from 'commander';
import { databaseOf, defaultPlatformKey } from '../platform.ts';
import { countText, print, printJson, Progress } from '../terminal.ts';

interface BackupFlags {
  readonly data: string;
  readonly out: string;
  readonly lake?: string;
  readonly keyFile?: string;
  readonly json?: true;
}

/** `shouhu backup --data DIR --out FILE`, while the platform serves or not. */
export function addBackup(program: Command): void {
  program
    .command('backup')
    .description('备份平台，运行中也可以 · back up the platform, also while it serves')
    .option('--data <dir>', '平台数据文件夹 · folder of its data', 'shouhu-platform')
    .requiredOption('--out <file>', '备份文件，放在另一块磁盘 · the backup, on another disk')
    .option('--lake <dir>', '一并备份数据文件夹之外的数据湖 · a lake outside the data, too')
    .option('--key-file <file>', '密钥文件（不进备份） · key file, which no backup holds')
    .option('--json', '机器输出 · machine output')
    .action(backup);
}

async function backup({ data: folder, keyFile, json, ...flags }: BackupFlags): Promise<void> {
  const progress = new Progress();
  const manifest = await makeBackup({
    ...flags,
    ...databaseOf(process.env),
    folder,
    keyFile: keyFile ?? defaultPlatformKey(),
    onProgress: (path) => progress.show('备份 backup', path),
  });
  const { made_at, tables, files, lake } = manifest;
  const counts = { made_at, tables: tables.length, files: files.length, lake_files: lake?.length ?? 0 };
  if (json === true) return printJson(counts);
  progress.done(`备份完成 · backed up: ${flags.out}`);
  print(
    `时间 ${made_at}；表 ${countText(counts.tables)}，文件 ${countText(counts.files)}，数据湖文件 ${countText(counts.lake_files)} · ${counts.tables} tables, ${counts.files} files, ${counts.lake_files} of the lake`,
  );
  print('密钥文件不在备份里，请另处保存 · the key file is not in it: keep it elsewhere');
}
