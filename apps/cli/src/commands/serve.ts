import { once } from 'node:events';
import { formatError, shouhuError } from '@shouhu/errors';
import { LIMITS } from '@shouhu/interface';
import { DAYS_OF_YEAR, isDuty, RETENTION_YEARS, serve as startPlatform } from '@shouhu/server';
import type { NewAccount, Role, ServeOptions, Serving } from '@shouhu/server';
import { Option } from 'commander';
import type { Command } from 'commander';
import { buildConsole } from '../built-console.ts';
import { issuerOf, providerOf } from '../oidc.ts';
import type { OidcFlags } from '../oidc.ts';
import { wholeNumber } from '../options.ts';
import { databaseOf, defaultPlatformKey } from '../platform.ts';
import { print } from '../terminal.ts';

type TotpDuties = NonNullable<ServeOptions['totp']>;

interface ServeFlags extends OidcFlags {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly url?: string;
  readonly admdvs: string;
  readonly run?: string;
  readonly insured?: string;
  readonly policies?: string;
  readonly keepMessages: number;
  readonly keepDecisions: number;
  readonly unsigned?: true;
  readonly signIn: 'needed' | 'stated';
  readonly advice: 'open' | 'closed';
  readonly messageCharacters: number;
  readonly messageBytes: number;
  readonly samples?: true;
  readonly role: Role;
  readonly spool?: string;
  readonly heads?: string;
  readonly inbox?: string;
  readonly uploadLimit: number;
  readonly memory: number;
  readonly keyFile?: string;
  readonly fileLimit: number;
  readonly totp?: TotpDuties;
}

/** `shouhu serve`: the platform, until it is told to stop. */
export function addServe(program: Command): void {
  program
    .command('serve')
    .description('启动监管平台 · serve the platform')
    .option('--data <dir>', '平台数据文件夹 · folder of its data', 'shouhu-platform')
    .option('--host <address>', '监听地址 · address to listen on', '127.0.0.1')
    .option('--port <n>', '端口 · port', wholeNumber('--port', 1, 65_535), 7_700)
    .option('--url <url>', '经代理访问的地址，如 https://… · where browsers find it, behind a proxy', originOf)
    .option('--admdvs <code>', '本级医保区划 · region of the bureau', '420000')
    .option('--run <dir>', '登记一次稽核的线索 · record the leads of a finished run')
    .option('--insured <dir>', '登记参保人的文件夹 · take in the insured of a folder of registry tables')
    .option('--policies <dir>', '待遇政策文件夹 · folder of the policies of the region (docs/benefits.md)')
    .option(
      '--unsigned',
      '本机接收未签名报文，仅限演示数据 · takes unsigned messages from this machine, of a demo only',
    )
    .addOption(
      new Option('--sign-in <when>', '接口交易是否必须签到 · whether transactions need a sign-in (9001)')
        .choices(['needed', 'stated'])
        .default('stated'),
    )
    .addOption(
      new Option(
        '--advice <way>',
        '无法审核时放行（留痕）或退回 · a check that cannot be made: goes on, and is kept so; or is refused',
      )
        .choices(['open', 'closed'])
        .default('open'),
    )
    .option(
      '--message-characters <n>',
      '接口报文 input 的字符数上限 · most characters of the input of a message',
      wholeNumber('--message-characters', 1_000, 10_000_000),
      LIMITS.characters,
    )
    .option(
      '--message-bytes <n>',
      '3101、3102 报文的字节数上限 · most bytes of a message of 3101 and 3102',
      wholeNumber('--message-bytes', 10_000, 100_000_000),
      LIMITS.bytes,
    )
    .option(
      '--keep-messages <years>',
      '接口应答的保存年限 · years for which answers of the interface are kept',
      wholeNumber('--keep-messages', 1, 100),
      RETENTION_YEARS,
    )
    .option(
      '--keep-decisions <years>',
      '实时审核记录的保存年限 · years for which decisions of the real-time check are kept',
      wholeNumber('--keep-decisions', 1, 100),
      RETENTION_YEARS,
    )
    .option('--samples', '首次启动时为每种职责建一个账号 · on the first start, an account for each duty')
    .option('--file-limit <MB>', '上传文件的大小上限 · largest file, MB', wholeNumber('--file-limit', 1, 10_000), 200)
    .addOption(
      new Option('--role <role>', '进程分工：both、api 或 worker · what this process does')
        .choices(['both', 'api', 'worker'])
        .default('both'),
    )
    .option('--inbox <dir>', '收件文件夹，其中的文件夹可以导入 · folder whose folders can be imported')
    .option(
      '--upload-limit <MB>',
      '一次导入上传的上限 · largest upload of one import, MB',
      wholeNumber('--upload-limit', 1, 1_000_000),
      2_048,
    )
    .option(
      '--memory <MB>',
      '导入和稽核的内存 · memory of imports and runs, MB',
      wholeNumber('--memory', 512, 1_000_000),
      2_048,
    )
    .option('--spool <dir>', '短信、邮件的出件文件夹 · folder from which a gateway takes messages')
    .option(
      '--totp <duties>',
      '须绑定动态口令的职责，逗号分隔，none 为不要求 · duties that need an authenticator',
      dutiesOf,
    )
    .option('--oidc-issuer <url>', '单位统一登录（OIDC）的地址 · identity provider of the bureau', issuerOf)
    .option('--oidc-client <id>', '在统一登录处登记的客户端编号 · client id there')
    .option('--oidc-secret-file <file>', '客户端密钥的文件，或 SHOUHU_OIDC_SECRET · file of the client secret')
    .option(
      '--oidc-two-factors <values>',
      '视为双因素的 acr、amr 值，逗号分隔 · values of acr or amr that count as two factors',
      (values: string) => values.split(','),
    )
    .option('--key-file <file>', '密钥文件 · key file, outside the data')
    .option(
      '--heads <dir>',
      '日志日签的文件夹，默认在数据文件夹旁 · folder of the signed heads of the log, beside the data unless told',
    )
    .action(serve);
}

