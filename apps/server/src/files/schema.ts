/** Tables of stored files; their bytes lie encrypted in the data folder, by digest. */
import type { ColumnType } from 'kysely';
import type { FileType } from './types.ts';

type Fixed<Type> = ColumnType<Type, Type, never>;

/** A file as somebody brought it. The same bytes may be brought more than once and lie on the disk once. */
interface StoredFileTable {
  file_id: Fixed<string>;
  /** What it belongs to: `matter:…`. */
  subject: Fixed<string>;
  /** What it is, in words that name no person. */
  title: Fixed<string>;
  /** The name it was brought under, sealed. */
  name: Fixed<string>;
  /** SM3 of the bytes. */
  digest: Fixed<string>;
  sha256: Fixed<string>;
  size: Fixed<number>;
  /** By content. */
  type: Fixed<FileType>;
  fixmedins_code: Fixed<string | null>;
  admdvs: Fixed<string>;
  /** Brought by the institution that the matter is about. */
  from_party: Fixed<boolean>;
  stored_by: Fixed<string>;
  stored_at: Fixed<Date>;
}

/** A file that an institution may read: what was delivered to it. */
interface FileGivenTable {
  file_id: Fixed<string>;
  fixmedins_code: Fixed<string>;
  given_by: Fixed<string>;
  given_at: Fixed<Date>;
}

export interface FileSchema {
  stored_file: StoredFileTable;
  file_given: FileGivenTable;
}
