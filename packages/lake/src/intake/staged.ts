/**
 * What the intake hands to the store: rows that passed validation, typed, and the account of those that did not.
 *
 * A staged relation has the columns of its table's definition in their order (docs/tables.md: times as `<field>` day
 * and `<field>_s` second, money as fen …) and one more: `src_file` INTEGER, the index of the file in `files`.
 * A column that no file of the table carried is NULL throughout and missing in `present`. Rows have no order;
 * rows with `vali_flag = 0` and negative lines are still there. Personal fields stand in clear: the store tokenises
 * them, the scratch folder is 0700 and the caller removes it.
 */
import type { TableName } from '@shouhu/claims';
import type { NoticeCode, RejectCode } from '@shouhu/errors';

/** One source file as it was read. */
export interface StagedFile {
  /** Index in {@link Staging.files}; equals `src_file` of its rows. */
  readonly index: number;
  readonly table: TableName;
  /** Path below the import folder, with `/`. */
  readonly name: string;
  readonly bytes: number;
  /** Rows read, rejected ones included. */
  readonly rows: number;
  readonly rejected: number;
}

/** One table after staging. */
export interface StagedTable {
  readonly table: TableName;
  /** SQL that stands after FROM, e.g. `read_parquet(['…'])`; an empty relation of the right columns without files. */
  readonly relation: string;
  /** Rows in the relation. */
  readonly rows: number;
  /** Rows that were refused; their rows are not in the relation. */
  readonly rejected: number;
  /** Fields that at least one file of the table carried, by their names in the definition. */
  readonly present: ReadonlySet<string>;
}

/** Something worth telling that refuses nothing, counted. */
export interface Notice {
  readonly code: NoticeCode;
  readonly table: TableName | null;
  readonly file: string | null;
  readonly field: string | null;
  /** The value (never of a personal field), e.g. an unknown code or column. */
  readonly value: string | null;
  readonly count: number;
}

/** All of one import, staged. */
export interface Staging {
  /** Every table of the definitions; tables without a file have 0 rows. */
  readonly tables: ReadonlyMap<TableName, StagedTable>;
  /** In code point order of their names. */
  readonly files: readonly StagedFile[];
  readonly notices: readonly Notice[];
  readonly rejects: StagedRejects;
}

/** The refused rows: two files in scratch, both complete, both sorted by file and line; absent files are empty. */
export interface StagedRejects {
  /** Refused rows and the objects in `masked`: one per failing field, so at least one per row. */
  readonly rows: number;
  readonly entries: number;
  /** JSON lines of {@link Reject}: fit to be shown. */
  readonly masked: string;
  /** JSON lines of {@link RawReject}: 0600, holds the rows as they came. */
  readonly raw: string;
}

/** One failing field of a refused row, keys in this order. */
export interface Reject {
  readonly file: string;
  /** Physical line of a text file (where the row begins); row of a sheet; ordinal in a Parquet file, from 1. */
  readonly line: number;
  readonly table: TableName;
  /** Null when the row as a whole could not be taken apart. */
  readonly field: string | null;
  /** Masked value; null when empty or when the row could not be taken apart. */
  readonly value: string | null;
  readonly code: RejectCode;
  readonly reason: { readonly zh: string; readonly en: string };
}

/** A refused row as it came: its fields by column name, or the text of the line. */
export interface RawReject {
  readonly file: string;
  readonly line: number;
  readonly row: Readonly<Record<string, string>> | string;
}

/** What the command line shows while the intake works. */
export interface IntakeProgress {
  readonly phase: 'discover' | 'read' | 'locate-rejects' | 'codes';
  readonly file: string | null;
  /** Rows of the file, known once it is read. */
  readonly rows: number | null;
  /** Part of the file that is read, 0 to 1. */
  readonly share: number | null;
}
