import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Mapped } from './reading.ts';
import type { SourceFile } from './source-file.ts';

/** One file of rows to be staged. */
export interface StageJob {
  readonly connection: DuckDBConnection;
  /** Folder for copies and staged rows. */
  readonly scratch: string;
  readonly file: SourceFile;
  /** Number of the file, kept in every row as `src_file`. */
  readonly index: number;
  readonly mapped: Mapped | undefined;
}

/** Where a file's copy in scratch lies. */
export function copyPath({ scratch, index }: Pick<StageJob, 'scratch' | 'index'>, what: 'text' | 'numbered'): string {
  return join(scratch, `source-${index}.${what}`);
}