/** The origin of an address of the web. */
function originOf(text: string): string {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/') return url.origin;
  throw shouhuError('SH-U005', { option: '--url', value: text, expected: 'https://shouhu.example' });
}

/** `head,administrator`, or `none`. */
function dutiesOf(text: string): TotpDuties {
  const names = text === 'none' ? [] : text.split(',');
  return names.map((name) => {
    if (!isDuty(name))
      throw shouhuError('SH-U005', { option: '--totp', value: name, expected: 'head,administrator,… ; none' });
    return name;
  });
}

async function serve({ data: folder, keyFile, fileLimit, uploadLimit, ...flags }: ServeFlags): Promise<void> {
  const oidc = await providerOf(flags, process.env);
  const { SHOUHU_METRICS_TOKEN: metricsToken, SHOUHU_SMTP_URL: smtpUrl } = process.env;
  if (flags.role !== 'worker' && !(await buildConsole()))
    print('控制台未能构建，仅提供接口 · the console could not be built: only the interface is served');
  const platform = await startPlatform({
    ...flags,
    gateway: {
      unsigned: flags.unsigned === true,
      signIn: flags.signIn,
      advice: flags.advice,
      limits: { characters: flags.messageCharacters, bytes: flags.messageBytes },
    },
    retention: {
      message_days: flags.keepMessages * DAYS_OF_YEAR,
      decision_days: flags.keepDecisions * DAYS_OF_YEAR,
    },
    folder,
    mostFileBytes: fileLimit * 1_048_576,
    mostUploadBytes: uploadLimit * 1_048_576,
    keyFile: keyFile ?? defaultPlatformKey(),
    ...databaseOf(process.env),
    ...(oidc === undefined ? {} : { oidc }),
    ...(metricsToken === undefined || metricsToken === '' ? {} : { metricsToken }),
    // A line for each request is for machines: at a terminal it would bury what is said to a person.
    ...(process.stderr.isTTY ? {} : { log: process.stderr }),
    onLost: (error) => {
      process.stderr.write(`${formatError(error, 'zh')}\n${formatError(error, 'en')}\n`);
      process.exit(error.exit);
    },
    smtpUrl,
  });
  const { recorded } = platform;
  if (recorded !== null) {
    const { added, changed, withdrawn, unchanged } = recorded;
    print(`线索 leads：新增 ${added}，变更 ${changed}，撤回 ${withdrawn}，未变 ${unchanged}`);
  }
  printTaken(platform.taken);
  printAccounts(platform.accounts);
  print(`守护平台已启动 · the platform is at ${platform.url}`);
  print('按 Ctrl-C 停止 · Ctrl-C stops it');
  await untilStopped();
  await platform.close();
}

/** Of other commands Ctrl-C is the end; here what was asked is answered first. */
export async function untilStopped(): Promise<void> {
  process.removeAllListeners('SIGINT');
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
}

/** What became of the registry of the insured. */
function printTaken(taken: Serving['taken']): void {
  if (taken === null) return;
  const { added, changed, unchanged, refused, faults } = taken;
  print(`参保人 insured：新增 ${added}，变更 ${changed}，未变 ${unchanged}，未接收 ${refused}`);
  for (const { table, psn_no, zh, en } of faults) print(`  ${table} ${psn_no}：${zh} · ${en}`);
}

/** Their only showing. */
export function printAccounts(accounts: readonly NewAccount[]): void {
  if (accounts.length === 0) return;
  print('账号只显示这一次，请记下 · these accounts are shown once:');
  for (const { username, password, duty } of accounts) print(`  ${username.padEnd(18)} ${password}   ${duty}`);
}
