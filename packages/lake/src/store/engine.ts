import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';

/** Bounds of one database engine. */
export interface EngineOptions {
  /** Megabytes; beyond it the engine spills. The process uses about 200 MB more. */
  readonly memory_mb?: number;
  readonly threads?: number;
  /** Folder for spilled data; made on demand. */
  readonly spill: string;
}

/** Enough for the months of a county; a city spills. */
const DEFAULT_MEMORY_MB = 4096;

/** An engine in memory whose data are the lake's files. Extensions stay off: nothing is fetched or loaded. */
export async function openEngine(options: EngineOptions): Promise<DuckDBInstance> {
  return DuckDBInstance.create(':memory:', {
    memory_limit: `${options.memory_mb ?? DEFAULT_MEMORY_MB}MB`,
    temp_directory: options.spill,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    preserve_insertion_order: 'false',
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
  });
}

/** A string literal of SQL. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A source over Parquet files; the list must not be empty. */
export function parquet(files: readonly string[]): string {
  return `read_parquet([${files.map(quote).join(', ')}], union_by_name = true)`;
}

/**
 * Rows of a statement as plain values, BIGINT as exact JS numbers. The caller names the shape that its SQL selects.
 */
export async function rowsOf<Row>(connection: DuckDBConnection, sql: string): Promise<Row[]>;
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<unknown[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS().map((row) => {
    for (const [name, value] of Object.entries(row)) if (typeof value === 'bigint') row[name] = Number(value);
    return row;
  });
}
