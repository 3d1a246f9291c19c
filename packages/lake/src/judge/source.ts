import { emptyTableSql, sqlColumns, tables } from '@shouhu/claims';
import type { Column, TableName } from '@shouhu/claims';
import { filesOfTable } from '../store/lake.ts';
import type { Lake } from '../store/lake.ts';
import { parquet } from '../store/engine.ts';

type PlainColumn = Pick<Column, 'name' | 'type'>;

/** Columns that the lake adds to a table. */
const LAKE_COLUMNS: Partial<Record<TableName, readonly PlainColumn[]>> = {
  fee_list_d: [
    { name: 'net_cnt', type: 'BIGINT' },
    { name: 'net_amount_fen', type: 'BIGINT' },
    { name: 'net_inscp_fen', type: 'BIGINT' },
    { name: 'netted', type: 'VARCHAR' },
  ],
};

/** What of a lake is looked at. */
export interface Extent {
  /** Months (`yyyyMM`) of the dated tables; all when absent. */
  readonly months?: readonly string[];
  /** Only rows of these persons, where the table names persons. */
  readonly psn_nos?: readonly string[];
}

/**
 * The rows of a table that hold, withdrawn ones left out: SQL that stands after FROM. A table that nobody gave is an
 * empty relation with the same columns.
 */
export function holding(lake: Lake, name: TableName, extent: Extent = {}): string {
  const files = filesOfTable(lake, name, extent.months);
  if (files.length === 0) return emptyRows(name);
  const persons = extent.psn_nos?.map((psn_no) => `'${psn_no.replaceAll("'", "''")}'`).join(', ');
  const ofPersons = persons === undefined || persons === '' ? '' : ` AND psn_no IN (${persons})`;
  return `(SELECT * FROM ${parquet(files)} WHERE coalesce(vali_flag, 1) = 1${ofPersons})`;
}

function emptyRows(name: TableName): string {
  const key: PlainColumn = { name: 'row_key', type: 'VARCHAR' };
  return `(${emptyTableSql([...sqlColumns(tables[name]), key, ...(LAKE_COLUMNS[name] ?? [])])})`;
}
