import { shouhuError } from '@shouhu/errors';
import { verifyPlatformLog } from '@shouhu/server';
import type { Command } from 'commander';
import { databaseOf, defaultPlatformKey } from '../platform.ts';
import { countText, print, printJson } from '../terminal.ts';

interface LogFlags {
  readonly data: string;
  readonly heads?: string;
  readonly publicKey?: string;
  readonly keyFile?: string;
  readonly json?: true;
}

const FAULTS = {
  gap: '缺失 missing',
  reordered: '次序被换 reordered',
  changed: '被改动 changed',
  rewritten: '整链重做 chained anew',
  truncated: '尾部被截断 cut off',
  unsigned: '日签不是本密钥所签 not signed by this key',
} as const;

/** `shouhu log verify`: the chain from its beginning, against the exported heads. */
export function addLog(program: Command): void {
  program
    .command('log')
    .description('留痕日志 · the log of who saw and did what')
    .command('verify')
    .description('从头核对日志链与日签 · verify the chain against its exported heads')
    .option('--data <dir>', '平台数据文件夹 · folder of the data', 'shouhu-platform')
    .option('--heads <dir>', '日签文件夹，默认在数据文件夹旁 · folder of the heads, beside the data unless told')
    .option('--public-key <hex>', '验签公钥，代替密钥文件 · public key instead of the key file')
    .option('--key-file <file>', '密钥文件 · key file')
    .option('--json', '机器输出 · machine output')
    .action(verify);
}

async function verify({ data: folder, keyFile, json, ...flags }: LogFlags): Promise<void> {
  const verdict = await verifyPlatformLog({
    ...flags,
    ...databaseOf(process.env),
    folder,
    keyFile: keyFile ?? defaultPlatformKey(),
  });
  if (json === true) printJson(verdict);
  if (!verdict.ok) throw shouhuError('SH-O009', { seq: verdict.seq, fault: FAULTS[verdict.fault] });
  if (json === true) return;
  print(
    `日志 ${countText(verdict.entries)} 条连续、未改动；与 ${countText(verdict.heads)} 个日签一致 · ${verdict.entries} entries hold and agree with ${verdict.heads} signed heads`,
  );
  if (verdict.heads === 0) print('没有日签可比：重做整链看不出来 · without heads a chain made anew does not show');
}
