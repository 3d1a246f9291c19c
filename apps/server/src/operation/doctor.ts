/** Looks a platform over and says what is well, what is worth a look, what is broken, and what to do about it. Changes nothing. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Database } from '@shouhu/database';
import { asShouhuError } from '@shouhu/errors';
import { trialBalance } from '@shouhu/ledger';
import { verifyLake } from '@shouhu/lake';
import { lettersFonts } from '@shouhu/reports';
import { hasFingerprint, loadKeyFile } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import { sql } from 'kysely';
import { appliedIn, LEAST_ROOM_BYTES, roomOf } from '../http/readiness.ts';
import { headsBeside, readHeads } from '../log/heads.ts';
import { verifyLog } from '../log/log.ts';
import { migrations } from '../store/migrations.ts';
import type { Schema } from '../store/schema.ts';
import { leftovers } from './leftovers/leftovers.ts';
import { reach } from './reach.ts';
import type { PlatformPlace } from './reach.ts';

export interface DoctorOptions extends PlatformPlace {
  readonly keyFile: string;
  readonly heads?: string;
  readonly lake?: string;
}

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** One line of the doctor. */
export interface Checked {
  readonly level: 'ok' | 'warning' | 'fault';
  readonly what: Words;
  readonly found: Words;
  /** What to do; absent where all is well. */
  readonly remedy?: Words;
}

type Result = Omit<Checked, 'what'>;
type Check = () => Promise<Result>;

const GIB = 2 ** 30;
const ROOMY_BYTES = 10 * GIB;
const OTHERS = 0o077;
/** Seconds by which the clocks of program and database may differ: deeds of both must stand in one order. */
const CLOCKS_S = { warning: 2, fault: 60 };

const well = (zh: string, en: string): Result => ({ level: 'ok', found: { zh, en } });
const ill = (level: 'warning' | 'fault', found: Words, remedy: Words): Result => ({ level, found, remedy });

/** Every check in an order in which the first fault is likely the cause of those after it. */
export async function doctor(options: DoctorOptions): Promise<Checked[]> {
  const { folder, keyFile } = options;
  const lines: Checked[] = [];
  const check = async (zh: string, en: string, work: Check): Promise<void> => {
    lines.push({ what: { zh, en }, ...(await work().catch(asFault)) });
  };
  const heads = options.heads ?? headsBeside(folder);
  let ring: KeyRing | undefined;
  await check('运行时', 'Runtime', async () => runtime());
  await check('数据文件夹权限', 'Folders', async () => folders([folder, heads]));
  await check('磁盘空间', 'Disk', async () => disk(folder));
  await check('密钥文件', 'Key file', async () => {
    ring = await loadKeyFile(keyFile, folder);
    return well(`完好，${ring.dataKeys.length} 把数据密钥`, `whole, ${ring.dataKeys.length} data keys`);
  });
  await check('文书字体', 'Fonts', fonts);
  await check('浏览器', 'Browser', async () =>
    well('平台不需要浏览器，只有测试用到', 'not needed by the platform, only by tests'),
  );
  let database: Database<Schema> | undefined;
  await check('数据库', 'Database', async () => {
    database = await reach(options);
    const { rows } = await sql<{ version: string }>`SELECT current_setting('server_version') AS version`.execute(
      database.db,
    );
    return well(`可连接，PostgreSQL ${rows[0]?.version}`, `answers, PostgreSQL ${rows[0]?.version}`);
  });
  if (database !== undefined) {
    const { db, close } = database;
    try {
      await check('数据库结构', 'Schema', async () => schema(db));
      await check('密钥与数据', 'Keys and data', async () => keysOfData(db, ring));
      await check('时钟', 'Clock', async () => clock(db));
      await check('留痕日志', 'Log', async () => log(db, heads, ring));
      await check('账簿', 'Ledger', async () => ledger(db));
      await check('存放的文件', 'Stored files', async () => storedFiles(db, folder));
      await check('多余文件', 'Leftovers', async () => leftOver(db, folder));
    } finally {
      await close();
    }
  }
  const lake = options.lake ?? join(folder, 'lake');
  if (options.lake !== undefined || existsSync(lake)) {
    await check('数据湖', 'Lake', async () => {
      const { manifest } = await verifyLake(lake);
      return well(
        `第 ${manifest.generation} 代，文件与清单一致`,
        `generation ${manifest.generation}, every file as its manifest says`,
      );
    });
  }
  return lines;
}

