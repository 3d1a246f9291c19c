import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { NO_FAULTS, USUAL_FAULTS, journalIn, play, readCounty } from '@shouhu/his';
import type { County, Place, Playing } from '@shouhu/his';
import { readSender, send } from '@shouhu/interface';
import type { Sender } from '@shouhu/interface';
import { Option } from 'commander';
import type { Command } from 'commander';
import { daysToMonthEnd, daysUpToNow, PlayedClock } from '../his-days.ts';
import { openHisPlatform } from '../his-platform.ts';
import { Week } from '../his-week.ts';
import { printPlayed, printProof } from '../print-week.ts';
import { wholeNumber } from '../options.ts';
import { countText, print, printJson, Progress } from '../terminal.ts';

interface HisFlags {
  readonly url?: string;
  readonly county?: string;
  readonly institutions: number;
  readonly patients: number;
  readonly rate: number;
  readonly days: number;
  readonly seed: number;
  readonly faults: 'on' | 'off' | true;
  readonly keys?: string;
  readonly journal?: string;
  readonly json?: true;
}

/** `shouhu his`: systems of hospitals and pharmacies, simulated. */
export function addHis(program: Command): void {
  program
    .command('his')
    .description('模拟医院、药店系统，按天发送接口报文并核对账目 · simulated hospital systems against a platform')
    .option(
      '--url <url>',
      '平台地址；缺省时自建虚构县和平台 · the platform; without it, one of its own over an invented county',
    )
    .option(
      '--county <dir>',
      '--url 的平台所用虚构县，含 claims 和 registry · with --url: the invented county that it took in, as shouhu demo makes it',
    )
    .option('--institutions <n>', '机构数 · institutions', wholeNumber('--institutions', 1, 10_000), 49)
    .option(
      '--patients <n>',
      '每机构每天的就诊数 · new patients of an institution a day',
      wholeNumber('--patients', 1, 10_000),
      4,
    )
    .option(
      '--rate <n>',
      '每秒报文数，0 为不限 · messages a second, 0 for no limit',
      wholeNumber('--rate', 0, 100_000),
      50,
    )
    .option(
      '--days <n>',
      '模拟天数：到昨天为止；自建平台上为上个月的最后几天 · days up to yesterday; on a platform of its own the last ones of last month',
      wholeNumber('--days', 1, 300),
      7,
    )
    .option('--seed <n>', '种子 · seed', wholeNumber('--seed', 0, 4_294_967_295), 1)
    .addOption(
      new Option('--faults [on]', '丢失应答、重发、乱序、错误金额、重复结算、程序中断 · with faults')
        .choices(['on', 'off'])
        .default('off'),
    )
    .option(
      '--keys <dir>',
      '机构密钥文件夹（机构编号.json），缺省则不签名 · folder of key files, CODE.json; unsigned without',
    )
    .option('--journal <dir>', '机构日志文件夹，中断后可接着运行 · folder of journals, to go on from after an end')
    .option('--json', '机器输出 · machine output')
    .action(run);
}

async function run({ url, county, keys, ...flags }: HisFlags): Promise<void> {
  const stopped = new AbortController();
  // Of other commands Ctrl-C is the end at once; here a database and a folder are put away first.
  process.removeAllListeners('SIGINT');
  const stop = (): void => stopped.abort(new Interrupted());
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    if (url === undefined) await playWeek(flags, stopped.signal);
    else if (county === undefined) throw shouhuError('SH-U004', { argument: '--county <dir>', command: 'his' });
    else await playAt(url, county, { ...flags, ...(keys === undefined ? {} : { keys }) }, stopped.signal);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.stderr.write('\n已中断 · interrupted\n');
    process.exitCode = INTERRUPTED;
  }
}

class Interrupted extends Error {}
const INTERRUPTED = 130;

