import type { Field } from './field.ts';

/** A national table as Shouhu takes it in: the fields it uses, in the order of its columns. */
export interface Table {
  readonly name: TableName;
  /** Chinese name. */
  readonly zh: string;
  /** What one row is, for the documentation. */
  readonly row: { readonly zh: string; readonly en: string };
  /** Field that names the institution within which the id is unique, if any (docs/semantics.md 4). */
  readonly institution: string | null;
  /** Fields that may carry the national id of a row, the first non-empty counts; none: the row's digest. */
  readonly id: readonly string[];
  readonly fields: readonly Field[];
  /** Of each group at least one field must have a value. */
  readonly oneOf?: readonly (readonly string[])[];
}

export type TableName =
  | 'fee_list_d'
  | 'mdtrt_d'
  | 'setl_d'
  | 'setl_list_diag_d'
  | 'setl_list_oprn_d'
  | 'psn_info_b'
  | 'fixmedins_b'
  | 'medins_staff_b'
  | 'stock';
