/** Copies a platform, while it serves, into one file. */
import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { copyOut } from '@shouhu/database';
import type { Snapshot } from '@shouhu/database';
import { fromSystemError, shouhuError } from '@shouhu/errors';
import { fingerprint, loadKeyFile } from '@shouhu/vault';
import { JOB_NAMES } from '../../jobs/names.ts';
import { ownKeys } from '../own-keys.ts';
import { reach } from '../reach.ts';
import type { PlatformPlace } from '../reach.ts';
import { dataFiles, lakeFiles } from './data-files.ts';
import type { DataFile } from './data-files.ts';
import { FORMAT, MANIFEST, memberOf } from './format.ts';
import type { BackupManifest } from './format.ts';
import { writeArchive } from './write-archive.ts';
import type { ArchiveWriter } from './write-archive.ts';

export interface BackupOptions extends PlatformPlace {
  readonly keyFile: string;
  /** The backup; must not be there yet. */
  readonly out: string;
  /** A lake outside the data folder. */
  readonly lake?: string;
  readonly onProgress?: (path: string) => void;
}

/**
 * The database is one instant of it, in one transaction that holds nobody up. Files come after it: a row never names a file that is not there.
 * @returns what is in the backup
 * @throws ShouhuError SH-O002, SH-O006, SH-O007, SH-V010; nothing is left of a backup that fails
 */
export async function backup(options: BackupOptions): Promise<BackupManifest> {
  const { folder, out, keyFile, lake } = options;
  if (existsSync(out)) throw shouhuError('SH-O002', { path: out });
  if (!relative(resolve(folder), resolve(out)).startsWith('..')) throw shouhuError('SH-O006', { path: out });
  const ring = await loadKeyFile(keyFile, folder);
  const { db, url, close } = await reach(options);
  try {
    await ownKeys(db, ring, keyFile);
    return await writeArchive(out, async (writer) => {
      const told = { ...writer, add: telling(writer, options.onProgress) };
      const database = await copyDatabase(url, told);
      const files = await copyFiles(told, await dataFiles(folder), memberOf.file);
      const manifest = {
        format: FORMAT,
        made_at: new Date().toISOString(),
        key_fingerprint: fingerprint(ring),
        ...database,
        files,
        lake: lake === undefined ? null : await copyFiles(told, await lakeFiles(lake), memberOf.lake),
      } satisfies BackupManifest;
      await writer.add(MANIFEST, Readable.from([JSON.stringify(manifest, null, 1)]), true);
      return manifest;
    });
  } catch (error) {
    throw fromSystemError(error, out, 'write') ?? error;
  } finally {
    await close();
  }
}

function telling({ add }: ArchiveWriter, onProgress: (path: string) => void = () => undefined): ArchiveWriter['add'] {
  return async (name, content, compress) => {
    onProgress(name);
    return add(name, content, compress);
  };
}

async function copyDatabase(
  url: string,
  { add }: ArchiveWriter,
): Promise<Pick<BackupManifest, 'postgres' | 'migrations' | 'tables' | 'sequences' | 'jobs'>> {
  return copyOut(url, async ({ version, applied, tables, rowsOf, ask, sequences }) => {
    const copied = [];
    for (const { name, columns } of tables) {
      copied.push({
        name,
        columns: [...columns],
        ...(await add(memberOf.table(name), rowsOf({ name, columns }), true)),
      });
    }
    const jobs = await waitingJobs(ask);
    return { postgres: version, migrations: [...applied], tables: copied, jobs, sequences: await sequences() };
  });
}

/** Where no job was ever sent there is no queue. */
async function waitingJobs(ask: Snapshot['ask']): Promise<BackupManifest['jobs']> {
  const [queue] = await ask<{ known: boolean }>(`SELECT to_regclass('pgboss.job') IS NOT NULL AS known`);
  if (queue?.known !== true) return [];
  return ask<BackupManifest['jobs'][number]>(
    `SELECT name, coalesce(data, '{}') AS data FROM pgboss.job
     WHERE state IN ('created', 'retry', 'active') AND name = ANY ($1) ORDER BY created_on`,
    [...JOB_NAMES],
  );
}

/** Encrypted and Parquet files do not get smaller. */
const DENSE = /^files\/|\.(parquet|zip|xlsx|pdf|png|jpe?g)$/;

async function copyFiles(
  { add }: ArchiveWriter,
  files: readonly DataFile[],
  nameOf: (path: string) => string,
): Promise<BackupManifest['files']> {
  const copied = [];
  for (const { path, read } of files) {
    const content = await read();
    if (content !== null) copied.push({ path, ...(await add(nameOf(path), content, !DENSE.test(path))) });
  }
  return copied;
}
