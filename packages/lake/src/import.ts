import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tableOfName, tables } from '@shouhu/claims';
import type { TableName } from '@shouhu/claims';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import type { DuckDBConnection } from '@duckdb/node-api';
import { listFolder } from './intake/discover.ts';
import type { IntakeProgress, Notice, StagedFile, Staging } from './intake/staged.ts';
import type { MergeCounts } from './net/merge.ts';
import { takeIn } from './net/take-in.ts';
import { defaultKeyFile, keyCheck, openKey } from './privacy/key.ts';
import type { Key } from './privacy/key.ts';
import { seal } from './privacy/seal.ts';
import type { ClearValue } from './privacy/seal.ts';
import { qualityReport } from './quality/report.ts';
import { QUALITY, qualityText, REJECTS } from './quality/reports.ts';
import { fileDigest, makeFolder, writeDurably } from './store/durable.ts';
import { openEngine } from './store/engine.ts';
import { asLakeFault } from './store/faults.ts';
import { prepareLake } from './store/lake.ts';
import { REFUSED, SCRATCH } from './store/layout.ts';
import { lockLake } from './store/lock.ts';
import type { FileEntry, Manifest } from './store/manifest.ts';
import { sweep, Transaction } from './store/transaction.ts';

/** What an import is told. */
export interface ImportOptions {
  /** Folder of the source tables. */
  readonly dir: string;
  /** Folder of the lake; made when it is not there. */
  readonly lake: string;
  /** Mapping file of other column names. */
  readonly mapping?: string;
  /** The new rows replace what the lake holds of their institutions and period. */
  readonly replace?: boolean;
  /** Greatest share of rejected rows, 0 to 1; default 0.05. */
  readonly max_reject?: number;
  readonly key_file?: string;
  readonly memory_mb?: number;
  readonly threads?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export type ImportProgress = IntakeProgress | { readonly phase: 'merge' | 'commit' } | WriteProgress;

interface WriteProgress {
  readonly phase: 'write';
  readonly table: string;
  readonly part: string;
}

/** What an import did. */
export interface ImportResult {
  /** False: every file was imported before, and nothing changed. */
  readonly changed: boolean;
  readonly generation: number;
  readonly rows: number;
  readonly rejected: number;
  /** Files skipped because their content was imported before, below the folder. */
  readonly skipped: readonly string[];
  readonly tables: Readonly<Record<string, MergeCounts>>;
  readonly notices: readonly Notice[];
}

/** Reads and validates source files into a scratch folder: the intake, as the import sees it. */
export type Stage = (connection: DuckDBConnection, scratch: string) => Promise<Staging>;

const DEFAULT_MAX_REJECT = 0.05;

/** Without rows in these no rule can judge. */
const ESSENTIAL: readonly TableName[] = ['fee_list_d', 'mdtrt_d'];

/**
 * Takes staged tables into a lake: all of them or, on any error, none. One import at a time.
 * @throws ShouhuError when the lake cannot be used, rows are rejected beyond the limit, or an essential table is empty
 */
export async function importStaged(options: ImportOptions, intake: Stage): Promise<ImportResult> {
  const { lake } = options;
  await prepareLake(lake);
  try {
    const release = await lockLake(lake);
    try {
      await sweep(lake);
      return await importLocked(options, intake, await prepareLake(lake));
    } finally {
      await rm(join(lake, SCRATCH), { recursive: true, force: true });
      await release();
    }
  } catch (error) {
    throw asLakeFault(error, lake);
  }
}

async function importLocked(options: ImportOptions, intake: Stage, before: Manifest): Promise<ImportResult> {
  const known = new Set(before.imports.flatMap((entry) => entry.sources.map((source) => source.digest)));
  const digests = await sourceDigests(options);
  const isKnown = (name: string): boolean => options.replace !== true && known.has(digests.get(name) ?? '');
  const skipped = [...digests.keys()].filter(isKnown);
  const unchanged = {
    changed: false,
    generation: before.generation,
    rows: 0,
    rejected: 0,
    skipped,
    tables: {},
    notices: [],
  };
  if (digests.size > 0 && skipped.length === digests.size) return unchanged;
  const key = await openKey(options.key_file ?? defaultKeyFile(process.env), options.lake, before.key_check);
  await makeFolder(join(options.lake, SCRATCH));
  const scratch = await mkdtemp(join(options.lake, SCRATCH, 'import-'));
  const engine = await openEngine({
    spill: join(scratch, 'spill'),
    ...(options.memory_mb === undefined ? {} : { memory_mb: options.memory_mb }),
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
  try {
    const connection = await engine.connect();
    const staged = join(scratch, 'staged');
    await makeFolder(staged);
    const staging = await intake(connection, staged);
    const files = staging.files.filter((file) => !isKnown(file.name));
    if (files.length === 0) return { ...unchanged, notices: staging.notices };
    await refuseRejects(options, staging, before);
    options.onProgress?.({ phase: 'merge' });
    const transaction = new Transaction(options.lake, before);
    const taken = await takeIn({
      connection,
      transaction,
      scratch,
      key,
      replace: options.replace ?? false,
      staged: staging.tables,
      files: files.map((file) => file.index),
      onPart: (table, part) => options.onProgress?.({ phase: 'write', table, part }),
    });
    options.onProgress?.({ phase: 'commit' });
    const after: Manifest = {
      ...before,
      generation: transaction.generation,
      tables: taken.tables,
      imports: [...before.imports, importEntry(transaction, files, digests, staging)],
      sealed: [...before.sealed, ...(await sealValues(transaction, key, taken.clear))],
      key_check: keyCheck(key),
    };
    const quality = qualityText(await qualityReport(connection, { path: options.lake, manifest: after }));
    const reports = [...(await keepRejects(transaction, staging)), await keepQuality(transaction, quality)];
    await transaction.commit({
      ...after,
      reports: [...before.reports.filter((file) => !file.path.endsWith(QUALITY)), ...reports],
    });
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    const { rows: rejected } = staging.rejects;
    return {
      changed: true,
      generation: transaction.generation,
      rows,
      rejected,
      skipped,
      tables: taken.counts,
      notices: staging.notices,
    };
  } finally {
    engine.closeSync();
  }
}

/** Digest of every file that may be a table; the mapping belongs to it, as it decides what the bytes mean. */
async function sourceDigests({ dir, mapping }: ImportOptions): Promise<Map<string, string>> {
  const entries = (await listFolder(dir)).filter((entry) => !entry.isFolder);
  const sources = mapping === undefined ? entries.filter(({ name }) => tableOfName(name) !== undefined) : entries;
  const digests = new Map<string, string>();
  const seed = mapping === undefined ? '' : await sourceDigest(mapping, '');
  for (const { name, path } of sources) digests.set(name, await sourceDigest(path, seed));
  return digests;
}

async function sourceDigest(path: string, seed: string): Promise<string> {
  return fileDigest(path, seed).catch((error: unknown) => {
    throw fromSystemError(error, path, 'read') ?? error;
  });
}

/** Refuses the whole import when too much of it was rejected or nothing of an essential table is left. */
async function refuseRejects(options: ImportOptions, staging: Staging, before: Manifest): Promise<void> {
  const limit = options.max_reject ?? DEFAULT_MAX_REJECT;
  const rows = staging.files.reduce((sum, file) => sum + file.rows, 0);
  const refused = join(options.lake, REFUSED);
  const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
  if (rows > 0 && staging.rejects.rows > rows * limit) {
    await copyFile(staging.rejects.masked, refused);
    throw shouhuError('SH-I021', {
      share: percent(staging.rejects.rows / rows),
      limit: percent(limit),
      rejects: refused,
    });
  }
  const empty = ESSENTIAL.find(
    (name) => (staging.tables.get(name)?.rows ?? 0) === 0 && before.tables[name] === undefined,
  );
  if (empty === undefined) return;
  if (!staging.files.some((file) => file.table === empty)) throw shouhuError('SH-I005', { table: tables[empty].name });
  await copyFile(staging.rejects.masked, refused);
  throw shouhuError('SH-I022', { table: empty, rejects: refused });
}

function importEntry(
  { generation }: Transaction,
  files: readonly StagedFile[],
  digests: ReadonlyMap<string, string>,
  staging: Staging,
): Manifest['imports'][number] {
  const sources = files.map(({ name, table, rows }) => ({ name, table, rows, digest: digests.get(name) ?? '' }));
  return { generation, imported_at: new Date().toISOString(), sources, rejected: staging.rejects.rows };
}

async function sealValues(transaction: Transaction, key: Key, clear: readonly ClearValue[]): Promise<FileEntry[]> {
  if (clear.length === 0) return [];
  const path = await transaction.newFile('sealed', 'values.sm4');
  await writeDurably(path, seal(key, clear));
  return [await transaction.seal(path, clear.length)];
}

async function keepRejects(transaction: Transaction, staging: Staging): Promise<FileEntry[]> {
  if (staging.rejects.rows === 0) return [];
  const path = await transaction.newFile('reports', REJECTS);
  await copyFile(staging.rejects.masked, path);
  return [await transaction.seal(path, staging.rejects.entries)];
}

async function keepQuality(transaction: Transaction, text: string): Promise<FileEntry> {
  const path = await transaction.newFile('reports', QUALITY);
  await writeDurably(path, text);
  return transaction.seal(path, text.split('\n').length);
}
