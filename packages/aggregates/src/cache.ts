/** Partial aggregates as files named by what they were made from: an unchanged month finds its file again. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { filesOfTable, quote } from '@shouhu/lake';
import type { Lake } from '@shouhu/lake';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Counts up with every change of what the statements of this package mean. */
const VERSION = 4;

export class Cache {
  readonly #folder: string;
  readonly #used = new Set<string>();

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** @param folder made when it is not there */
  static async open(folder: string): Promise<Cache> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Cache(folder);
  }

  /**
   * The file of a statement's result, made unless it stands there from an earlier run.
   * @param source what the result depends on beside this package
   * @param sql made only when it must run; it may look at what `prepare` creates
   */
  async file(
    connection: DuckDBConnection,
    name: string,
    source: string,
    sql: string,
    prepare?: () => Promise<void>,
  ): Promise<string> {
    const digest = createHash('sha256').update(`${VERSION}\n${source}\n${sql}`).digest('hex').slice(0, 32);
    const path = join(this.#folder, `${name}-${digest}.parquet`);
    this.#used.add(path);
    if (existsSync(path)) return path;
    await prepare?.();
    const partial = `${path}.part`;
    await connection.run(`COPY (${sql}) TO ${quote(partial)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)`);
    await chmod(partial, 0o600);
    await rename(partial, path);
    return path;
  }

  /** Removes what this run did not ask for. */
  async sweep(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const path = join(this.#folder, name);
      if (!this.#used.has(path)) await rm(path, { force: true, recursive: true });
    }
  }
}

/** What a month of a table, or the whole table, holds: the digests of its files. */
export function sourceOf(lake: Lake, table: string, months?: readonly string[]): string {
  const digests = new Map(
    Object.values(lake.manifest.tables[table]?.parts ?? {})
      .flat()
      .map((file) => [join(lake.path, file.path), file.digest]),
  );
  const files = filesOfTable(lake, table, months).map((path) => digests.get(path) ?? path);
  return `${table} ${files.join(' ')}`;
}