/** Whatever stops a check is what is wrong. */
function asFault(error: unknown): Result {
  const known = asShouhuError(error);
  return ill(
    'fault',
    { zh: `${known.code} ${known.zh}`, en: `${known.code} ${known.en}` },
    { zh: known.fix_zh, en: known.fix_en },
  );
}

function runtime(): Result {
  const { node } = process.versions;
  if (Number.parseInt(node, 10) >= 26) return well(`Node ${node}`, `Node ${node}`);
  return ill(
    'fault',
    { zh: `Node ${node} 太旧`, en: `Node ${node} is too old` },
    { zh: '用 ./shouhu 启动，它自带 Node 26', en: 'Start by ./shouhu, which brings Node 26' },
  );
}

async function folders(paths: readonly string[]): Promise<Result> {
  for (const path of paths) {
    const mode = await stat(path).then(
      (found) => found.mode & 0o777,
      () => 0,
    );
    if ((mode & OTHERS) === 0) continue;
    const found = mode.toString(8);
    return ill(
      'fault',
      { zh: `${path} 对其他用户开放（${found}）`, en: `${path} is open to other users (${found})` },
      { zh: `运行 chmod 700 ${path}`, en: `Run chmod 700 ${path}` },
    );
  }
  return well('仅所有者可读写', 'closed to others');
}

async function disk(folder: string): Promise<Result> {
  const room = (await roomOf(folder)) ?? (await roomOf(dirname(resolve(folder)))) ?? 0;
  const gib = (room / GIB).toFixed(1);
  if (room >= ROOMY_BYTES) return well(`剩余 ${gib} GB`, `${gib} GB free`);
  return ill(
    room < LEAST_ROOM_BYTES ? 'fault' : 'warning',
    { zh: `只剩 ${gib} GB`, en: `${gib} GB free only` },
    {
      zh: '腾出空间或扩容；不足 0.5 GB 时 /api/ready 不再就绪',
      en: 'Free some space or grow the disk; below 0.5 GB /api/ready says no',
    },
  );
}

/** @throws ShouhuError SH-D004 where there are none */
async function fonts(): Promise<Result> {
  await lettersFonts({});
  return well('文书与函件的字体齐全', 'those of documents and letters are there');
}

async function schema(db: Database<Schema>['db']): Promise<Result> {
  const applied = (await appliedIn(db)) ?? [];
  const known = Object.keys(migrations);
  const newer = applied.filter((name) => !known.includes(name));
  if (newer.length > 0)
    return ill(
      'fault',
      { zh: `由更新的版本升级过：${newer.join(', ')}`, en: `migrated by a newer Shouhu: ${newer.join(', ')}` },
      { zh: '升级 shouhu', en: 'Upgrade shouhu' },
    );
  if (applied.length < known.length)
    return ill(
      'warning',
      {
        zh: `还有 ${known.length - applied.length} 步未升级`,
        en: `${known.length - applied.length} steps are still to come`,
      },
      { zh: '先备份，再启动 shouhu serve，它会自动升级', en: 'Back up, then start shouhu serve, which takes them' },
    );
  return well('与程序一致', 'as the program has it');
}

async function keysOfData(db: Database<Schema>['db'], ring: KeyRing | undefined): Promise<Result> {
  const known = await db.selectFrom('installation').select('key_fingerprint').executeTakeFirst();
  if (known === undefined)
    return ill(
      'warning',
      { zh: '数据还没有记下密钥指纹', en: 'the data know no key ring yet' },
      { zh: '启动一次 shouhu serve', en: 'Start shouhu serve once' },
    );
  if (ring !== undefined && hasFingerprint(ring, known.key_fingerprint))
    return well('密钥文件是这些数据的', 'the key file is that of these data');
  return ill(
    'fault',
    {
      zh: '密钥文件不是这些数据的，加密的内容打不开',
      en: 'the key file is not that of these data: nothing sealed opens',
    },
    {
      zh: '放回与数据一起使用的密钥文件，轮换过密钥时要最新的一份',
      en: 'Put back the key file of these data, the newest after a rotation',
    },
  );
}

