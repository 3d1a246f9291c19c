import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ShouhuError } from '@shouhu/errors';
import type { TableName } from '@shouhu/claims';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { openEngine, rowsOf } from '../store/engine.ts';
import { stage } from './stage.ts';
import type { Reject, Staging } from './staged.ts';

/** Files of an import folder by name. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** For tests: an engine and a temporary folder, in which invented tables are staged. */
export class Intake {
  readonly connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  readonly #root: string;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, root: string) {
    this.#instance = instance;
    this.connection = connection;
    this.#root = root;
  }

  static async open(): Promise<Intake> {
    const root = await mkdtemp(join(tmpdir(), 'shouhu-intake-'));
    const instance = await openEngine({ spill: join(root, 'spill'), memory_mb: 500, threads: 2 });
    return new Intake(instance, await instance.connect(), root);
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    this.#instance.closeSync();
    await rm(this.#root, { recursive: true });
  }

  /** A new folder with the files. */
  async folder(files: Files): Promise<string> {
    const dir = await mkdtemp(join(this.#root, 'in-'));
    for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content);
    return dir;
  }

  /** Stages a folder. @param mapping path of a mapping file */
  async stage(dir: string, mapping?: string): Promise<Staging> {
    const scratch = await mkdtemp(join(this.#root, 'scratch-'));
    return stage(this.connection, { dir, scratch, ...(mapping === undefined ? {} : { mapping }) });
  }

  /** Stages files. @param mapping text of a mapping file */
  async staged(files: Files, mapping?: string): Promise<Staging> {
    const dir = await this.folder(files);
    if (mapping === undefined) return this.stage(dir);
    return this.stage(dir, join(await this.folder({ 'own.yaml': mapping }), 'own.yaml'));
  }

  /** Columns of a staged table, sorted. */
  async rows(staging: Staging, table: TableName, columns: string): Promise<unknown[]> {
    const relation = staging.tables.get(table)?.relation;
    return rowsOf(this.connection, `SELECT ${columns} FROM ${relation} ORDER BY ALL`);
  }

  async lines<Value>(path: string): Promise<Value[]> {
    const text = await readFile(path, 'utf8');
    return text
      .split('\n')
      .filter(Boolean)
      .map((line): Value => JSON.parse(line));
  }

  async rejects(staging: Staging): Promise<Reject[]> {
    return this.lines<Reject>(staging.rejects.masked);
  }

  /** Asserts that files are refused with an error of the catalogue, at least at the place given. */
  async refuses(files: Files, code: string, place: object = {}, mapping?: string): Promise<void> {
    await assert.rejects(this.staged(files, mapping), (error: unknown) => {
      assert.ok(error instanceof ShouhuError, String(error));
      assert.equal(error.code, code);
      assert.equal(error.exit, 1);
      assert.deepEqual({ ...error.place, ...place }, error.place);
      return true;
    });
  }
}
