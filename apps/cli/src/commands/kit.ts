import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { KIT_REGISTRY, LONGEST_RUN, newSender, readKit, readSender, runKit, send } from '@shouhu/interface';
import type { Sender, Verdict } from '@shouhu/interface';
import type { Command } from 'commander';
import { print, printJson } from '../terminal.ts';

interface KitFlags {
  readonly url: string;
  readonly key: string;
  readonly only?: string;
  readonly values?: string;
  readonly unsigned?: true;
  readonly json?: true;
}

interface KeyFlags {
  readonly out: string;
  readonly institution: string;
  readonly name: string;
  readonly admdvs: string;
  readonly encrypt?: true;
}

/** `shouhu kit run` and `shouhu kit key`: whether a platform answers as the interface says. */
export function addKit(program: Command): void {
  const kit = program.command('kit').description('接口符合性测试 · conformance kit of the national interface');
  kit
    .command('run')
    .description(
      `对一个平台运行全部报文，平台须先登记测试参保人 · every pair against a platform that took these in: ${fileURLToPath(KIT_REGISTRY)}`,
    )
    .requiredOption('--url <url>', '平台地址，如 http://127.0.0.1:7700 · where the platform is')
    .requiredOption('--key <file>', 'shouhu kit key 生成的机构密钥文件 · key file of the institution')
    .option(
      '--values <file>',
      '平台上备好的值（已生成清算的月份与金额、已发出的审核），JSON · JSON of what was prepared on the platform: a computed month, reviews',
    )
    .option(
      '--unsigned',
      '不签名发送，仅限接收未签名报文的演示平台 · sends without signatures, to a demo that takes them',
    )
    .option('--only <infno>', '只运行一个交易文件 · one file of the kit')
    .option('--json', '机器输出 · machine output')
    .action(run);
  kit
    .command('key')
    .description('生成机构的 SM2 密钥，公钥交平台登记 · makes the keys of an institution')
    .requiredOption('--out <file>', '密钥文件 · key file')
    .requiredOption('--institution <code>', '定点医药机构编号 · code of the institution')
    .requiredOption('--name <name>', '定点医药机构名称 · its name')
    .requiredOption('--admdvs <code>', '医保区划 · its region')
    .option('--encrypt', '同时生成 SM4 报文密钥 · with an SM4 key for bodies')
    .action(makeKey);
}

async function run({ url, key, only, values, unsigned, json }: KitFlags): Promise<void> {
  const own = senderIn(key);
  const sender = unsigned === true ? { ...own, privateKey: undefined, bodyKey: undefined } : own;
  const files = readKit().filter(({ infno }) => only === undefined || infno === only);
  if (files.length === 0) {
    const expected = readKit().map(({ infno }) => infno);
    throw shouhuError('SH-U005', { option: '--only', value: only ?? '', expected: expected.join(', ') });
  }
  const verdicts = await runKit(
    {
      sender,
      post: async (message) => send(url, message, sender.bodyKey),
      now: () => new Date(),
      run: String(Date.now() % LONGEST_RUN).padStart(8, '0'),
      values: values === undefined ? {} : valuesIn(values),
    },
    files,
  );
  const failed = verdicts.filter(({ faults }) => faults.length > 0);
  if (json === true) printJson(verdicts);
  else {
    for (const verdict of verdicts) printVerdict(verdict);
    const left = verdicts.filter(({ missing }) => missing.length > 0).length;
    const ran = verdicts.length - left;
    print(`${ran - failed.length} / ${ran} 符合 · hold；未运行 not run ${left}`);
  }
  if (failed.length > 0) process.exitCode = 1;
}

/** What `--values` tells, each as text. */
function valuesIn(path: string): Record<string, string> {
  const refuse = (): never => {
    throw shouhuError('SH-U005', {
      option: '--values',
      value: path,
      expected: '{"review": "…", "clearing_begin": "…"}',
    });
  };
  const read = (): unknown => {
    try {
      return JSON.parse(readFileSync(path, 'utf8'));
    } catch (error) {
      throw fromSystemError(error, path, 'read') ?? refuse();
    }
  };
  const values = read();
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return refuse();
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function printVerdict({ infno, title, faults, missing }: Verdict): void {
  if (missing.length > 0) return print(`- ${infno.padEnd(6)} ${title}：缺 lacks ${missing.join(', ')}`);
  print(`${faults.length === 0 ? '✔' : '✖'} ${infno.padEnd(6)} ${title}`);
  for (const fault of faults) print(`    ${fault}`);
}

function makeKey({ out, institution, name, admdvs, encrypt }: KeyFlags): void {
  const { sender, publicKey } = newSender({
    fixmedins_code: institution,
    fixmedins_name: name,
    mdtrtarea_admvs: admdvs,
    encrypts: encrypt === true,
  });
  try {
    // Nobody else reads it, and none is overwritten.
    writeFileSync(out, `${JSON.stringify(sender, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw fromSystemError(error, out, 'write') ?? error;
  }
  print(`密钥文件 key file     ${out}`);
  print(`公钥 public key      ${publicKey}`);
  if (sender.bodyKey !== undefined) print(`SM4 报文密钥 body key ${sender.bodyKey}`);
  print('请把公钥交医保信息管理人员登记 · have the public key registered by an administrator of the bureau');
}

function senderIn(path: string): Sender {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
  const sender = readSender(text);
  if (sender === undefined)
    throw shouhuError('SH-U005', { option: '--key', value: path, expected: 'shouhu kit key --out FILE' });
  return sender;
}