async function clock(db: Database<Schema>['db']): Promise<Result> {
  const before = Date.now();
  const { rows } = await sql<{ at: Date }>`SELECT clock_timestamp() AS at`.execute(db);
  const middle = (before + Date.now()) / 2;
  const apart_s = Math.abs((rows[0]?.at.getTime() ?? 0) - middle) / 1_000;
  const text = apart_s.toFixed(1);
  if (apart_s < CLOCKS_S.warning) return well(`与数据库相差 ${text} 秒`, `${text} s from that of the database`);
  return ill(
    apart_s < CLOCKS_S.fault ? 'warning' : 'fault',
    { zh: `与数据库相差 ${text} 秒`, en: `${text} s from that of the database` },
    {
      zh: '两台机器都用 NTP 校时：法定期限按日计算，差一天就差一天',
      en: 'Set both machines by NTP: legal limits go by the day',
    },
  );
}

async function log(db: Database<Schema>['db'], folder: string, ring: KeyRing | undefined): Promise<Result> {
  const heads = ring === undefined ? [] : await readHeads(folder);
  const verdict = await verifyLog(db, { publicKey: ring?.publicKey ?? '', heads });
  const counts = {
    zh: `${verdict.entries} 条，日签 ${heads.length} 个`,
    en: `${verdict.entries} entries, ${heads.length} signed heads`,
  };
  if (!verdict.ok)
    return ill(
      'fault',
      {
        zh: `第 ${verdict.seq} 条起不符（${verdict.fault}）`,
        en: `does not hold from entry ${verdict.seq} on (${verdict.fault})`,
      },
      { zh: '保留现场，运行 shouhu log verify，报告负责人', en: 'Keep the evidence, run shouhu log verify, report it' },
    );
  if (heads.length === 0 && verdict.entries > 0)
    return ill(
      'warning',
      { zh: `连续，但没有日签（${folder}）`, en: `holds, but there is no signed head in ${folder}` },
      { zh: '用 --heads 指明日签文件夹', en: 'Name the folder of heads by --heads' },
    );
  return well(`连续、未改动：${counts.zh}`, `holds: ${counts.en}`);
}

async function ledger(db: Database<Schema>['db']): Promise<Result> {
  const { sum_fen, accounts, entries } = await trialBalance(db);
  if (sum_fen === 0 && accounts.length === 0 && entries.length === 0) return well('平衡', 'balances');
  const named = [...accounts, ...entries].slice(0, 3).join(', ');
  return ill(
    'fault',
    { zh: `不平：合计 ${sum_fen} 分，${named}`, en: `does not balance: ${sum_fen} fen, ${named}` },
    { zh: '停止收付款操作，保留现场，从备份核对', en: 'Stop payments, keep the evidence, compare with a backup' },
  );
}

async function leftOver(db: Database<Schema>['db'], folder: string): Promise<Result> {
  const found = await leftovers({ db, folder }, new Date());
  if (found.length === 0) return well('没有', 'none');
  const mib = (found.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20).toFixed(1);
  const named = found.slice(0, 3).map(({ subject }) => subject);
  return well(
    `${found.length} 项，${mib} MB，凌晨四点清理：${named.join('、')}`,
    `${found.length}, ${mib} MB, removed at four in the morning: ${named.join(', ')}`,
  );
}

/** Names of files are their digests; the bytes themselves are held against them when one is read. */
async function storedFiles(db: Database<Schema>['db'], folder: string): Promise<Result> {
  const kept = await db.selectFrom('stored_file').select('digest').distinct().execute();
  const gone = kept.filter(({ digest }) => !existsSync(join(folder, 'files', digest.slice(0, 2), digest)));
  if (gone.length === 0) return well(`${kept.length} 个，都在`, `${kept.length}, all there`);
  return ill(
    'fault',
    { zh: `缺 ${gone.length} 个，如 ${gone[0]?.digest}`, en: `${gone.length} are missing, such as ${gone[0]?.digest}` },
    { zh: '从备份取回 files 文件夹里的这些文件', en: 'Take them from the folder files of a backup' },
  );
}
