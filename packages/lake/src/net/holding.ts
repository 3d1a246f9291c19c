import { emptyTableSql, sqlColumns, tables } from '@shouhu/claims';
import type { Column, TableName } from '@shouhu/claims';
import { LINE_COLUMNS, VISIT_COLUMNS } from './resolve.ts';
import { filesOfTable } from '../store/lake.ts';
import type { Lake } from '../store/lake.ts';
import { parquet, quote } from '../store/engine.ts';

type PlainColumn = Pick<Column, 'name' | 'type'>;

const NUMBERS = new Set<string>([
  'emergency',
  'brdy',
  'hosp_lv',
  'internet_hosp',
  'settled',
  'death_day',
  'diagnoses_known',
  'listed',
  'operated',
]);

/** Columns that the lake adds to a table. */
const LAKE_COLUMNS: Partial<Record<TableName, readonly PlainColumn[]>> = {
  fee_list_d: [
    { name: 'net_cnt', type: 'BIGINT' },
    { name: 'net_amount_fen', type: 'BIGINT' },
    { name: 'net_inscp_fen', type: 'BIGINT' },
    { name: 'netted', type: 'VARCHAR' },
    ...LINE_COLUMNS.map(resolvedColumn),
  ],
  mdtrt_d: VISIT_COLUMNS.map(resolvedColumn),
};

function resolvedColumn(name: string): PlainColumn {
  return { name: `j_${name}`, type: NUMBERS.has(name) ? 'INTEGER' : 'VARCHAR' };
}

/** What of a lake is looked at; all when nothing is said. */
export interface Extent {
  /** Months (`yyyyMM`) of the dated tables. */
  readonly months?: readonly string[];
  /** Only rows of these persons, where the table names persons. */
  readonly psn_nos?: readonly string[];
  /** Only rows of the persons in this relation (psn_no), where the table names persons. */
  readonly persons?: string;
  /** Only rows of persons from (inclusive) to (exclusive), by code point; null is open. */
  readonly from?: string | null;
  readonly to?: string | null;
}

/**
 * The rows of a table that hold, withdrawn ones left out: SQL that stands after FROM. A table that nobody gave is an
 * empty relation with the same columns.
 */
export function holding(lake: Lake, name: TableName, extent: Extent = {}): string {
  const files = filesOfTable(lake, name, extent.months);
  if (files.length === 0) return emptyRows(name);
  return `(SELECT * FROM ${parquet(files)} WHERE ${['coalesce(vali_flag, 1) = 1', ...ofPersons(name, extent)].join(' AND ')})`;
}

/** Lists name visits, not persons, and masters are small: both stay whole. A stock row may name nobody. */
function ofPersons(name: TableName, { psn_nos, persons, from, to }: Extent): string[] {
  const person = tables[name].fields.find((field) => field.name === 'psn_no');
  if (person === undefined || (person.required !== true && name !== 'stock')) return [];
  return [
    ...(psn_nos === undefined ? [] : [`psn_no IN (${psn_nos.map(quote).join(', ')})`]),
    ...(persons === undefined ? [] : [`psn_no IN (SELECT psn_no FROM ${persons})`]),
    ...(from === undefined || from === null ? [] : [`psn_no >= ${quote(from)}`]),
    ...(to === undefined || to === null ? [] : [`psn_no < ${quote(to)}`]),
  ];
}

function emptyRows(name: TableName): string {
  const key: PlainColumn = { name: 'row_key', type: 'VARCHAR' };
  return `(${emptyTableSql([...sqlColumns(tables[name]), key, ...(LAKE_COLUMNS[name] ?? [])])})`;
}
