import { rotateKeys } from '@shouhu/server';
import type { Command } from 'commander';
import { databaseOf, defaultPlatformKey } from '../platform.ts';
import { countText, print, printJson, Progress } from '../terminal.ts';

interface KeyFlags {
  readonly data: string;
  readonly keyFile?: string;
  readonly json?: true;
}

/** `shouhu key rotate`: a new data key, and all that is sealed sealed again. */
export function addKey(program: Command): void {
  program
    .command('key')
    .description('平台的密钥 · keys of the platform')
    .command('rotate')
    .description(
      '轮换数据密钥，平台须先停止；中断后再次运行即可继续 · rotate the data key while the platform is stopped',
    )
    .option('--data <dir>', '平台数据文件夹 · folder of its data', 'shouhu-platform')
    .option('--key-file <file>', '密钥文件 · key file')
    .option('--json', '机器输出 · machine output')
    .action(rotate);
}

async function rotate({ data: folder, keyFile, json }: KeyFlags): Promise<void> {
  const progress = new Progress();
  const path = keyFile ?? defaultPlatformKey();
  const rotated = await rotateKeys({
    ...databaseOf(process.env),
    folder,
    keyFile: path,
    onProgress: (table, sealed) => progress.show('重新加密 sealing again', `${table} ${countText(sealed)}`),
  });
  if (json === true) return printJson(rotated);
  const { keys, continued, sealed, unknown } = rotated;
  progress.done(
    continued
      ? `上次中断的轮换已完成，没有新增密钥 · an earlier rotation was brought to its end`
      : `已启用第 ${keys} 把数据密钥 · data key ${keys} is in use`,
  );
  print(`重新加密 ${countText(sealed)} 个值；旧密钥留在密钥文件里，存放的文件仍用它 · ${sealed} values sealed again`);
  print(`请立即把新的密钥文件另处备份 · keep a copy of the new key file elsewhere now: ${path}`);
  if (unknown.length > 0)
    print(`未在清单中的加密列（仍可打开） · sealed columns that the list lacks: ${unknown.join(', ')}`);
}
