import { once } from 'node:events';
import { join } from 'node:path';
import { defaultKeyFile } from '@shouhu/lake';
import { serve as startPlatform } from '@shouhu/server';
import type { NewAccount } from '@shouhu/server';
import type { Command } from 'commander';
import { buildConsole } from '../built-console.ts';
import { wholeNumber } from '../options.ts';
import { print } from '../terminal.ts';

interface ServeFlags {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly admdvs: string;
  readonly run?: string;
  readonly samples?: true;
  readonly keyFile?: string;
}

/** `shouhu serve`: the platform, until it is told to stop. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('启动监管平台 · serve the platform')
    .option('--data <dir>', '平台数据文件夹 · folder of its data', 'shouhu-platform')
    .option('--host <address>', '监听地址 · address to listen on', '127.0.0.1')
    .option('--port <n>', '端口 · port', wholeNumber('--port', 1, 65_535), 7_700)
    .option('--admdvs <code>', '本级医保区划 · region of the bureau', '420000')
    .option('--run <dir>', '登记一次稽核的线索 · record the leads of a finished run')
    .option('--samples', '首次启动时为每种职责建一个账号 · on the first start, an account for each duty')
    .option('--key-file <file>', '密钥文件 · key file, outside the data')
    .action(serve);
}

async function serve({ data: folder, keyFile, ...flags }: ServeFlags): Promise<void> {
  const { DATABASE_URL: databaseUrl } = process.env;
  if (!(await buildConsole()))
    print('控制台未能构建，仅提供接口 · the console could not be built: only the interface is served');
  const platform = await startPlatform({
    ...flags,
    folder,
    keyFile: keyFile ?? join(defaultKeyFile(process.env), '..', 'platform-key'),
    ...(databaseUrl === undefined || databaseUrl === '' ? {} : { databaseUrl }),
  });
  const { recorded } = platform;
  if (recorded !== null) {
    const { added, changed, withdrawn, unchanged } = recorded;
    print(`线索 leads：新增 ${added}，变更 ${changed}，撤回 ${withdrawn}，未变 ${unchanged}`);
  }
  printAccounts(platform.accounts);
  print(`守护平台已启动 · the platform is at ${platform.url}`);
  print('按 Ctrl-C 停止 · Ctrl-C stops it');
  // Of other commands Ctrl-C is the end; here what was asked is answered first.
  process.removeAllListeners('SIGINT');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await platform.close();
}

/** Their only showing. */
function printAccounts(accounts: readonly NewAccount[]): void {
  if (accounts.length === 0) return;
  print('账号只显示这一次，请记下 · these accounts are shown once:');
  for (const { username, password, duty } of accounts) print(`  ${username.padEnd(18)} ${password}   ${duty}`);
}
