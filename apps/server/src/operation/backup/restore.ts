/** Makes a platform of a backup, and holds it against what the backup says before anybody can use it. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { copyIn, copyOut, migrate, openDatabase, transaction } from '@shouhu/database';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { trialBalance } from '@shouhu/ledger';
import { verifyLake } from '@shouhu/lake';
import { hasFingerprint, loadKeyFile } from '@shouhu/vault';
import type { KeyRing } from '@shouhu/vault';
import type { Kysely } from 'kysely';
import { createJobs } from '../../jobs/jobs.ts';
import { note, verifyLog } from '../../log/log.ts';
import { migrations } from '../../store/migrations.ts';
import type { Schema } from '../../store/schema.ts';
import { syncPath } from '../durable.ts';
import { INSTALLATION } from '../installation.ts';
import { POSTGRES } from '../reach.ts';
import type { PlatformPlace } from '../reach.ts';
import { memberOf } from './format.ts';
import type { BackupManifest } from './format.ts';
import { isSame, openArchive, verifyArchive } from './read-archive.ts';
import type { Archive } from './read-archive.ts';
import { measuring } from './write-archive.ts';

export interface RestoreOptions extends PlatformPlace {
  readonly file: string;
  readonly keyFile: string;
  /** Where the lake of the backup goes; `lake` in the data unless told. */
  readonly lake?: string;
  readonly onProgress?: (step: 'verify' | 'database' | 'files' | 'check') => void;
}

/** What was restored and found whole. */
export interface Restored {
  readonly made_at: string;
  readonly tables: number;
  readonly files: number;
  readonly log_entries: number;
}

/**
 * Restores into an empty place. Under its name it stands only when all of it was verified: rows and files against the manifest, the chain
 * of the log, the ledger, the lake.
 * @throws ShouhuError SH-O002 when the place is not empty, SH-O003, SH-O004, SH-V010 before anything is written; SH-O005 when it does not verify
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { file, keyFile, databaseUrl, onProgress = () => undefined } = options;
  const folder = resolve(options.folder);
  const ring = await loadKeyFile(keyFile, folder);
  const archive = await openArchive(file);
  const draft = `${folder}.restoring`;
  const lake = options.lake === undefined ? undefined : resolve(options.lake);
  try {
    refuseForeign(archive, ring, keyFile);
    await refuseFilled(folder);
    if (lake !== undefined) await refuseFilled(lake);
    onProgress('verify');
    await verifyArchive(archive);
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { recursive: true, mode: 0o700 });
    onProgress('files');
    await writeFiles(archive, archive.manifest.files, memberOf.file, draft);
    const lakeDraft = lake === undefined ? join(draft, 'lake') : `${lake}.restoring`;
    if (archive.manifest.lake !== null) {
      await writeFiles(archive, archive.manifest.lake, memberOf.lake, lakeDraft);
      await verifyLake(lakeDraft);
    }
    onProgress('database');
    const log_entries = await restoreDatabase(archive, databaseUrl ?? null, draft, () => onProgress('check'));
    if (lake !== undefined && archive.manifest.lake !== null) await put(lakeDraft, lake);
    await put(draft, folder);
    const { made_at, tables, files } = archive.manifest;
    return { made_at, tables: tables.length, files: files.length, log_entries };
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw fromSystemError(error, folder, 'write') ?? error;
  } finally {
    archive.close();
  }
}

function refuseForeign({ path, manifest }: Archive, ring: KeyRing, keyFile: string): void {
  const known = Object.keys(migrations);
  const unknown = manifest.migrations.filter((name, at) => name !== known[at]);
  if (unknown.length > 0) throw shouhuError('SH-O004', { path, detail: unknown.join(', ') });
  if (!hasFingerprint(ring, manifest.key_fingerprint)) throw shouhuError('SH-V010', { path: keyFile });
}

async function refuseFilled(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (names.length > 0) throw shouhuError('SH-O002', { path: folder });
}

async function writeFiles(
  { read }: Archive,
  files: BackupManifest['files'],
  nameOf: (path: string) => string,
  folder: string,
): Promise<void> {
  for (const file of files) {
    const path = join(folder, file.path);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const { through, measured } = measuring();
    await pipeline(await read(nameOf(file.path)), through, createWriteStream(path, { mode: 0o600, flush: true }));
    if (!isSame(measured(), file)) throw shouhuError('SH-O005', { detail: file.path });
  }
}

/** @returns entries of the log */
async function restoreDatabase(
  archive: Archive,
  databaseUrl: string | null,
  draft: string,
  onCheck: () => void,
): Promise<number> {
  const place = databaseUrl === null ? { folder: join(draft, POSTGRES) } : { url: databaseUrl };
  const { db, url, close } = await openDatabase<Schema>({ ...place, statement_timeout_ms: 0 });
  try {
    if (databaseUrl !== null) await refuseFilledDatabase(url);
    const { manifest, read } = archive;
    await migrate(db, Object.fromEntries(Object.entries(migrations).slice(0, manifest.migrations.length)));
    const shapes = manifest.tables.map(({ name, columns }) => ({ name, columns }));
    const rowsOf = async ({ name }: { readonly name: string }) => read(memberOf.table(name));
    await copyIn(url, { tables: shapes, sequences: manifest.sequences, rowsOf });
    onCheck();
    await compareTables(url, manifest);
    const entries = await checkRecords(db);
    await migrate(db, migrations);
    const jobs = createJobs(db);
    await transaction(db, 'read committed', async (trx) => {
      for (const { name, data } of manifest.jobs) await jobs.send(trx, name, data);
      await note(trx, INSTALLATION, new Date(), {
        action: 'platform.restored',
        subject: `backup:${manifest.made_at}`,
        region: '',
      });
    });
    await jobs.stop();
    return entries;
  } finally {
    await close();
  }
}

async function refuseFilledDatabase(url: string): Promise<void> {
  const { tables } = await copyOut(url, async (snapshot) => snapshot);
  const address = new URL(url);
  if (tables.length > 0) throw shouhuError('SH-O002', { path: `${address.host}${address.pathname}` });
}

/** Copies the tables once more: the bytes are those of the backup. */
async function compareTables(url: string, { tables }: BackupManifest): Promise<void> {
  await copyOut(url, async ({ rowsOf }) => {
    for (const table of tables) {
      const { through, measured } = measuring();
      const nowhere = new Writable({ write: (_piece, _encoding, done) => done() });
      await pipeline(rowsOf(table), through, nowhere);
      if (!isSame(measured(), table)) throw shouhuError('SH-O005', { detail: table.name });
    }
  });
}

async function checkRecords(db: Kysely<Schema>): Promise<number> {
  const verdict = await verifyLog(db);
  if (!verdict.ok) throw shouhuError('SH-O005', { detail: `log ${verdict.seq} ${verdict.fault}` });
  const { sum_fen, accounts, entries } = await trialBalance(db);
  const isWhole = sum_fen === 0 && accounts.length === 0 && entries.length === 0;
  if (!isWhole)
    throw shouhuError('SH-O005', { detail: `ledger ${sum_fen} ${[...accounts, ...entries].slice(0, 3).join(' ')}` });
  return verdict.entries;
}

/** In its place in one step, on the disk. */
async function put(draft: string, folder: string): Promise<void> {
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(draft, folder);
  await syncPath(dirname(folder));
}
