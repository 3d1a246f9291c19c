import { doctor as examine } from '@shouhu/server';
import type { Checked } from '@shouhu/server';
import type { Command } from 'commander';
import { databaseOf, defaultPlatformKey } from '../platform.ts';
import { print, printJson } from '../terminal.ts';

interface DoctorFlags {
  readonly data: string;
  readonly keyFile?: string;
  readonly heads?: string;
  readonly lake?: string;
  readonly json?: true;
}

const MARKS = { ok: '正常 ok     ', warning: '注意 warning', fault: '故障 fault  ' } as const;

/** `shouhu doctor`: a line for each check; exit status 1 with a fault. */
export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('体检：逐项检查平台，说明如何处理 · look the platform over')
    .option('--data <dir>', '平台数据文件夹 · folder of its data', 'shouhu-platform')
    .option('--key-file <file>', '密钥文件 · key file')
    .option('--heads <dir>', '日签文件夹 · folder of the signed heads of the log')
    .option('--lake <dir>', '数据文件夹之外的数据湖 · a lake outside the data')
    .option('--json', '机器输出 · machine output')
    .action(doctor);
}

async function doctor({ data: folder, keyFile, json, ...flags }: DoctorFlags): Promise<void> {
  const lines = await examine({
    ...flags,
    ...databaseOf(process.env),
    folder,
    keyFile: keyFile ?? defaultPlatformKey(),
  });
  if (json === true) printJson(lines);
  else for (const line of lines) print(textOf(line));
  if (lines.some(({ level }) => level === 'fault')) process.exitCode = 1;
}

function textOf({ level, what, found, remedy }: Checked): string {
  const line = `${MARKS[level]}  ${what.zh} ${what.en}：${found.zh} · ${found.en}`;
  return remedy === undefined ? line : `${line}\n              处理 ${remedy.zh} · ${remedy.en}`;
}
