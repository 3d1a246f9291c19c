/** Every column whose values are sealed. A rotation of keys goes by this list, and says so where a column is missing from it. */

export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** What the seal names the column; its own name unless told. */
  readonly sealedAs?: string;
  /** Columns that make the id of a row, as the seal names it: with a space between. */
  readonly row: readonly string[];
}

export const SEALED_COLUMNS: readonly SealedColumn[] = [
  { table: 'lead_revision', column: 'sealed', row: ['lead_id', 'revision'] },
  { table: 'finding_revision', column: 'content', row: ['finding_id', 'revision'] },
  { table: 'stored_file', column: 'name', row: ['file_id'] },
  { table: 'document', column: 'content', row: ['document_id'] },
  { table: 'document_delivery', column: 'receiver', row: ['document_id'] },
  { table: 'institution_basics', column: 'head', row: ['fixmedins_code'] },
  { table: 'contact', column: 'sealed', row: ['person', 'channel'] },
  { table: 'expert', column: 'phone_sealed', sealedAs: 'phone', row: ['expert_id'] },
  { table: 'credit_person', column: 'code_sealed', sealedAs: 'code', row: ['person_id'] },
  { table: 'visit', column: 'contact', row: ['mdtrt_id'] },
  { table: 'credit_person', column: 'name_sealed', sealedAs: 'name', row: ['person_id'] },
  { table: 'insured_person', column: 'certno', row: ['psn_no'] },
  { table: 'insured_person', column: 'psn_name', row: ['psn_no'] },
  { table: 'insurance', column: 'emp_name', row: ['psn_no', 'insutype'] },
  { table: 'voucher', column: 'secret', row: ['voucher_id'] },
  { table: 'wallet_freeze', column: 'reason', row: ['freeze_id'] },
  { table: 'gateway_message', column: 'answer', row: ['msgid'] },
  { table: 'institution_bank', column: 'account_no', row: ['account_id'] },
  { table: 'institution_key', column: 'body_key', row: ['key_id'] },
];
