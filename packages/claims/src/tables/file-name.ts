import type { TableName } from './table.ts';
import { isTableName } from './tables.ts';

const TABLE_FILE = /^([a-z0-9_]+)(?:[.-].*)?$/;

/** The table that a file's name tells: `fee_list_d-2025-01.parquet` is of `fee_list_d`, in any case of letters. */
export function tableOfName(name: string): TableName | undefined {
  const table = TABLE_FILE.exec(name.toLowerCase())?.[1] ?? '';
  return isTableName(table) ? table : undefined;
}
