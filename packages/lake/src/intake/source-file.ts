import type { TableName } from '@shouhu/claims';

/** The formats that tables come in. */
export type Format = 'csv' | 'jsonl' | 'xlsx' | 'parquet';

/** A file of the import folder. */
export interface FoundFile {
  /** Path below the import folder, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly format: Format;
  readonly gzip: boolean;
  readonly bytes: number;
}

/** A file that holds rows of one table. */
export interface SourceFile extends FoundFile {
  readonly table: TableName;
}

/** A column of a source: its name in lower case, and SQL of its text over the source, NULL where empty. */
export interface SourceColumn {
  readonly name: string;
  readonly sql: string;
}

/** Rows of texts as the database sees them. */
export interface Source {
  /** SQL that stands after FROM. */
  readonly relation: string;
  readonly columns: readonly SourceColumn[];
  /** SQL of the line where a row stands; null where only a second, slower pass can tell. */
  readonly line: string | null;
}