/** On a platform of its own, with days of its own that end a month. */
async function playWeek(flags: Omit<HisFlags, 'url' | 'county' | 'keys'>, signal: AbortSignal): Promise<void> {
  const played = daysToMonthEnd(flags.days);
  const clock = new PlayedClock();
  clock.set(played.days[0] ?? '', '06:00:00');
  const own = await openHisPlatform(flags.seed, played, clock);
  try {
    signal.throwIfAborted();
    const county = await countyIn(own.county, flags.institutions);
    const signing = await own.giveKeys(county.places);
    const week = await Week.begin(own, clock, played, county);
    signal.throwIfAborted();
    const plan = playingOf(own.url, county, flags, played.days, signal);
    const some = (place: Place): Sender => signing.get(place.fixmedins_code) ?? unsigned(place);
    const done = await play({ ...plan, ...week.playing, senderOf: some });
    const proof = await week.end(done.reconciled.strange);
    if (flags.json === true) printJson({ ...done, proof });
    else {
      printPlayed(done);
      printProof(proof);
    }
    if (done.faults.length + proof.faults.length > 0) process.exitCode = 1;
  } finally {
    await own.close();
  }
}

async function playAt(
  url: string,
  folder: string,
  flags: Omit<HisFlags, 'url' | 'county'>,
  signal: AbortSignal,
): Promise<void> {
  const county = await countyIn(folder, flags.institutions);
  const done = await play(playingOf(url, county, flags, daysUpToNow(flags.days), signal));
  if (flags.json === true) printJson(done);
  else {
    printPlayed(done);
    print(
      '未运行 left out   医保码、刷脸、钱包、月度清算、决定重放、夜间比对：只在自建平台上运行 · e-vouchers, faces, wallets, clearing, replays and nights: on a platform of its own alone',
    );
  }
  if (done.faults.length > 0) process.exitCode = 1;
}

function playingOf(
  url: string,
  county: County,
  { keys, journal, faults, seed, rate, patients }: Omit<HisFlags, 'url' | 'county'>,
  days: readonly string[],
  signal: AbortSignal,
): Playing {
  if (journal !== undefined) mkdirSync(journal, { recursive: true, mode: 0o700 });
  const progress = new Progress();
  return {
    county,
    days,
    seed,
    rate,
    patients,
    faults: faults === 'off' ? NO_FAULTS : USUAL_FAULTS,
    senderOf: (place) => senderOf(place, keys),
    postOf:
      ({ bodyKey }) =>
      async (message) =>
        send(url, message, bodyKey),
    ...(journal === undefined
      ? {}
      : { journalOf: ({ fixmedins_code }: Place) => journalIn(join(journal, `${fixmedins_code}.jsonl`)) }),
    now: () => new Date(),
    signal,
    onProgress: (day, messages) => {
      progress.show(`${days[day] ?? ''}：${countText(messages)} 条报文 messages`);
      if (day === days.length - 1) progress.done('对账、核对 · reconciliation, books');
    },
  };
}

async function countyIn(folder: string, institutions: number): Promise<County> {
  const [claims, registry] = [join(folder, 'claims'), join(folder, 'registry')];
  if (!existsSync(claims) || !existsSync(registry))
    throw shouhuError('SH-U005', { option: '--county', value: folder, expected: 'claims/ + registry/ (shouhu demo)' });
  const spill = mkdtempSync(join(tmpdir(), 'shouhu-his-'));
  try {
    const county = await readCounty({ claims, registry, spill });
    // Of each kind as many as the county has in proportion.
    const every = county.places.length / Math.min(institutions, county.places.length);
    const places = county.places.filter((_, at) => Math.floor(at / every) !== Math.floor((at - 1) / every));
    return { ...county, places };
  } finally {
    rmSync(spill, { recursive: true });
  }
}

const unsigned = ({ fixmedins_code, fixmedins_name, admdvs }: Omit<Place, 'isPharmacy' | 'hosp_lv'>): Sender => ({
  fixmedins_code,
  fixmedins_name,
  mdtrtarea_admvs: admdvs,
  opter: 'HIS',
  opter_name: '模拟收费员',
});

function senderOf({ fixmedins_code, fixmedins_name, admdvs }: Place, keys: string | undefined): Sender {
  if (keys === undefined) return unsigned({ fixmedins_code, fixmedins_name, admdvs });
  const path = join(keys, `${fixmedins_code}.json`);
  try {
    const sender = readSender(readFileSync(path, 'utf8'));
    if (sender !== undefined) return sender;
  } catch (error) {
    throw fromSystemError(error, path, 'read') ?? error;
  }
  throw shouhuError('SH-U005', { option: '--keys', value: path, expected: 'shouhu kit key --out FILE' });
}
